import type { Finding, Level } from '../kernel/constraint.ts'
import type { PairConstraint } from '../kernel/exchange.ts'
import { everyVariable, type Grouping, unset } from './grouping.ts'

/**
 * Each variable costs what its owner and its value's class say. It has no counters.
 * Findings: variable, class.
 */
export class ValueCost implements PairConstraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly ownerOf: Int32Array
  private readonly classOf: Int32Array
  private readonly classes: number
  private readonly cost: Int32Array

  /** @param cost by owner and class, each at least 0 */
  constructor(id: string, level: Level, grouping: Grouping, cost: Int32Array) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => everyVariable(grouping) }
    this.ownerOf = grouping.ownerOf
    this.classOf = grouping.classOf
    this.classes = grouping.classes
    this.cost = cost
  }

  reset(values: Int32Array): number {
    let total = 0
    for (let variable = 0; variable < this.ownerOf.length; variable++) {
      if (values[variable] !== unset) total += this.cost[this.ownerOf[variable] * this.classes + this.classOf[values[variable]]]
    }
    return total
  }

  delta(variable: number, from: number, to: number): number {
    return this.change(this.ownerOf[variable], this.classOf[from], this.classOf[to])
  }

  /** @returns `delta` for whoever knows owner and classes already */
  change(owner: number, p: number, q: number): number {
    const row = owner * this.classes
    return this.cost[row + q] - this.cost[row + p]
  }

  pair(a: number, fromA: number, toA: number, b: number, fromB: number, toB: number): number {
    return this.delta(a, fromA, toA) + this.delta(b, fromB, toB)
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  *findings(values: Int32Array): Generator<Finding> {
    for (let variable = 0; variable < this.ownerOf.length; variable++) {
      if (values[variable] === unset) continue
      const at = this.classOf[values[variable]]
      const amount = this.cost[this.ownerOf[variable] * this.classes + at]
      if (amount > 0) yield { amount, where: [variable, at] }
    }
  }
}
