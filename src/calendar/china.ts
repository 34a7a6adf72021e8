import calendar from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { daysBetween, type Weekday, weekdayOf } from './dates.ts'

/**
 * Public holidays and make-up days (调休) of mainland China, as the State Council announces them year by year.
 * The data of the package are read, not its functions: those answer "an ordinary day" for years that they know nothing about.
 */

const names = { holidays: calendar.holidays, workdays: calendar.workdays, inLieu: calendar.inLieuDays } as Record<string, Record<string, string>>

const knownYears: ReadonlySet<string> = new Set(Object.keys(names.holidays).map((date) => date.slice(0, 4)))

/** @returns whether the holidays of this year are known: the next year's are announced in November */
export const knowsYear = (year: number): boolean => knownYears.has(String(year))

export const isPublicHoliday = (date: string): boolean => date in names.holidays

/** a day off and the working weekend day that pays for it lie at most this many days apart */
const pairDays = 24

/**
 * The announcements do not say which weekday's timetable a make-up day runs. Schools make up the lessons lost on the day off that it
 * pays for, so: the first make-up day of a festival runs the weekday of its first day off in lieu, the second that of its second.
 */
const runsByDate: ReadonlyMap<string, Weekday> = (() => {
  const runs = new Map<string, Weekday>()
  const free = Object.keys(names.inLieu).sort()
  for (const date of Object.keys(names.workdays).sort()) {
    const index = free.findIndex(
      (off) => names.inLieu[off].split(',')[0] === names.workdays[date].split(',')[0] && Math.abs(daysBetween(off, date)) <= pairDays,
    )
    if (index < 0) continue
    runs.set(date, weekdayOf(free[index]))
    free.splice(index, 1)
  }
  return runs
})()

/** @returns the weekday whose timetable a working weekend day runs; undefined on every other date */
export const makeUpDayRuns = (date: string): Weekday | undefined => runsByDate.get(date)
