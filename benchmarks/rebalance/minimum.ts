import { encode } from '../../models/after-school/codec.ts'
import { type Plan, weekdays } from '../../models/after-school/plan.ts'
import { partsOn, schoolOf } from '../../models/after-school/rebalance/compiled.ts'
import { dayModel } from '../../models/after-school/rebalance/day-model.ts'
import type { Change, Rebalanced } from '../../models/after-school/rebalance/index.ts'
import { seasonPlan, spanPlan } from '../../models/after-school/rebalance/patch.ts'
import { spansOf } from '../../models/after-school/rebalance/spans.ts'
import { State } from '../../models/after-school/state.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import { solveLinear } from '../../src/mip/index.ts'
import { objectiveOf } from '../../src/mip/linear-model.ts'

export interface Compared {
  /** cost of the answer above the exact minimum, in changes; a seat left empty counts 40,000 */
  readonly above: number
  /** the minimum is proved: else `above` is to the best that was found */
  readonly proved: boolean
}

/** @returns how far an answer to a one-day absence is from the exact minimum, by HiGHS; undefined where it cancels a session, which the model does not know */
export async function aboveMinimum(
  plan: Plan,
  timetable: TimetableParts,
  change: Change,
  { dated }: Rebalanced,
  timeLimitSeconds: number,
): Promise<Compared | undefined> {
  const [answer] = dated
  const [span] = spansOf(plan, [], [change], () => '')
  if (!answer || !span || answer.cancelled.length > 0) return undefined
  const before = partsOn(plan, timetable, span)
  const own = { ...spanPlan(seasonPlan(plan, span.season), span), baseline: before }
  const state = new State(schoolOf(plan, span.season, own, span.held))
  encode(state, answer.timetable)
  const { model, point } = dayModel(state, { open: Uint8Array.from(weekdays, (day) => Number(day === span.weekdays[0])), before })
  const start = point(state)
  const { status, bound } = await solveLinear(model, { engine: 'highs', timeLimitSeconds, start, absoluteGap: 0.99 })
  return { above: objectiveOf(model, start) - Math.ceil(bound - 1e-6), proved: status === 'optimal' }
}
