import type { Finding, Level } from '../kernel/constraint.ts'
import { type PairConstraint, pairByDefault } from '../kernel/exchange.ts'
import { everyVariable, type Grouping, unset } from './grouping.ts'

/**
 * Each owner costs what the number of distinct classes that its variables use says: too few days, too many rooms.
 * Findings: owner, number of classes.
 */
export class Distinct implements PairConstraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly ownerOf: Int32Array
  private readonly owners: number
  private readonly classOf: Int32Array
  private readonly classes: number
  private readonly cost: Int32Array
  /** owner, class → variables */
  private readonly held: Int32Array
  /** owner → classes with variables */
  private readonly used: Int32Array

  /** @param cost by owner and number of distinct classes (0 … classes), each at least 0 */
  constructor(id: string, level: Level, grouping: Grouping, cost: (owner: number, distinct: number) => number) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => everyVariable(grouping) }
    this.ownerOf = grouping.ownerOf
    this.owners = grouping.owners
    this.classOf = grouping.classOf
    this.classes = grouping.classes
    this.cost = Int32Array.from({ length: this.owners * (this.classes + 1) }, (_, i) => cost(Math.floor(i / (this.classes + 1)), i % (this.classes + 1)))
    this.held = new Int32Array(this.owners * this.classes)
    this.used = new Int32Array(this.owners)
  }

  reset(values: Int32Array): number {
    const { ownerOf, classOf, classes, held, used } = this
    held.fill(0)
    used.fill(0)
    for (let variable = 0; variable < ownerOf.length; variable++) {
      if (values[variable] === unset) continue
      const owner = ownerOf[variable]
      if (held[owner * classes + classOf[values[variable]]]++ === 0) used[owner]++
    }
    let total = 0
    for (let owner = 0; owner < this.owners; owner++) total += this.cost[owner * (classes + 1) + used[owner]]
    return total
  }

  delta(variable: number, from: number, to: number): number {
    return this.change(this.ownerOf[variable], this.classOf[from], this.classOf[to])
  }

  /** @returns `delta` for whoever knows owner and classes already */
  change(owner: number, p: number, q: number): number {
    if (p === q) return 0
    const { held, classes } = this
    const row = owner * classes
    const change = (held[row + q] === 0 ? 1 : 0) - (held[row + p] === 1 ? 1 : 0)
    if (change === 0) return 0
    const at = row + owner + this.used[owner]
    return this.cost[at + change] - this.cost[at]
  }

  pair(a: number, fromA: number, toA: number, b: number, fromB: number, toB: number): number {
    if (this.ownerOf[a] !== this.ownerOf[b]) return this.delta(a, fromA, toA) + this.delta(b, fromB, toB)
    if (this.classOf[fromA] === this.classOf[toB] && this.classOf[fromB] === this.classOf[toA]) return 0
    return pairByDefault(this, a, fromA, toA, b, fromB, toB)
  }

  apply(variable: number, from: number, to: number): number {
    const p = this.classOf[from]
    const q = this.classOf[to]
    if (p === q) return 0
    const change = this.delta(variable, from, to)
    const owner = this.ownerOf[variable]
    const row = owner * this.classes
    if (--this.held[row + p] === 0) this.used[owner]--
    if (this.held[row + q]++ === 0) this.used[owner]++
    return change
  }

  *findings(values: Int32Array): Generator<Finding> {
    const used = Array.from({ length: this.owners }, () => new Set<number>())
    for (let variable = 0; variable < this.ownerOf.length; variable++) {
      if (values[variable] !== unset) used[this.ownerOf[variable]].add(this.classOf[values[variable]])
    }
    for (let owner = 0; owner < this.owners; owner++) {
      const amount = this.cost[owner * (this.classes + 1) + used[owner].size]
      if (amount > 0) yield { amount, where: [owner, used[owner].size] }
    }
  }
}
