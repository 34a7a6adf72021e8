import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `season-change` 三(二): per post and pair of consecutive seasons, min(|A|, |B|) − |A ∩ B|. Where: post in the earlier season. */
export class SeasonChange extends SeatRule {
  constructor(school: School, variables: Cells) {
    super('season-change', school, variables)
  }

  count(values: Int32Array, found: Found): void {
    const { Q, S } = this.school
    for (let q = 0; q < Q; q++) {
      if (q % S === S - 1) continue
      const amount = this.apart(values, q, q + 1, -1, 0)
      if (amount > 0) found(amount, q)
    }
  }

  /** the change between posts q and r, if one person more (sign 1) or fewer (−1) sat in q */
  private apart(values: Int32Array, q: number, r: number, person: number, sign: number): number {
    const { at, seatFrom } = this.school
    let mine = sign
    let theirs = 0
    let both = 0
    for (let j = seatFrom[r]; j < seatFrom[r + 1]; j++) {
      const held = values[at.seat + j]
      if (held === 0) continue
      theirs++
      if (held === person + 1) both += sign
      for (let i = seatFrom[q]; i < seatFrom[q + 1]; i++) if (values[at.seat + i] === held) both++
    }
    for (let i = seatFrom[q]; i < seatFrom[q + 1]; i++) if (values[at.seat + i] !== 0) mine++
    return Math.min(mine, theirs) - both
  }

  protected price(post: number, person: number, sign: number): number {
    const { S, postSeason } = this.school
    const season = postSeason[post]
    let d = 0
    if (season > 0) d += this.apart(this.values, post, post - 1, person, sign) - this.apart(this.values, post, post - 1, -1, 0)
    if (season < S - 1) d += this.apart(this.values, post, post + 1, person, sign) - this.apart(this.values, post, post + 1, -1, 0)
    return d
  }
}
