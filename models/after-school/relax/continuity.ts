import type { CareSeats } from './care.ts'
import type { Relaxation } from './relaxation.ts'
import type { Seats } from './staff.ts'

/**
 * What few people of many slots cost. Rows: `own-class-care`, `handover`, `season-change`.
 *
 * @param full no seat is empty and no child without a place: what the last two rest on
 */
export function addContinuity(relaxation: Relaxation, care: CareSeats, seats: Seats, full: boolean): void {
  addStrangers(relaxation, seats)
  if (!full) return
  const { S, L, start } = relaxation.school
  for (let season = 0; season < S; season++) {
    const running = [...Array(L).keys()].filter((l) => start[season * 2 * L + l] >= 0)
    for (const slots of Map.groupBy(running, (l) => relaxation.school.weekday[l]).values()) addHandover(relaxation, care, seats, season, slots)
    if (season + 1 < S) for (const l of running) addChange(relaxation, seats, season, l)
  }
}

/** whoever teaches no class that attends then is nobody's own teacher */
function addStrangers(relaxation: Relaxation, seats: Seats): void {
  const { C, L, S, P, careCalls, attending, teaches } = relaxation.school
  for (let l = 0; l < L; l++) {
    for (let p = 0; p < P; p++) {
      let own = false
      for (let c = 0; c < C; c++) if (attending[c * L + l] > 0 && teaches[p * C + c]) own = true
      if (own) continue
      for (let season = 0; season < S; season++) {
        const seat = seats.get((careCalls + l * S + season) * P + p)
        if (seat !== undefined) relaxation.charge('own-class-care', seat, 1)
      }
    }
  }
}

/**
 * A class that has children in care in two slots of a day meets no more people than one of them needs only if some person is with it in both (the people of one group are among those of the other).
 * In the first slot such a person is with one group: one class, and those hosted with it. So of the classes that are certainly there in both slots, all but these have a handover:
 * handovers ≥ classes − people in care in both slots − classes merged in the first. Unless a third slot has a group of several supervisors: these may be the people of both, and the class meets nobody beyond its largest need.
 */
function addHandover(relaxation: Relaxation, care: CareSeats, seats: Seats, season: number, slots: readonly number[]): void {
  const { S, C } = relaxation.school
  let handovers: number | undefined
  for (const one of slots) {
    for (const other of slots) {
      if (one === other) continue
      const classes = care.certain[one * S + season].filter((c) => care.certain[other * S + season].includes(c)).length
      if (classes === 0) continue
      if (handovers === undefined) {
        handovers = relaxation.column(C * slots.length)
        relaxation.charge('handover', handovers, 1)
      }
      const third = slots.flatMap((l) => (l === one || l === other ? [] : care.several[l * S + season]))
      relaxation.atLeast(classes, [handovers, ...inBoth(relaxation, seats, [one, season], [other, season]), ...care.merged[one * S + season], ...third])
    }
  }
}

/**
 * Where the same children are in care in two consecutive seasons, groups and needs are the same, and every seat is filled twice: each that is not by the same person is a change.
 */
function addChange(relaxation: Relaxation, seats: Seats, season: number, l: number): void {
  const { L, S, P, start, careCalls } = relaxation.school
  if (start[(season + 1) * 2 * L + l] < 0 || !sameChildren(relaxation, season, l)) return
  const before = [...Array(P).keys()].flatMap((p) => seats.get((careCalls + l * S + season) * P + p) ?? [])
  if (before.length === 0) return
  const stay = inBoth(relaxation, seats, [l, season], [l, season + 1])
  const changes = relaxation.column(before.length)
  relaxation.atLeast(0, [changes, ...stay, ...before], [1, ...stay.map(() => 1), ...before.map(() => -1)])
  relaxation.charge('season-change', changes, 1)
}

/** @returns whether every club that takes children out of the slot does so in both seasons or in neither */
function sameChildren(relaxation: Relaxation, season: number, l: number): boolean {
  const { A, L, S, slots, length, runs, coveredFrom, covered } = relaxation.school
  for (let a = 0; a < A; a++) {
    for (const slot of slots[a]) {
      const takes = [season, season + 1].map((s) => {
        if (runs[(a * L + slot) * S + s] !== 3) return false
        const i = s * 2 * L + (length[a] === 2 ? L + slot : slot)
        return covered.subarray(coveredFrom[i], coveredFrom[i + 1]).includes(l)
      })
      if (takes[0] !== takes[1]) return false
    }
  }
  return true
}

/** @returns a column for each person who could be in care in both: no more than in either */
function inBoth(relaxation: Relaxation, seats: Seats, one: readonly [slot: number, season: number], other: readonly [slot: number, season: number]): number[] {
  const { S, P, careCalls } = relaxation.school
  const seatOf = ([l, season]: readonly [number, number], p: number) => seats.get((careCalls + l * S + season) * P + p)
  return [...Array(P).keys()].flatMap((p): number[] => {
    const [a, b] = [seatOf(one, p), seatOf(other, p)]
    if (a === undefined || b === undefined) return []
    const both = relaxation.column(1)
    relaxation.atMost(0, [both, a], [1, -1])
    relaxation.atMost(0, [both, b], [1, -1])
    return [both]
  })
}
