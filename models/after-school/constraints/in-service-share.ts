import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `in-service-share` 四(二): per season, max(0, ⌈percent × filled seats ÷ 100⌉ − those held by people in service). Where: season. */
export class InServiceShare extends SeatRule {
  private readonly filled: Cells
  private readonly inside: Cells

  constructor(school: School, variables: Cells) {
    super('in-service-share', school, variables)
    this.filled = this.trail.cells(school.S)
    this.inside = this.trail.cells(school.S)
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
    this.tally(values, this.filled.now, this.inside.now)
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
    const filled = this.filled.now[season]
    const inside = this.inside.now[season]
    return this.lack(filled + sign, inside + sign * this.school.inService[person]) - this.lack(filled, inside)
  }

  protected override shift(post: number, person: number, sign: number): void {
    this.filled.add(this.school.postSeason[post], sign)
    this.inside.add(this.school.postSeason[post], sign * this.school.inService[person])
  }
}
