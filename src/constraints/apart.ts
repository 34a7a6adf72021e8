import type { Finding, Level } from '../kernel/constraint.ts'
import { type PairConstraint, pairByDefault } from '../kernel/exchange.ts'
import type { Lists } from '../kernel/table.ts'
import { everyVariable, type Grouping, unset } from './grouping.ts'

/**
 * Variables of related owners, and of one owner, must not share a class. Violation: pairs that do.
 * Findings: class, variable, variable.
 */
export class Apart implements PairConstraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly ownerOf: Int32Array
  private readonly classOf: Int32Array
  private readonly classes: number
  private readonly start: Int32Array
  private readonly related: Int32Array
  /** owner, owner → 1 if they must be apart; every owner is related to itself */
  private readonly isRelated: Uint8Array
  private readonly owners: number
  /** owner, class → variables there that this owner's must keep away from, its own included */
  private readonly busy: Int32Array

  /** @param related other owners by owner, symmetric, without the owner itself */
  constructor(id: string, level: Level, grouping: Grouping, related: Lists) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => everyVariable(grouping) }
    this.ownerOf = grouping.ownerOf
    this.classOf = grouping.classOf
    this.classes = grouping.classes
    this.owners = grouping.owners
    this.start = related.start
    this.related = related.items
    this.isRelated = new Uint8Array(grouping.owners ** 2)
    for (let owner = 0; owner < grouping.owners; owner++) {
      this.isRelated[owner * grouping.owners + owner] = 1
      for (let i = related.start[owner]; i < related.start[owner + 1]; i++) this.isRelated[owner * grouping.owners + related.items[i]] = 1
    }
    this.busy = new Int32Array(grouping.owners * grouping.classes)
  }

  reset(values: Int32Array): number {
    const { ownerOf, classOf, classes, busy } = this
    busy.fill(0)
    let pairs = 0
    for (let variable = 0; variable < ownerOf.length; variable++) {
      if (values[variable] === unset) continue
      const owner = ownerOf[variable]
      const at = classOf[values[variable]]
      pairs += busy[owner * classes + at]
      this.shift(owner, at, 1)
    }
    return pairs
  }

  delta(variable: number, from: number, to: number): number {
    return this.change(this.ownerOf[variable], this.classOf[from], this.classOf[to])
  }

  /** @returns `delta` for whoever knows owner and classes already */
  change(owner: number, p: number, q: number): number {
    if (p === q) return 0
    const row = owner * this.classes
    return this.busy[row + q] - this.busy[row + p] + 1
  }

  pair(a: number, fromA: number, toA: number, b: number, fromB: number, toB: number): number {
    const { classOf, ownerOf } = this
    const p = classOf[fromA]
    const q = classOf[toA]
    if (classOf[fromB] !== q || classOf[toB] !== p) return pairByDefault(this, a, fromA, toA, b, fromB, toB)
    return this.exchange(ownerOf[a], p, ownerOf[b], q)
  }

  /** @returns `pair` when a variable of one owner goes from p to q, and one of the other from q to p */
  exchange(ownerA: number, p: number, ownerB: number, q: number): number {
    if (p === q) return 0
    const rowA = ownerA * this.classes
    const rowB = ownerB * this.classes
    const { busy } = this
    // each counts the other in the class that the other leaves
    const met = this.isRelated[ownerA * this.owners + ownerB] * 2
    return busy[rowA + q] - busy[rowA + p] + busy[rowB + p] - busy[rowB + q] + 2 - met
  }

  apply(variable: number, from: number, to: number): number {
    const p = this.classOf[from]
    const q = this.classOf[to]
    if (p === q) return 0
    const change = this.delta(variable, from, to)
    const owner = this.ownerOf[variable]
    this.shift(owner, p, -1)
    this.shift(owner, q, 1)
    return change
  }

  /** @returns variables in the class that one more of this owner would meet */
  meets(owner: number, at: number): number {
    return this.busy[owner * this.classes + at]
  }

  areRelated(a: number, b: number): boolean {
    return this.isRelated[a * this.owners + b] === 1
  }

  *findings(values: Int32Array): Generator<Finding> {
    for (let a = 0; a < values.length; a++) {
      for (let b = a + 1; b < values.length; b++) {
        if (values[a] === unset || values[b] === unset || this.classOf[values[a]] !== this.classOf[values[b]]) continue
        if (this.isRelated[this.ownerOf[a] * this.owners + this.ownerOf[b]]) yield { amount: 1, where: [this.classOf[values[a]], a, b] }
      }
    }
  }

  private shift(owner: number, at: number, by: number): void {
    const { busy, classes, related, start } = this
    busy[owner * classes + at] += by
    for (let i = start[owner]; i < start[owner + 1]; i++) busy[related[i] * classes + at] += by
  }
}
