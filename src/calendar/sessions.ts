import type { Weekday } from './dates.ts'
import type { TeachingDate } from './teaching.ts'

/** Clock interval in minutes after midnight, half-open. */
export interface Interval {
  readonly start: number
  readonly end: number
}

/** A slot on one date: the bells of the season in which the date lies, on the weekday that the date runs. */
export interface DatedSession extends Interval {
  readonly date: string
  /** index of the season */
  readonly season: number
  /** index of the slot */
  readonly slot: number
}

/** @param from first dates of the seasons, ascending @returns index of the season in which the date lies; -1 before the first */
export function seasonOf(date: string, from: readonly string[]): number {
  let season = from.length - 1
  while (season >= 0 && from[season] > date) season--
  return season
}

/** @returns the teaching dates of each season, in order */
export function datesBySeason(dates: readonly TeachingDate[], from: readonly string[]): TeachingDate[][] {
  const seasons: TeachingDate[][] = from.map(() => [])
  for (const date of dates) seasons[seasonOf(date.date, from)]?.push(date)
  return seasons
}

/**
 * Slots × seasons × teaching dates: every dated session, by date, then start, then slot.
 * @param slots weekday of each slot
 * @param bells by season, then slot; undefined where the slot does not run
 * @param dates by season
 */
export function datedSessions(
  slots: readonly Weekday[],
  bells: readonly (readonly (Interval | undefined)[])[],
  dates: readonly (readonly TeachingDate[])[],
): DatedSession[] {
  return dates.flatMap((inSeason, season) =>
    inSeason.flatMap(({ date, runs }) =>
      slots
        .flatMap((weekday, slot) => {
          const bell = weekday === runs ? bells[season][slot] : undefined
          return bell ? [{ date, season, slot, start: bell.start, end: bell.end }] : []
        })
        .sort((a, b) => a.start - b.start || a.slot - b.slot),
    ),
  )
}
