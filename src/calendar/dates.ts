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
  for (let day = at(start); day.toISODate()! <= end; day = day.plus({ days: 1 })) yield day.toISODate()!
}
