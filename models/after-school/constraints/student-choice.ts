import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** amount of rank k = 0, 1, …: min(k(k + 1)/2, 11) */
export const rankCost = Int32Array.from({ length: 32 }, (_, k) => Math.min((k * (k + 1)) / 2, 11))
const unserved = 12
/** wishes of a student up to which every set of them is priced beforehand */
const mostTabled = 10

/**
 * `student-choice` 三(一) 四(二): the best `wished` ranks that a student holds, 12 for each wished one unserved, 12 once for none at all, 12 per `everyone` activity missed; twice for
 * priority students. Where: student.
 */
export class StudentChoice extends Rule {
  /** [student] wishes held, as bits */
  private readonly held: Cells
  /** what each set of wishes costs, for students who wish alike; [student] where theirs begin, or −1 where there are too many sets for a table */
  private readonly costs: Int32Array
  private readonly costsFrom: Int32Array

  constructor(school: School, variables: Cells) {
    super('student-choice', school, variables)
    this.held = this.trail.cells(school.N)
    const { N, wishesFrom, wished, choices, everyone, factor } = school
    const costs: number[] = []
    const begins = new Map<string, number>()
    this.costsFrom = Int32Array.from({ length: N }, (_, s) => {
      const wishes = wishesFrom[s + 1] - wishesFrom[s]
      if (wishes > mostTabled) return -1
      const alike = [wishes, wished[s], choices[s], everyone[s], factor[s]].join()
      const known = begins.get(alike)
      if (known !== undefined) return known
      const from = costs.length
      begins.set(alike, from)
      for (let mask = 0; mask < 1 << wishes; mask++) costs.push(this.price(s, mask))
      return from
    })
    this.costs = Int32Array.from(costs)
  }

  get scope(): Iterable<number> {
    return this.region('enrol')
  }

  private heldBy(values: Int32Array, s: number): number {
    const { at, wishesFrom } = this.school
    let mask = 0
    for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) if (values[at.enrol + w] !== 0) mask |= 1 << (w - wishesFrom[s])
    return mask
  }

  protected override refill(values: Int32Array): void {
    for (let s = 0; s < this.school.N; s++) this.held.now[s] = this.heldBy(values, s)
  }

  count(values: Int32Array, found: Found): void {
    for (let s = 0; s < this.school.N; s++) {
      const amount = this.price(s, this.heldBy(values, s))
      if (amount > 0) found(amount, s)
    }
  }

  private cost(s: number, mask: number): number {
    const from = this.costsFrom[s]
    return from < 0 ? this.price(s, mask) : this.costs[from + mask]
  }

  private price(s: number, mask: number): number {
    const { wished, choices, everyone, factor } = this.school
    const n = choices[s]
    let ranks = mask & ((1 << n) - 1)
    let left = wished[s]
    let cost = left > 0 && ranks === 0 ? unserved : 0
    while (left > 0 && ranks !== 0) {
      cost += rankCost[31 - Math.clz32(ranks & -ranks)]
      ranks &= ranks - 1
      left--
    }
    cost += unserved * left
    for (let e = 0; e < everyone[s]; e++) if ((mask & (1 << (n + e))) === 0) cost += unserved
    return cost * factor[s]
  }

  override delta(variable: number, from: number, to: number): number {
    if ((from !== 0) === (to !== 0)) return 0
    const w = variable - this.school.at.enrol
    const s = this.school.wishStudent[w]
    const mask = this.held.now[s]
    return this.cost(s, mask ^ (1 << (w - this.school.wishesFrom[s]))) - this.cost(s, mask)
  }

  /** @returns the change if the student left one wish and took another (each a wish of the same student, or −1) */
  exchange(s: number, leave: number, join: number): number {
    const mask = this.held.now[s]
    const first = this.school.wishesFrom[s]
    let after = mask
    if (leave >= 0) after &= ~(1 << (leave - first))
    if (join >= 0) after |= 1 << (join - first)
    return this.cost(s, after) - this.cost(s, mask)
  }

  apply(variable: number, from: number, to: number): number {
    const d = this.delta(variable, from, to)
    if ((from !== 0) !== (to !== 0)) {
      const w = variable - this.school.at.enrol
      const s = this.school.wishStudent[w]
      this.held.set(s, this.held.now[s] ^ (1 << (w - this.school.wishesFrom[s])))
    }
    return d
  }
}
