import type { Plan } from '../../models/after-school/plan.ts'
import { lowerBound } from '../../models/after-school/relax/bound.ts'
import { gapOf } from '../solve/gap.ts'

/** What is proved about a timetable's cost, as its report says it. */
export interface Proof {
  /** no timetable that breaks no hard rule costs less in medium, and none of at most this one's medium cost less in soft */
  readonly medium: number
  readonly soft: number
  /** the rows that the bound counts, or `all`: any other it takes for 0 */
  readonly covers: readonly string[] | 'all'
  /** more time would not raise it */
  readonly proven: boolean
  readonly gap: number | null
}

interface Cost {
  readonly hard: number
  readonly medium: number
  readonly soft: number
}

/** @returns undefined for a timetable that breaks a hard rule: bounds speak of others */
export async function proofOf(plan: Plan, cost: Cost, timeLimitSeconds: number, optimal: boolean, signal: AbortSignal): Promise<Proof | undefined> {
  if (cost.hard > 0) return undefined
  if (optimal) return { medium: cost.medium, soft: cost.soft, covers: 'all', proven: true, gap: 0 }
  const { medium, soft, covers, proven } = await lowerBound(plan, { timeLimitSeconds, mediumAtMost: cost.medium, known: cost, signal })
  return { medium, soft, covers, proven, gap: gapOf(cost, { medium, soft }) }
}

export function proofLine({ medium, soft, covers, gap }: Proof): string {
  const figures = (n: number) => n.toLocaleString('en-US')
  const floor = `proved: medium at least ${figures(medium)}, soft at least ${figures(soft)}`
  const share = gap === null ? 'a lower medium is not ruled out' : gap === 0 ? 'nothing better exists' : `at most ${(100 * gap).toFixed(1)} % less`
  return `${floor}: ${share}\n${covers === 'all' ? '' : `counted: ${covers.join(', ')}\n`}`
}
