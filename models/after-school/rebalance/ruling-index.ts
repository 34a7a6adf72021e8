import { plusDays } from '../../../src/calendar/index.ts'
import type { Plan } from '../plan.ts'
import type { Dated } from './document.ts'

/** @returns which dated timetable rules a week of a season: the last one made for it; −1: the term’s */
export function rulingIndex(plan: Plan, { dated }: { readonly dated: readonly Dated[] }, monday: string, season: number): number {
  const sunday = plusDays(monday, 6)
  return dated.findLastIndex((d) => d.season === plan.seasons[season].id && d.from <= sunday && d.to >= monday)
}
