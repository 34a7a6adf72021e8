import { gapsOf } from '../../src/solve/gap.ts'
import type { Cost } from '../../src/solve/model.ts'
import type { Result } from './record.ts'

/** What is proved about a run, and how far it is from it. */
export type Proven = Pick<Result, 'floor' | 'bound' | 'mediumBound' | 'provenGap' | 'provenGapAboveFloor'>

/**
 * @param floor of every solution that breaks nothing hard, where the suite has one
 * @param bound of those with at most this one's medium cost; its medium is what those cost at least
 */
export function provenOf(cost: Cost, floor: number | null, bound: { readonly medium: number; readonly soft: number } | null): Proven {
  // a floor is proved, too
  const proved = bound && { ...bound, soft: Math.max(bound.soft, floor ?? 0), floor: floor ?? undefined }
  const { gap, gapAboveFloor } = gapsOf(cost, proved)
  return {
    floor,
    bound: proved?.soft ?? null,
    mediumBound: bound?.medium ?? null,
    provenGap: gap,
    provenGapAboveFloor: gapAboveFloor,
  }
}

/** @returns what is said of a run: its part above the floor, and its gaps */
export function provenText({ hard, soft, floor, bound, mediumBound, provenGap, provenGapAboveFloor }: Result): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const parts = [
    ...(floor === null || hard > 0 ? [] : [`${soft - floor} above the floor`]),
    ...(bound === null ? [] : [`proved at least medium ${mediumBound}, soft ${bound}`]),
    ...(provenGap === null
      ? []
      : [`gap ${percent(provenGap)}${provenGapAboveFloor === null ? '' : `, ${percent(provenGapAboveFloor)} of what is above the floor`}`]),
  ]
  return parts.map((part) => `; ${part}`).join('')
}
