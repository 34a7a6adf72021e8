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
    let open: Open | undefined
    for (const [monday, week] of Map.groupBy(dates, ({ date }) => mondayOf(date))) {
      if (plusDays(monday, 6) < first || monday > last) continue
      const holds = changes.map((change) => heldOn(plan, season, change, week))
      const touched = holds.slice(earlier.length).flat()
      const here = week.filter(({ runs }) => touched.includes(runs))
      if (here.length === 0) continue
      const own: Open = {
        ruling: before(monday, season),
        run: new Set(week.map(({ runs }) => runs)),
        holds,
        from: week[0]!.date,
        to: week.at(-1)!.date,
        dates: here,
      }
      if (open && isAlike(open, own)) open = together(open, own)
      else {
        if (open) spans.push(spanOf(open))
        open = own
      }
    }
    if (open) spans.push(spanOf(open))

    function spanOf({ holds, from, to, dates: here }: Open): Span {
      const touched = new Set(here.map(({ runs }) => runs))
      const held = changes.map((change, i) => ({ change, weekdays: holds[i] })).filter((h) => h.weekdays.length > 0)
      return { season, from, to, weekdays: weekdays.filter((day) => touched.has(day)), dates: here, held }
    }
  })
  return spans
}

/** Weeks in a row, as far as they are known to be alike. */
interface Open {
  readonly ruling: string
  /** weekdays that some date runs */
  readonly run: ReadonlySet<Weekday>
  /** by change: weekdays on which it holds */
  readonly holds: readonly (readonly Weekday[])[]
  readonly from: string
  readonly to: string
  readonly dates: readonly TeachingDate[]
}

/** a weekday that one of the two has no lessons on makes no difference: a holiday parts no weeks */
function isAlike(a: Open, b: Open): boolean {
  const both = [...a.run].filter((day) => b.run.has(day))
  return a.ruling === b.ruling && a.holds.every((days, i) => both.every((day) => days.includes(day) === b.holds[i].includes(day)))
}

const together = (a: Open, b: Open): Open => ({
  ruling: a.ruling,
  run: new Set([...a.run, ...b.run]),
  holds: a.holds.map((days, i) => union(days, b.holds[i])),
  from: a.from,
  to: b.to,
  dates: [...a.dates, ...b.dates],
})

const union = (a: readonly Weekday[], b: readonly Weekday[]): Weekday[] => weekdays.filter((day) => a.includes(day) || b.includes(day))

/** @returns the changes that hold in a season's part of some weeks that are alike, and on which weekdays */
export function heldIn(plan: Plan, changes: readonly Change[], mondays: readonly string[], season: number): Held[] {
  const weeks = mondays.map((monday) => datesOf(plan)[season].filter(({ date }) => mondayOf(date) === monday))
  return changes
    .map((change) => ({ change, weekdays: weeks.map((week) => heldOn(plan, season, change, week)).reduce(union, []) }))
    .filter((held) => held.weekdays.length > 0)
}

/**
 * @returns weekdays with service on which a change holds: on a date of the week that runs them, a make-up day too. What holds on a day without lessons, or in the other season of that week, changes nothing here
 */
function heldOn(plan: Plan, season: number, change: Change, week: readonly TeachingDate[]): Weekday[] {
  const { bells } = plan.seasons[season]
  const days = new Set(week.filter(({ date }) => holdsOn(change, date)).map(({ runs }) => runs))
  return weekdays.filter((day) => days.has(day) && plan.slots.some((slot) => slot.weekday === day && Object.hasOwn(bells, slot.id)))
}
