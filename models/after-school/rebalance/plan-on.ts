import type { Plan } from '../plan.ts'
import { withoutCancelled } from './cancel.ts'
import type { Dated, Rebalanced } from './document.ts'
import { seasonPlan, spanPlan } from './patch.ts'
import { rulingIndex } from './ruling-index.ts'
import { datesOf, heldIn, mondayOf } from './spans.ts'

/** @returns the plan by which a dated timetable is checked: one season, the dates of its weeks, and all that has changed by then */
export function planOn(plan: Plan, answer: Pick<Rebalanced, 'changes' | 'dated'>, dated: Dated): Plan {
  const { from, to, timetable } = dated
  const season = plan.seasons.findIndex(({ id }) => id === dated.season)
  const held = heldIn(plan, answer.changes, ruledDate(plan, answer, dated, season))
  return withoutCancelled(spanPlan(seasonPlan(plan, season), { from, to, held }), timetable, held).plan
}

/** a date of a week that it rules still: in the others later changes hold, of which it knows nothing */
function ruledDate(plan: Plan, answer: Pick<Rebalanced, 'dated'>, dated: Dated, season: number): string {
  const index = answer.dated.indexOf(dated)
  const own = datesOf(plan)[season].filter(({ date }) => dated.from <= date && date <= dated.to)
  return own.find(({ date }) => rulingIndex(plan, answer, mondayOf(date), season) === index)?.date ?? dated.from
}
