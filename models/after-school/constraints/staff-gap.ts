import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `staff-gap`, good practice: per person, weekday and season, periods after dismissal that some slot runs, between the first and the last served, without a seat. Where: person, season, weekday. */
export class StaffGap extends SeatRule {
  private readonly periods = 11
  /** [((person × S + season) × 7 + weekday) × 11 + period] seats; served, as bits of periods */
  private readonly seatsAt: Cells
  private readonly served: Cells

  constructor(school: School, variables: Cells) {
    super('staff-gap', school, variables)
    const days = school.P * school.S * 7
    this.served = this.trail.cells(days)
    this.seatsAt = this.trail.cells(days * this.periods)
  }

  private day(post: number, person: number, call: number): number {
    return (person * this.school.S + this.school.postSeason[post]) * 7 + this.school.callDay[call]
  }

  protected override refill(values: Int32Array): void {
    this.seatsAt.now.fill(0)
    this.served.now.fill(0)
    this.eachSeat(values, (q, p, call) => this.move(this.day(q, p, call), this.school.callPeriods[call], 1))
  }

  count(values: Int32Array, found: Found): void {
    const { S, callPeriods } = this.school
    const served = new Int32Array(this.served.now.length)
    this.eachSeat(values, (q, p, call) => {
      served[this.day(q, p, call)] |= callPeriods[call]
    })
    served.forEach((mask, day) => {
      const amount = this.gaps(mask, day)
      if (amount > 0) found(amount, Math.trunc(day / (7 * S)), Math.trunc(day / 7) % S, day % 7)
    })
  }

  private gaps(mask: number, day: number): number {
    const after = mask & ~1
    if (after === 0) return 0
    const span = (1 << (31 - Math.clz32(after))) - (after & -after)
    const { S, periodsRun } = this.school
    let idle = span & ~after & periodsRun[day % (7 * S)]
    let n = 0
    for (; idle !== 0; idle &= idle - 1) n++
    return n
  }

  private after(day: number, periods: number, sign: number): number {
    if (sign > 0) return this.served.now[day] | periods
    let mask = this.served.now[day]
    for (let b = periods; b !== 0; b &= b - 1) {
      const period = 31 - Math.clz32(b & -b)
      if (this.seatsAt.now[day * this.periods + period] === 1) mask &= ~(1 << period)
    }
    return mask
  }

  protected price(post: number, person: number, sign: number): number {
    const call = this.call(post)
    const day = this.day(post, person, call)
    const before = this.served.now[day]
    const after = this.after(day, this.school.callPeriods[call], sign)
    return before === after ? 0 : this.gaps(after, day) - this.gaps(before, day)
  }

  private move(day: number, periods: number, sign: number): void {
    this.served.set(day, this.after(day, periods, sign))
    for (let b = periods; b !== 0; b &= b - 1) this.seatsAt.add(day * this.periods + 31 - Math.clz32(b & -b), sign)
  }

  protected override shift(post: number, person: number, sign: number): void {
    const call = this.call(post)
    this.move(this.day(post, person, call), this.school.callPeriods[call], sign)
  }
}
