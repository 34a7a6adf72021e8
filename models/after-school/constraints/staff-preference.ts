import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `staff-preference` 四(二): keen 0, willing 1, reluctant 4 per seat, by the keenest offer that contains it; 0 outside any. Where: post, person. */
export class StaffPreference extends SeatRule {
  constructor(school: School, variables: Cells) {
    super('staff-preference', school, variables)
  }

  count(values: Int32Array, found: Found): void {
    this.eachSeat(values, (q, p, call) => {
      const amount = this.reluctance(call, p)
      if (amount > 0) found(amount, q, p)
    })
  }

  private reluctance(call: number, p: number): number {
    const amount = this.school.permit[call * this.school.P + p]
    return amount === 255 ? 0 : amount
  }

  protected price(post: number, person: number, sign: number): number {
    return sign * this.reluctance(this.call(post), person)
  }
}
