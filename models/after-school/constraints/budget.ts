import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** `budget` 四(三): per season, ⌈(weekly pay − budget) ÷ 10⌉ above 0, in tens of yuan. Where: season. */
export class Budget extends SeatRule {
  /** no budget is set: the row is never heard */
  readonly idle: boolean
  /** [season] yuan a week */
  private readonly spent: Cells

  constructor(school: School, variables: Cells) {
    super('budget', school, variables)
    this.idle = school.plan.budget === undefined
    this.spent = this.trail.cells(school.S)
  }

  private tally(values: Int32Array, spent: Int32Array): Int32Array {
    spent.fill(0)
    this.eachSeat(values, (q, p, call) => {
      spent[this.school.postSeason[q]] += this.school.pay[p] * this.school.callWeight[call]
    })
    return spent
  }

  protected override refill(values: Int32Array): void {
    this.tally(values, this.spent.now)
  }

  count(values: Int32Array, found: Found): void {
    this.tally(values, new Int32Array(this.school.S)).forEach((yuan, season) => {
      const amount = this.over(yuan)
      if (amount > 0) found(amount, season)
    })
  }

  private over(yuan: number): number {
    const budget = this.school.plan.budget?.yuanPerWeek
    return budget === undefined || yuan <= budget ? 0 : Math.ceil((yuan - budget) / 10)
  }

  private yuan(post: number, person: number): number {
    return this.school.pay[person] * this.school.callWeight[this.call(post)]
  }

  protected price(post: number, person: number, sign: number): number {
    const spent = this.spent.now[this.school.postSeason[post]]
    return this.over(spent + sign * this.yuan(post, person)) - this.over(spent)
  }

  protected override shift(post: number, person: number, sign: number): void {
    this.spent.add(this.school.postSeason[post], sign * this.yuan(post, person))
  }
}
