import type { Apart } from '../../src/constraints/apart.ts'
import type { Tables } from './compile.ts'

/** lectures of a chain, at most: longer ones are hardly ever accepted, and dearest to gather in vain */
const longest = 6

/**
 * A Kempe chain: a lecture goes to another period; whoever it would meet there, by conflict or in its room, comes back in its stead; and so on, until all fit. Everybody keeps their room.
 * A timetable without conflicts stays one.
 */
export class Chain {
  readonly lectures = new Int32Array(longest)
  /** where each of them goes */
  readonly to = new Int32Array(longest)
  /** 1 for those that go the way of the first one, 0 for those that come back */
  readonly forth = new Uint8Array(longest)
  size = 0
  private readonly tables: Tables
  private readonly conflicts: Apart
  /** place → lecture, or −1; lecture → place: the walk's own */
  private readonly at: Int32Array
  private readonly values: Int32Array

  constructor(tables: Tables, conflicts: Apart, at: Int32Array, values: Int32Array) {
    this.tables = tables
    this.conflicts = conflicts
    this.at = at
    this.values = values
  }

  /** Gathers the chain of a lecture that goes to another period. @returns whether it is short enough, and everybody may go */
  gather(lecture: number, period: number): boolean {
    const { rooms, periodOf } = this.tables
    const shift = (period - periodOf[this.values[lecture]]) * rooms
    this.size = 0
    this.join(lecture, shift)
    for (let i = 0; i < this.size; i++) if (!this.follow(i, shift)) return false
    return true
  }

  /** Moves the chain's lectures; their counters are the objective's to shift. */
  settle(): void {
    const { at, values, lectures, to, size } = this
    for (let i = 0; i < size; i++) at[values[lectures[i]]] = -1
    for (let i = 0; i < size; i++) {
      values[lectures[i]] = to[i]
      at[to[i]] = lectures[i]
    }
  }

  /** takes in those whom one of its lectures meets */
  private follow(i: number, shift: number): boolean {
    const { at, conflicts } = this
    const { courseOf, periodOf, rooms } = this.tables
    const course = courseOf[this.lectures[i]]
    const to = this.to[i]
    const period = periodOf[to]
    const back = this.forth[i] ? -shift : shift
    if (at[to] >= 0 && !this.join(at[to], back)) return false
    let left = conflicts.meets(course, period)
    for (let place = period * rooms; left > 0 && place < (period + 1) * rooms; place++) {
      const met = at[place]
      if (met < 0 || !conflicts.areRelated(course, courseOf[met])) continue
      // two of a course that trade periods change nothing, and would be accepted time and again
      if (i === 0 && courseOf[met] === course) return false
      left--
      if (!this.join(met, back)) return false
    }
    return true
  }

  /** @returns whether the lecture is in the chain now: not where the chain is long enough, or where it may not go */
  private join(lecture: number, by: number): boolean {
    const { lectures, size } = this
    for (let i = 0; i < size; i++) if (lectures[i] === lecture) return true
    const { courseOf, periodOf, isOpen, periods } = this.tables
    const to = this.values[lecture] + by
    if (size === longest || !isOpen[courseOf[lecture] * periods + periodOf[to]]) return false
    lectures[size] = lecture
    this.to[size] = to
    // the first lecture's shift, and no other, leads the way that `forth` means
    this.forth[size] = size === 0 || by === this.to[0] - this.values[lectures[0]] ? 1 : 0
    this.size++
    return true
  }
}
