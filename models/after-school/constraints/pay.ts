import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `pay` 四(三): ⌈pay × weight ÷ 10⌉ in tens of yuan, per seat and season, a week. Where: post, person. */
export class Pay extends SeatRule {
  constructor(school: School, variables: Cells) {
    super('pay', school, variables)
  }

  count(values: Int32Array, found: Found): void {
    this.eachSeat(values, (q, p, call) => {
      const amount = this.school.payTens[p * 3 + this.school.callWeight[call]]
      if (amount > 0) found(amount, q, p)
    })
  }

  protected price(post: number, person: number, sign: number): number {
    return sign * this.school.payTens[person * 3 + this.school.callWeight[this.call(post)]]
  }
}
