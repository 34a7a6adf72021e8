import { minutesOf } from '../../../src/calendar/clock.ts'
import { seasonDates } from '../dates.ts'
import type { Plan } from '../plan.ts'
import { weekdays } from '../plan.ts'

/**
 * Clock times as integers. A *span* is what a session occupies: span l is slot l alone, span L + l is slot l and the next one.
 * Times are minutes after midnight; −1 where a span does not run in a season.
 */
export interface Clock {
  readonly S: number
  readonly L: number
  readonly slotIndex: ReadonlyMap<string, number>
  readonly seasonIndex: ReadonlyMap<string, number>
  /** [slot] 0 = Monday */
  readonly weekday: Uint8Array
  readonly period: Uint8Array
  /** [slot] the next period of the band, or −1 */
  readonly next: Int16Array
  /** [season × 2L + span] */
  readonly start: Int16Array
  readonly end: Int16Array
  /** [span × 2L + span] 1 where the two are at once in some season */
  readonly atOnce: Uint8Array
  /** slots at once with (season, span): covered[coveredFrom[i] … coveredFrom[i + 1]), i = season × 2L + span */
  readonly coveredFrom: Int32Array
  readonly covered: Int16Array
  /** [season × 7 + weekday] periods (bit = period) that some slot runs */
  readonly periodsRun: Int32Array
  /** dates served, by season × 7 + weekday */
  readonly dates: readonly (readonly string[])[]
}

export const overlaps = (aStart: number, aEnd: number, bStart: number, bEnd: number): boolean => aStart < bEnd && bStart < aEnd

export function compileClock(plan: Plan): Clock {
  const S = plan.seasons.length
  const L = plan.slots.length
  const slotIndex = new Map(plan.slots.map((s, i) => [s.id, i]))
  const seasonIndex = new Map(plan.seasons.map((s, i) => [s.id, i]))
  const weekday = Uint8Array.from(plan.slots, (s) => weekdays.indexOf(s.weekday))
  const period = Uint8Array.from(plan.slots, (s) => s.period)
  const next = Int16Array.from(plan.slots, (s) => plan.slots.findIndex((t) => t.weekday === s.weekday && t.band === s.band && t.period === s.period + 1))
  const start = new Int16Array(S * 2 * L).fill(-1)
  const end = new Int16Array(S * 2 * L).fill(-1)
  const periodsRun = new Int32Array(S * 7)
  for (let season = 0; season < S; season++) {
    const at = season * 2 * L
    for (let l = 0; l < L; l++) {
      const bell = plan.seasons[season].bells[plan.slots[l].id]
      if (!bell) continue
      start[at + l] = minutesOf(bell.start)
      end[at + l] = minutesOf(bell.end)
      periodsRun[season * 7 + weekday[l]] |= 1 << period[l]
    }
    for (let l = 0; l < L; l++) {
      const n = next[l]
      if (n < 0 || start[at + l] < 0 || start[at + n] < 0) continue
      start[at + L + l] = start[at + l]
      end[at + L + l] = end[at + n]
    }
  }
  const spanDay = (span: number) => weekday[span % L]
  const meet = (season: number, a: number, b: number) => {
    const at = season * 2 * L
    return spanDay(a) === spanDay(b) && start[at + a] >= 0 && start[at + b] >= 0 && overlaps(start[at + a], end[at + a], start[at + b], end[at + b])
  }
  const atOnce = new Uint8Array(4 * L * L)
  const coveredFrom = new Int32Array(S * 2 * L + 1)
  const covered: number[] = []
  for (let season = 0; season < S; season++) {
    for (let a = 0; a < 2 * L; a++) {
      for (let b = 0; b < 2 * L; b++) if (meet(season, a, b)) atOnce[a * 2 * L + b] = 1
      for (let l = 0; l < L; l++) if (meet(season, a, l)) covered.push(l)
      coveredFrom[season * 2 * L + a + 1] = covered.length
    }
  }
  const dates: string[][] = Array.from({ length: S * 7 }, () => [])
  seasonDates(plan).forEach((list, season) => {
    for (const d of list) dates[season * 7 + weekdays.indexOf(d.runs)].push(d.date)
  })
  return {
    S,
    L,
    slotIndex,
    seasonIndex,
    weekday,
    period,
    next,
    start,
    end,
    atOnce,
    coveredFrom,
    covered: Int16Array.from(covered),
    periodsRun,
    dates,
  }
}
