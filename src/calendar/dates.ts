import { DateTime } from 'luxon'

/** Dates are ISO strings (YYYY-MM-DD), which sort as they follow each other; UTC inside, so that no clock change can move one. */

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

const at = (date: string) => DateTime.fromISO(date, { zone: 'utc' })

export const weekdayOf = (date: string): Weekday => weekdays[at(date).weekday - 1]

/** @returns the date so many days later, earlier if negative */
export const plusDays = (date: string, days: number): string => at(date).plus({ days }).toISODate()!

/** @returns whole days from one date to another, negative if that one is earlier */
export const daysBetween = (from: string, to: string): number => Math.round(at(to).diff(at(from), 'days').days)

/** every date from `start` to `end`, both inclusive */
export function* datesOf(start: string, end: string): Generator<string> {
  const first = at(start)
  const days = daysBetween(start, end)
  // counted, not compared: the day after 9999-12-31 is written +010000-01-01, which sorts before it
  for (let i = 0; i <= days; i++) yield first.plus({ days: i }).toISODate()!
}
