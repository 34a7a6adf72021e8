import type { Cells } from '../../../src/kernel/trail.ts'
import type { RowId } from '../catalogue.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** Required seats that are empty, over some of the posts: what `unfilled-seat` and `led` share. Where: post. */
export abstract class EmptySeats extends Rule {
  private readonly counted: Uint8Array

  constructor(id: RowId, school: School, variables: Cells, counted: (post: number) => boolean) {
    super(id, school, variables)
    this.counted = Uint8Array.from({ length: school.Q }, (_, q) => (counted(q) ? 1 : 0))
  }

  counts(post: number): boolean {
    return this.counted[post] === 1
  }

  get scope(): Iterable<number> {
    return this.region('seat', 'need')
  }

  count(values: Int32Array, found: Found): void {
    const { at, Q, seatFrom } = this.school
    for (let q = 0; q < Q; q++) {
      if (!this.counted[q]) continue
      let empty = values[at.need + q]
      for (let i = seatFrom[q]; i < seatFrom[q + 1]; i++) if (values[at.seat + i] !== 0) empty--
      if (empty > 0) found(empty, q)
    }
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, seatPost } = this.school
    if (variable >= at.need) return this.counted[variable - at.need] ? to - from : 0
    return this.counted[seatPost[variable - at.seat]] ? (to !== 0 ? -1 : 1) : 0
  }
}
