import type { Plan } from '../../models/after-school/plan.ts'
import { lowerBound } from '../../models/after-school/relax/bound.ts'
import { gapsOf } from '../solve/gap.ts'
import { figures, type Language, text } from './text.ts'

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
  /** the same as a share of what lies above the floor of the timetable's report */
  readonly gapAboveFloor: number | null
}

interface Cost {
  readonly hard: number
  readonly medium: number
  readonly soft: number
  /** of the soft cost: proved without searching */
  readonly floor: number
}

/** @returns undefined for a timetable that breaks a hard rule: bounds speak of others */
export async function proofOf(plan: Plan, cost: Cost, timeLimitSeconds: number, optimal: boolean, signal: AbortSignal): Promise<Proof | undefined> {
  if (cost.hard > 0) return undefined
  if (optimal) return { medium: cost.medium, soft: cost.soft, covers: 'all', proven: true, gap: 0, gapAboveFloor: 0 }
  const { medium, soft, covers, proven } = await lowerBound(plan, { timeLimitSeconds, mediumAtMost: cost.medium, known: cost, signal })
  return { medium, soft, covers, proven, ...gapsOf(cost, { medium, soft, floor: cost.floor }) }
}

export const countedLine = (covers: readonly string[], language: Language): string =>
  `${text(`counted: ${covers.join(', ')}`, `计入：${covers.join('、')}`)[language]}\n`

export function proofLine({ medium, soft, covers, gap, gapAboveFloor }: Proof, language: Language): string {
  const [m, s] = [figures(medium), figures(soft)]
  const floor = text(`proved: medium at least ${m}, soft at least ${s}`, `已证明：中等至少 ${m}，软性至少 ${s}`)
  const [percent, above] = [gap, gapAboveFloor].map((share) => `${(100 * (share ?? 0)).toFixed(1)} %`)
  const share =
    gap === null
      ? text('a lower medium is not ruled out', '不排除更低的中等代价')
      : gap === 0
        ? text('nothing better exists', '不存在更好的课表')
        : text(`at most ${percent} less, ${above} of what is above the floor`, `至多再降低 ${percent}，占下限以上部分的 ${above}`)
  return `${text(`${floor.en}: ${share.en}`, `${floor.zh}：${share.zh}`)[language]}\n${covers === 'all' ? '' : countedLine(covers, language)}`
}
