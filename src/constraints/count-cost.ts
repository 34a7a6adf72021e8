import type { Finding, Level } from '../kernel/constraint.ts'
import { type PairConstraint, pairByDefault } from '../kernel/exchange.ts'
import { everyVariable, type Grouping, unset } from './grouping.ts'

/**
 * Each owner and class costs what the number of the owner's variables there says: cover of a shift on a day, a limit on shifts of a kind.
 * Findings: owner, class, number of variables.
 */
export class CountCost implements PairConstraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly grouping: Grouping
  private readonly ownerOf: Int32Array
  private readonly classOf: Int32Array
  private readonly classes: number
  /** owner, class, count → cost */
  private readonly cost: Int32Array
  private readonly stride: number
  /** owner, class → where its costs begin, moved on by its count */
  private readonly at: Int32Array

  /** @param cost by owner, class and count (0 … the largest number of variables an owner has), each at least 0 */
  constructor(id: string, level: Level, grouping: Grouping, cost: (owner: number, at: number, count: number) => number) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => everyVariable(grouping) }
    this.grouping = grouping
    this.ownerOf = grouping.ownerOf
    this.classOf = grouping.classOf
    this.classes = grouping.classes
    const sizes = new Int32Array(grouping.owners)
    for (const owner of grouping.ownerOf) sizes[owner]++
    this.stride = Math.max(...sizes) + 1
    const cells = grouping.owners * grouping.classes
    this.cost = new Int32Array(cells * this.stride)
    this.at = new Int32Array(cells)
    for (let cell = 0; cell < cells; cell++) {
      const owner = Math.floor(cell / grouping.classes)
      for (let count = 0; count <= sizes[owner]; count++) this.cost[cell * this.stride + count] = cost(owner, cell % grouping.classes, count)
    }
  }

  reset(values: Int32Array): number {
    for (let cell = 0; cell < this.at.length; cell++) this.at[cell] = cell * this.stride
    for (let variable = 0; variable < this.ownerOf.length; variable++) {
      if (values[variable] !== unset) this.at[this.ownerOf[variable] * this.classes + this.classOf[values[variable]]]++
    }
    return this.at.reduce((total, at) => total + this.cost[at], 0)
  }

  delta(variable: number, from: number, to: number): number {
    const p = this.classOf[from]
    const q = this.classOf[to]
    if (p === q) return 0
    const row = this.ownerOf[variable] * this.classes
    const { at, cost } = this
    const left = at[row + p]
    const entered = at[row + q]
    return cost[left - 1] - cost[left] + cost[entered + 1] - cost[entered]
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
    const row = this.ownerOf[variable] * this.classes
    this.at[row + p]--
    this.at[row + q]++
    return change
  }

  *findings(values: Int32Array): Generator<Finding> {
    const { owners, classes } = this.grouping
    const counts = new Int32Array(owners * classes)
    for (let variable = 0; variable < this.ownerOf.length; variable++) {
      if (values[variable] !== unset) counts[this.ownerOf[variable] * classes + this.classOf[values[variable]]]++
    }
    for (let cell = 0; cell < counts.length; cell++) {
      const amount = this.cost[cell * this.stride + counts[cell]]
      if (amount > 0) yield { amount, where: [Math.floor(cell / classes), cell % classes, counts[cell]] }
    }
  }
}
