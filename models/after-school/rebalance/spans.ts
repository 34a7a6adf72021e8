import { plusDays, type TeachingDate, type Weekday, weekdayOf } from '../../../src/calendar/index.ts'
import { seasonDates } from '../dates.ts'
import { type Plan, weekdays } from '../plan.ts'
import { type Change, holdsOn } from './changes.ts'

/** A change and the weekdays on which it holds, in some week. */
export interface Held {
  readonly change: Change
  readonly weekdays: readonly Weekday[]
}

/** Weeks in a row of one season that are alike: the same changes hold on the same weekdays, and the same timetable ruled before. */
export interface Span {
  readonly season: number
  /** first and last date of its weeks, inside season and term */
  readonly from: string
  readonly to: string
  /** weekdays that may be planned anew, and the dates that run them */
  readonly weekdays: readonly Weekday[]
  readonly dates: readonly TeachingDate[]
  /** every change that holds in these weeks, earlier ones too, in the order in which they came */
  readonly held: readonly Held[]
}

const known = new WeakMap<Plan, ReturnType<typeof seasonDates>>()

/** teaching dates by season: looked up once a plan */
export function datesOf(plan: Plan): ReturnType<typeof seasonDates> {
  const dates = known.get(plan) ?? seasonDates(plan)
  known.set(plan, dates)
  return dates
}

/** @returns the Monday of a date's week */
export const mondayOf = (date: string): string => plusDays(date, -weekdays.indexOf(weekdayOf(date)))

/**
 * Where new changes fall in the calendar.
 *
 * A weekday that holds a new change in some week may be planned anew there, on every date that runs it, a make-up day included.
 * @param before names what ruled in a week until now: weeks under different timetables make different spans
 */
export function spansOf(plan: Plan, earlier: readonly Change[], added: readonly Change[], before: (monday: string, season: number) => string): Span[] {
  const changes = [...earlier, ...added]
  const first = added.reduce((least, { from }) => (from < least ? from : least), added[0]?.from ?? plan.term.end)
  const last = added.some(({ to }) => to === undefined) ? plan.term.end : added.reduce((most, { to }) => (to! > most ? to! : most), first)
  const spans: Span[] = []
  datesOf(plan).forEach((dates, season) => {
    let open: { key: string; span: Span } | undefined
    const served = new Set(plan.slots.filter((slot) => plan.seasons[season].bells[slot.id]).map((slot) => slot.weekday))
    for (const [monday, week] of Map.groupBy(dates, ({ date }) => mondayOf(date))) {
      if (plusDays(monday, 6) < first || monday > last) continue
      const holds = changes.map((change) => ({
        change,
        weekdays: weekdays.filter((day, i) => served.has(day) && heldOn(change, plusDays(monday, i), day, week)),
      }))
      const touched = new Set(holds.slice(earlier.length).flatMap((h) => h.weekdays))
      const here = week.filter(({ runs }) => touched.has(runs))
      if (here.length === 0) continue
      const held = holds.filter((h) => h.weekdays.length > 0)
      const key = JSON.stringify([before(monday, season), holds.map((h) => h.weekdays)])
      const [from, to] = [week[0]!.date, week.at(-1)!.date]
      if (open?.key === key) open.span = { ...open.span, to, dates: [...open.span.dates, ...here] }
      else {
        if (open) spans.push(open.span)
        open = { key, span: { season, from, to, weekdays: weekdays.filter((day) => touched.has(day)), dates: here, held } }
      }
    }
    if (open) spans.push(open.span)
  })
  return spans
}

/** @returns the changes that hold in the week of a date, and on which weekdays */
export function heldIn(plan: Plan, changes: readonly Change[], date: string): Held[] {
  const monday = mondayOf(date)
  const week = datesOf(plan).flatMap((dates) => dates.filter((d) => mondayOf(d.date) === monday))
  return changes
    .map((change) => ({ change, weekdays: weekdays.filter((day, i) => heldOn(change, plusDays(monday, i), day, week)) }))
    .filter((held) => held.weekdays.length > 0)
}

/** on the calendar's own weekday, whether there are lessons or not, and on make-up days that run it: a holiday makes no week different */
const heldOn = (change: Change, date: string, day: Weekday, week: readonly TeachingDate[]): boolean =>
  holdsOn(change, date) || week.some((d) => d.runs === day && holdsOn(change, d.date))
