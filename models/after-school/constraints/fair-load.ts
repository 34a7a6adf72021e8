import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `fair-load`, good practice: Σ max(0, load − target)² over in-service people with offers, per season; load in sessions a week. Where: person, season. */
export class FairLoad extends SeatRule {
  /** [person × S + season] */
  private readonly load: Cells

  constructor(school: School, variables: Cells) {
    super('fair-load', school, variables)
    this.load = this.trail.cells(school.P * school.S)
  }

  private tally(values: Int32Array, load: Int32Array): Int32Array {
    load.fill(0)
    this.eachSeat(values, (q, p, call) => {
      load[p * this.school.S + this.school.postSeason[q]] += this.school.callWeight[call]
    })
    return load
  }

  protected override refill(values: Int32Array): void {
    this.tally(values, this.load.now)
  }

  count(values: Int32Array, found: Found): void {
    const { S, target } = this.school
    this.tally(values, new Int32Array(this.load.now.length)).forEach((n, i) => {
      if (target[i] >= 0 && n > target[i]) found((n - target[i]) ** 2, Math.trunc(i / S), i % S)
    })
  }

  protected price(post: number, person: number, sign: number): number {
    const i = person * this.school.S + this.school.postSeason[post]
    const target = this.school.target[i]
    if (target < 0) return 0
    const load = this.load.now[i]
    const before = Math.max(0, load - target)
    const after = Math.max(0, load + sign * this.school.callWeight[this.call(post)] - target)
    return after * after - before * before
  }

  protected override shift(post: number, person: number, sign: number): void {
    this.load.add(person * this.school.S + this.school.postSeason[post], sign * this.school.callWeight[this.call(post)])
  }
}
