import type { PairConstraint } from '../../src/kernel/exchange.ts'
import type { Chain } from './chain.ts'
import type { Tables } from './compile.ts'
import { compactness } from './constraints/compactness.ts'
import { conflicts } from './constraints/conflicts.ts'
import { roomCapacity } from './constraints/room-capacity.ts'
import { roomStability } from './constraints/room-stability.ts'
import { workingDays } from './constraints/working-days.ts'

/** What the soft rules weigh. */
export const weights = { 'room-capacity': 1, 'working-days': 5, compactness: 2, 'room-stability': 1 } as const

/** A move that breaks hard rules and gives back more soft cost than this is not looked for: the bound is what lets most of them go unpriced. */
const mostGainBelieved = 20

/** The rules of one instance. Everything below is written out rule by rule: each call then meets one class, which the engine can inline. */
export class Objective {
  readonly conflicts
  readonly roomCapacity
  readonly workingDays
  readonly compactness
  readonly roomStability
  readonly rules: readonly PairConstraint[]
  /** totals by level, weighted */
  hard = 0
  soft = 0
  private readonly tables: Tables
  /** changes of the move priced last, valid if it was within the limit */
  private hardChange = 0
  private softChange = 0
  /** lecture → the most that a move of it could lower the soft cost while no curriculum meets itself */
  private readonly mostGain: Int32Array

  constructor(tables: Tables) {
    this.tables = tables
    this.conflicts = conflicts(tables)
    this.roomCapacity = roomCapacity(tables)
    this.workingDays = workingDays(tables)
    this.compactness = compactness(tables)
    this.roomStability = roomStability(tables)
    this.rules = [this.conflicts, this.roomCapacity, this.workingDays, this.compactness, this.roomStability]
    this.mostGain = Int32Array.from(tables.courseOf, (course) => {
      const overflow = Math.max(...tables.overflow.subarray(course * tables.rooms, (course + 1) * tables.rooms))
      const curricula = tables.curriculaOf.start[course + 1] - tables.curriculaOf.start[course]
      // it leaves one period in which it was alone, and joins two lectures that were
      return Math.min(mostGainBelieved, overflow + weights['working-days'] + 3 * weights.compactness * curricula + weights['room-stability'])
    })
  }

  reset(values: Int32Array): void {
    // a lecture without a place is a hard violation that no move can mend: there was none beside all others
    this.hard = this.conflicts.reset(values) + values.reduce((missing, place) => missing + (place < 0 ? 1 : 0), 0)
    this.soft =
      weights['room-capacity'] * this.roomCapacity.reset(values) +
      weights['working-days'] * this.workingDays.reset(values) +
      weights.compactness * this.compactness.reset(values) +
      weights['room-stability'] * this.roomStability.reset(values)
  }

  /** @returns whether moving a lecture costs at most `limit`, a conflict counted `hardWeight` */
  movePays(lecture: number, from: number, to: number, limit: number, hardWeight: number): boolean {
    const { courseOf, periodOf, roomOf, dayOf, paddedPeriodOf } = this.tables
    const course = courseOf[lecture]
    const conflicts = this.conflicts.change(course, periodOf[from], periodOf[to])
    if (conflicts * hardWeight > limit + this.mostGain[lecture]) return false
    const r = roomOf[from]
    const s = roomOf[to]
    const change =
      weights['room-capacity'] * this.roomCapacity.change(course, r, s) +
      weights['working-days'] * this.workingDays.change(course, dayOf[from], dayOf[to]) +
      weights.compactness * this.compactness.change(course, paddedPeriodOf[from], paddedPeriodOf[to]) +
      weights['room-stability'] * this.roomStability.change(course, r, s)
    this.hardChange = conflicts
    this.softChange = change
    return conflicts * hardWeight + change <= limit
  }

  /** @returns whether exchanging the places of lectures of two courses costs at most `limit`, a conflict counted `hardWeight` */
  exchangePays(a: number, from: number, b: number, to: number, limit: number, hardWeight: number): boolean {
    const { courseOf, periodOf, roomOf, dayOf, paddedPeriodOf } = this.tables
    const c = courseOf[a]
    const e = courseOf[b]
    const conflicts = this.conflicts.exchange(c, periodOf[from], e, periodOf[to])
    if (conflicts * hardWeight > limit + this.mostGain[a] + this.mostGain[b]) return false
    const r = roomOf[from]
    const s = roomOf[to]
    const d = dayOf[from]
    const f = dayOf[to]
    const change =
      weights['room-capacity'] * (this.roomCapacity.change(c, r, s) + this.roomCapacity.change(e, s, r)) +
      weights['working-days'] * (this.workingDays.change(c, d, f) + this.workingDays.change(e, f, d)) +
      weights.compactness * this.compactness.exchange(c, paddedPeriodOf[from], e, paddedPeriodOf[to]) +
      weights['room-stability'] * (this.roomStability.change(c, r, s) + this.roomStability.change(e, s, r))
    this.hardChange = conflicts
    this.softChange = change
    return conflicts * hardWeight + change <= limit
  }

  /** @returns whether a chain costs at most `limit`; for timetables without conflicts, which it leaves without conflicts, and everybody in their rooms */
  chainPays({ lectures, to, forth, size }: Chain, values: Int32Array, limit: number): boolean {
    const { courseOf, dayOf, paddedPeriodOf } = this.tables
    let change = 0
    for (let i = 0; i < size; i++) {
      const from = values[lectures[i]]
      const course = courseOf[lectures[i]]
      const p = paddedPeriodOf[from]
      const q = paddedPeriodOf[to[i]]
      let days = this.workingDays.change(course, dayOf[from], dayOf[to[i]])
      change += weights.compactness * this.compactness.change(course, p, q)
      for (let j = 0; j < size; j++) {
        if (forth[j] === forth[i]) continue
        // where one goes and one comes, nothing changes: for a course its days, for a curriculum of both its periods
        if (courseOf[lectures[j]] === course) days = 0
        if (forth[i]) change -= weights.compactness * this.compactness.common(course, p, courseOf[lectures[j]], q)
      }
      change += weights['working-days'] * days
    }
    this.hardChange = 0
    this.softChange = change
    return change <= limit
  }

  /** Shifts every counter, and the totals by the changes priced last. */
  accept(lecture: number, from: number, to: number): void {
    this.shift(lecture, from, to)
    this.hard += this.hardChange
    this.soft += this.softChange
  }

  acceptExchange(a: number, p: number, b: number, q: number): void {
    this.shift(a, p, q)
    this.shift(b, q, p)
    this.hard += this.hardChange
    this.soft += this.softChange
  }

  acceptChain({ lectures, to, size }: Chain, values: Int32Array): void {
    for (let i = 0; i < size; i++) this.shift(lectures[i], values[lectures[i]], to[i])
    this.soft += this.softChange
  }

  private shift(lecture: number, from: number, to: number): void {
    this.conflicts.apply(lecture, from, to)
    this.workingDays.apply(lecture, from, to)
    this.compactness.apply(lecture, from, to)
    this.roomStability.apply(lecture, from, to)
  }
}
