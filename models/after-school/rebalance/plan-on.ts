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
  const held = heldIn(plan, answer.changes, ruledWeeks(plan, answer, dated, season), season)
  return withoutCancelled(spanPlan(seasonPlan(plan, season), { from, to, held }), timetable, held).plan
}

/** Mondays of the weeks that it rules still: in the others later changes hold, of which it knows nothing */
export function ruledWeeks(plan: Plan, answer: Pick<Rebalanced, 'dated'>, dated: Dated, season: number): string[] {
  const index = answer.dated.indexOf(dated)
  const own = datesOf(plan)[season].filter(({ date }) => dated.from <= date && date <= dated.to)
  const mondays = [...new Set(own.map(({ date }) => mondayOf(date)))]
  const ruled = mondays.filter((monday) => rulingIndex(plan, answer, monday, season) === index)
  return ruled.length > 0 ? ruled : mondays
}
