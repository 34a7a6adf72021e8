import { isPublicHoliday, knowsYear, makeUpDayRuns } from './china.ts'
import { datesOf, type Weekday, weekdayOf } from './dates.ts'

export interface Term {
  /** first and last date, inclusive */
  readonly start: string
  readonly end: string
  /** CN: public holidays and make-up days of mainland China, below the two lists */
  readonly calendar: 'CN' | 'none'
  readonly holidays: readonly string[]
  readonly makeUpDays: readonly { readonly date: string; readonly runs: Weekday }[]
}

/** A date with lessons, and the weekday whose timetable it runs: a make-up Saturday may run Friday's. */
export interface TeachingDate {
  readonly date: string
  readonly runs: Weekday
}

/**
 * Years of the term whose public holidays nobody states: the calendar does not know them, and the term lists no holiday of its own in them.
 * An autumn term reaches into January of a year that is not announced yet; listing its 1 January is enough.
 */
export function unknownYears(term: Pick<Term, 'start' | 'end' | 'calendar' | 'holidays'>): number[] {
  if (term.calendar !== 'CN') return []
  const years: number[] = []
  for (let year = Number(term.start.slice(0, 4)); year <= Number(term.end.slice(0, 4)); year++) {
    if (!knowsYear(year) && !term.holidays.some((date) => date.startsWith(`${year}-`))) years.push(year)
  }
  return years
}

/**
 * The dates with lessons, in order: Monday to Friday but for holidays, and make-up days. The term's own lists go before the public calendar.
 * @throws RangeError for a year whose holidays are not known (`unknownYears`): silence would be taken for "no holidays"
 */
export function teachingDates(term: Term): TeachingDate[] {
  const unknown = unknownYears(term)
  if (unknown.length > 0) throw new RangeError(`The public holidays of ${unknown.join(', ')} are not known: list them in term.holidays.`)
  const makeUp = new Map(term.makeUpDays.map(({ date, runs }) => [date, runs]))
  const holidays = new Set(term.holidays)
  const dates: TeachingDate[] = []
  for (const date of datesOf(term.start, term.end)) {
    const runs = makeUp.get(date) ?? (holidays.has(date) ? undefined : publicRuns(date, term.calendar))
    if (runs) dates.push({ date, runs })
  }
  return dates
}

function publicRuns(date: string, calendar: Term['calendar']): Weekday | undefined {
  if (calendar === 'CN') {
    if (isPublicHoliday(date)) return undefined
    const runs = makeUpDayRuns(date)
    if (runs) return runs
  }
  const weekday = weekdayOf(date)
  return weekday === 'sat' || weekday === 'sun' ? undefined : weekday
}
