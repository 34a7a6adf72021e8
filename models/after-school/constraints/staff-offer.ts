import { minutesOf } from '../../../src/calendar/clock.ts'
import { overlaps } from '../compile/clock.ts'
import type { Staff } from '../plan.ts'

/** amount of `staff-preference` by keenness */
const reluctance = { keen: 0, willing: 1, reluctant: 4 } as const

/**
 * `staff-offer` 四(二), a rule of domains: a seat lies inside an offer and overlaps no regular teaching.
 * @returns the amount of `staff-preference` by the keenest offer that contains the interval (minutes after midnight), or −1 where nothing was offered
 */
export function offered(person: Staff, weekday: string, season: string, start: number, end: number): number {
  const here = (x: { weekday: string; season?: string | undefined }) => x.weekday === weekday && (x.season === undefined || x.season === season)
  if (person.teaching.some((t) => here(t) && overlaps(minutesOf(t.start), minutesOf(t.end), start, end))) return -1
  let best = -1
  for (const o of person.offers) {
    if (!here(o) || minutesOf(o.start) > start || end > minutesOf(o.end)) continue
    if (best < 0 || reluctance[o.keenness] < best) best = reluctance[o.keenness]
  }
  return best
}
