import type { School } from '../compile/school.ts'
import type { CareSeats } from './care.ts'
import type { Relaxation } from './relaxation.ts'
import type { Opening } from './sections.ts'

/** call × P + person → how much of that seat the person takes */
export type Seats = ReadonlyMap<number, number>

/**
 * Staff: who takes how much of each kind of seat, where permitted, one place at a time, within the limits of sessions and minutes and the budget. Lead seats of open sections are filled; others may stay empty, at medium cost.
 * Rows: `unfilled-seat`, `staff-preference`, `pay`, `fair-load` (its convex hull), `in-service-share`.
 */
export function addStaff(relaxation: Relaxation, openings: readonly Opening[], care: CareSeats): Seats {
  const { school } = relaxation
  const { L, S, P } = school
  /** [person × S + season] seats taken: call and column */
  const taken: { call: number; column: number }[][] = Array.from({ length: P * S }, () => [])
  const seats = new Map<number, number>()
  const all: number[][] = Array.from({ length: S }, () => [])
  const inService: number[][] = Array.from({ length: S }, () => [])

  /** Σ people + empty ≥ constant + Σ values × columns */
  const fill = (call: number, season: number, constant: number, columns: readonly number[], values: readonly number[], most: number, mayBeEmpty: boolean) => {
    const people: number[] = []
    for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) {
      const p = school.candidates[i]
      const column = relaxation.whole(1)
      seats.set(call * P + p, column)
      relaxation.charge('staff-preference', column, school.permit[call * P + p])
      relaxation.charge('pay', column, school.payTens[p * 3 + school.callWeight[call]])
      people.push(column)
      taken[p * S + season].push({ call, column })
      all[season].push(column)
      if (school.inService[p]) inService[season].push(column)
    }
    const empty = mayBeEmpty ? [relaxation.column(most)] : []
    for (const column of empty) relaxation.charge('unfilled-seat', column, 1)
    relaxation.atLeast(constant, [...people, ...empty, ...columns], [...people.map(() => 1), ...empty.map(() => 1), ...values.map((v) => -v)])
  }

  for (const { activity, slot, column, students } of openings) {
    const most = school.sectionsFrom[activity + 1] - school.sectionsFrom[activity]
    for (let role = 0; role < 2; role++) {
      const count = school.roleCount[activity * 2 + role]
      const per = school.rolePer[activity * 2 + role]
      if (count === 0 && per === 0) continue
      const largest = most * (count + (per > 0 ? Math.ceil(school.sizeMax[activity] / per) : 0))
      for (let season = 0; season < S; season++) {
        if (!school.runs[(activity * L + slot) * S + season]) continue
        const call = ((activity * 2 + role) * L + slot) * S + season
        const growing = per > 0 ? students : []
        fill(call, season, 0, [column, ...growing], [count, ...growing.map(() => 1 / per)], largest, role !== 0)
      }
    }
  }
  for (let season = 0; season < S; season++) {
    for (let l = 0; l < L; l++) {
      const seats = care.seats[l * S + season]
      if (seats.length > 0)
        fill(
          school.careCalls + l * S + season,
          season,
          0,
          seats,
          seats.map(() => 1),
          school.N,
          true,
        )
    }
    for (let b = 0; b < school.B; b++) {
      const sites = care.duty[b * S + season]
      // where nobody is for certain somebody may be, and whoever leads there counts in the share of people in service
      if (sites > 0 || somebodyAttends(school, b, season)) fill(school.dutyCalls + b * S + season, season, sites, [], [], sites, sites > 0)
    }
    for (let g = 0; g < school.G; g++) {
      if (school.start[season * 2 * L + school.generalSlot[g]] < 0) continue
      fill(school.generalCalls + g * S + season, season, school.generalCount[g], [], [], school.generalCount[g], true)
    }
    addShare(relaxation, all[season], inService[season])
    addBudget(relaxation, taken, season)
  }
  for (let p = 0; p < P; p++) for (let season = 0; season < S; season++) addPerson(relaxation, p, season, taken[p * S + season])
  return seats
}

function somebodyAttends({ C, L, attending, slotBlock, start }: School, block: number, season: number): boolean {
  for (let l = 0; l < L; l++) {
    if (slotBlock[l] !== block || start[season * 2 * L + l] < 0) continue
    for (let c = 0; c < C; c++) if (attending[c * L + l] > 0) return true
  }
  return false
}

function addPerson(relaxation: Relaxation, p: number, season: number, seats: readonly { call: number; column: number }[]): void {
  const { school } = relaxation
  const { S, callWeight, callStart, callEnd, callDay } = school
  if (seats.length === 0) return
  const columns = seats.map(({ column }) => column)
  const minutes = seats.map(({ call }) => callEnd[call] - callStart[call])
  const weights = seats.map(({ call }) => callWeight[call])
  relaxation.atMost(school.perWeek[p], columns, weights)
  relaxation.atMost(school.minutesPerWeek[p], columns, minutes)
  for (const [day, own] of Map.groupBy(seats, ({ call }) => callDay[call])) {
    const ofDay = own.map(({ column }) => column)
    relaxation.atMost(
      school.perDay[p],
      ofDay,
      own.map(({ call }) => callWeight[call]),
    )
    const free = Math.max(0, school.minutesPerDay[p] - school.teaching[(p * S + season) * 7 + day])
    relaxation.atMost(
      free,
      ofDay,
      own.map(({ call }) => callEnd[call] - callStart[call]),
    )
    for (const instant of new Set(own.map(({ call }) => callStart[call]))) {
      const together = own.filter(({ call }) => callStart[call] <= instant && instant < callEnd[call])
      if (together.length > 1)
        relaxation.atMost(
          1,
          together.map(({ column }) => column),
        )
    }
  }
  addDays(relaxation, p, seats)
  const target = school.target[p * S + season]
  if (target < 0) return
  // the squares of the load above the target, by whole steps: 1, 3, 5, …
  const steps: number[] = []
  for (let k = 0; target + k < school.perWeek[p]; k++) {
    const step = relaxation.column(1)
    relaxation.charge('fair-load', step, 2 * k + 1)
    steps.push(step)
  }
  relaxation.atMost(target, [...columns, ...steps], [...weights, ...steps.map(() => -1)])
}

/** days with a seat: so many a week, so many in a row */
function addDays(relaxation: Relaxation, p: number, seats: readonly { call: number; column: number }[]): void {
  const { days, consecutive, callDay } = relaxation.school
  const byDay = Map.groupBy(seats, ({ call }) => callDay[call])
  const run = consecutive[p] + 1
  if (byDay.size <= Math.min(days[p], consecutive[p])) return
  const served: number[][] = Array.from({ length: 7 }, () => [])
  for (const [day, own] of byDay) {
    const column = relaxation.column(1)
    served[day].push(column)
    for (const seat of own) relaxation.atMost(0, [seat.column, column], [1, -1])
  }
  if (byDay.size > days[p]) relaxation.atMost(days[p], served.flat())
  for (let first = 0; first + run <= 7; first++) {
    const inRow = served.slice(first, first + run)
    if (inRow.every((list) => list.length > 0)) relaxation.atMost(run - 1, inRow.flat())
  }
}

function addShare(relaxation: Relaxation, all: readonly number[], inService: readonly number[]): void {
  const percent = relaxation.school.policy.inServiceSharePercent
  if (percent === 0 || all.length === inService.length) return
  const short = relaxation.column(all.length)
  relaxation.charge('in-service-share', short, 1)
  relaxation.atLeast(0, [short, ...inService, ...all], [1, ...inService.map(() => 1), ...all.map(() => -percent / 100)])
}

function addBudget(relaxation: Relaxation, taken: readonly (readonly { call: number; column: number }[])[], season: number): void {
  const { school } = relaxation
  const { plan, P, S } = school
  // a policy may make the budget a wish
  if (!plan.budget || relaxation.weight('budget').level !== 0) return
  const columns: number[] = []
  const values: number[] = []
  for (let p = 0; p < P; p++) {
    for (const { call, column } of taken[p * S + season]) {
      if (school.pay[p] === 0) continue
      columns.push(column)
      values.push(school.pay[p] * school.callWeight[call])
    }
  }
  if (columns.length > 0) relaxation.atMost(plan.budget.yuanPerWeek, columns, values)
}
