import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `in-service-share` 四(二): per season, max(0, ⌈percent × filled seats ÷ 100⌉ − those held by people in service). Where: season. */
export class InServiceShare extends SeatRule {
  private readonly filled: Int32Array
  private readonly inside: Int32Array

  constructor(school: School, values: Int32Array) {
    super('in-service-share', school, values)
    this.filled = new Int32Array(school.S)
    this.inside = new Int32Array(school.S)
  }

  private tally(values: Int32Array, filled: Int32Array, inside: Int32Array): void {
    filled.fill(0)
    inside.fill(0)
    this.eachSeat(values, (q, p) => {
      filled[this.school.postSeason[q]]++
      inside[this.school.postSeason[q]] += this.school.inService[p]
    })
  }

  protected override refill(values: Int32Array): void {
    this.tally(values, this.filled, this.inside)
  }

  count(values: Int32Array, found: Found): void {
    const filled = new Int32Array(this.school.S)
    const inside = new Int32Array(this.school.S)
    this.tally(values, filled, inside)
    for (let season = 0; season < this.school.S; season++) {
      const amount = this.lack(filled[season], inside[season])
      if (amount > 0) found(amount, season)
    }
  }

  private lack(filled: number, inside: number): number {
    const wanted = Math.ceil((this.school.policy.inServiceSharePercent * filled) / 100)
    return wanted > inside ? wanted - inside : 0
  }

  protected price(post: number, person: number, sign: number): number {
    const season = this.school.postSeason[post]
    const filled = this.filled[season]
    const inside = this.inside[season]
    return this.lack(filled + sign, inside + sign * this.school.inService[person]) - this.lack(filled, inside)
  }

  protected override shift(post: number, person: number, sign: number): void {
    this.filled[this.school.postSeason[post]] += sign
    this.inside[this.school.postSeason[post]] += sign * this.school.inService[person]
  }
}
