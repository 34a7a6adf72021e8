import type { Plan } from '../plan.ts'
import { withoutCancelled } from './cancel.ts'
import type { Dated, Rebalanced } from './document.ts'
import { seasonPlan, spanPlan } from './patch.ts'
import { heldIn } from './spans.ts'

/** @returns the plan by which a dated timetable is checked: one season, the dates of its weeks, and all that has changed by then */
export function planOn(plan: Plan, { changes }: Pick<Rebalanced, 'changes'>, { from, to, season, timetable }: Dated): Plan {
  const held = heldIn(plan, changes, from)
  const index = plan.seasons.findIndex(({ id }) => id === season)
  return withoutCancelled(spanPlan(seasonPlan(plan, index), { from, to, held }), timetable, held).plan
}
