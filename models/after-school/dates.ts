import {
  type DatedSession,
  datedSessions,
  datesBySeason,
  minutesOf,
  offsetMinutes,
  sunset,
  type TeachingDate,
  teachingDates,
} from '../../src/calendar/index.ts'
import type { Plan } from './plan.ts'

type TermDates = Pick<Plan, 'term' | 'seasons'>

/** @returns the teaching dates of each season, by season index */
export const seasonDates = (plan: TermDates): readonly (readonly TeachingDate[])[] =>
  datesBySeason(
    teachingDates(plan.term),
    plan.seasons.map((season) => season.from),
  )

/**
 * Clock minute by which outdoor groups end in a season: the season's own `sunset`, else the earliest over its teaching dates at the plan's
 * coordinates, rounded down. @returns undefined where neither is given (no rule), or where the sun does not set
 */
export function sunsetMinutes(plan: TermDates & Pick<Plan, 'coordinates' | 'timezone'>, seasonIndex: number): number | undefined {
  const stated = plan.seasons[seasonIndex].sunset
  if (stated !== undefined) return minutesOf(stated)
  const { coordinates, timezone } = plan
  if (!coordinates) return undefined
  const sunsets = seasonDates(plan)[seasonIndex].flatMap(({ date }) => sunset(date, coordinates, offsetMinutes(date, timezone)) ?? [])
  return sunsets.length > 0 ? Math.floor(Math.min(...sunsets)) : undefined
}

/** Every slot on every date of the term, by date and start; `season` and `slot` index the plan's lists. */
export const planSessions = (plan: TermDates & Pick<Plan, 'slots'>): DatedSession[] =>
  datedSessions(
    plan.slots.map((slot) => slot.weekday),
    plan.seasons.map((season) =>
      plan.slots.map((slot) => {
        const bell = season.bells[slot.id]
        return bell && { start: minutesOf(bell.start), end: minutesOf(bell.end) }
      }),
    ),
    seasonDates(plan),
  )
