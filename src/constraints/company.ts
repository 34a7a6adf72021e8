import type { Finding, Level } from '../kernel/constraint.ts'
import { type PairConstraint, pairByDefault } from '../kernel/exchange.ts'
import { flatten, type Lists } from '../kernel/table.ts'
import { everyVariable, type Grouping, unset } from './grouping.ts'

/**
 * A group's variables want company: in every row of consecutive classes, a variable with none of the group in the class before or after counts 1.
 * Findings: group, class, each with the number of variables alone there.
 *
 * Classes are numbered with gaps: class c's neighbours are c − 1 and c + 1; between rows at least one class stays empty, and so do the first two and the last two.
 * What an owner's variable would lose and gain is summed over the owner's groups beforehand, so that a price is two look-ups; a commit refreshes the sums.
 */
export class Company implements PairConstraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly ownerOf: Int32Array
  private readonly owners: number
  /** value → class */
  private readonly classOf: Int32Array
  private readonly stride: number
  private readonly groups: number
  private readonly groupsOf: Lists
  private readonly membersOf: Lists
  /** owner × owner → groups of both */
  private readonly shared: Lists
  /** group, class → variables */
  private readonly held: Uint8Array
  /** group, class → change when one of its variables leaves, or one enters */
  private readonly leave: Int32Array
  private readonly enter: Int32Array
  /** owner, class → the same, summed over the owner's groups */
  private readonly leaveAll: Int32Array
  private readonly enterAll: Int32Array

  /** @param groupsOf groups by owner */
  constructor(id: string, level: Level, grouping: Grouping, groupsOf: Lists, groups: number) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => everyVariable(grouping) }
    this.ownerOf = grouping.ownerOf
    this.owners = grouping.owners
    this.classOf = grouping.classOf
    this.stride = grouping.classes
    this.groups = groups
    this.groupsOf = groupsOf
    const list = (owner: number) => Array.from(groupsOf.items.subarray(groupsOf.start[owner], groupsOf.start[owner + 1]))
    const ofOwner = Array.from({ length: this.owners }, (_, owner) => list(owner))
    const members: number[][] = Array.from({ length: groups }, () => [])
    ofOwner.forEach((own, owner) => {
      for (const group of own) members[group].push(owner)
    })
    this.membersOf = flatten(members)
    this.shared = flatten(ofOwner.flatMap((a) => ofOwner.map((b) => a.filter((group) => b.includes(group)))))
    this.held = new Uint8Array(groups * this.stride)
    this.leave = new Int32Array(groups * this.stride)
    this.enter = new Int32Array(groups * this.stride)
    this.leaveAll = new Int32Array(this.owners * this.stride)
    this.enterAll = new Int32Array(this.owners * this.stride)
  }

  reset(values: Int32Array): number {
    const { ownerOf, classOf, groupsOf, stride, held } = this
    held.fill(0)
    for (const table of [this.leave, this.enter, this.leaveAll, this.enterAll]) table.fill(0)
    for (let variable = 0; variable < ownerOf.length; variable++) {
      if (values[variable] === unset) continue
      const owner = ownerOf[variable]
      for (let i = groupsOf.start[owner]; i < groupsOf.start[owner + 1]; i++) held[groupsOf.items[i] * stride + classOf[values[variable]]]++
    }
    let alone = 0
    for (let group = 0; group < this.groups; group++) {
      for (let at = 2; at < stride - 2; at++) {
        const here = group * stride + at
        if (held[here - 1] === 0 && held[here + 1] === 0) alone += held[here]
        this.refresh(group, at, at)
      }
    }
    return alone
  }

  delta(variable: number, from: number, to: number): number {
    return this.change(this.ownerOf[variable], this.classOf[from], this.classOf[to])
  }

  /** @returns `delta` for whoever knows owner and classes already */
  change(owner: number, p: number, q: number): number {
    if (p - q > 2 || q - p > 2) return this.leaveAll[owner * this.stride + p] + this.enterAll[owner * this.stride + q]
    if (p === q) return 0
    let change = 0
    for (let i = this.groupsOf.start[owner]; i < this.groupsOf.start[owner + 1]; i++) change += this.near(this.groupsOf.items[i] * this.stride, p, q)
    return change
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
    // in the groups of both nothing changes: take out what the sums say of them
    return this.change(ownerA, p, q) + this.change(ownerB, q, p) - this.common(ownerA, p, ownerB, q)
  }

  /** @returns what the changes of two owners that exchange classes say of the groups of both */
  common(ownerA: number, p: number, ownerB: number, q: number): number {
    const { stride, shared } = this
    const both = ownerA * this.owners + ownerB
    let change = 0
    for (let i = shared.start[both]; i < shared.start[both + 1]; i++) {
      const row = shared.items[i] * stride
      change += this.near(row, p, q) + this.near(row, q, p)
    }
    return change
  }

  apply(variable: number, from: number, to: number): number {
    const p = this.classOf[from]
    const q = this.classOf[to]
    if (p === q) return 0
    const { groupsOf, stride, held } = this
    const change = this.delta(variable, from, to)
    const owner = this.ownerOf[variable]
    for (let i = groupsOf.start[owner]; i < groupsOf.start[owner + 1]; i++) {
      const group = groupsOf.items[i]
      held[group * stride + p]--
      held[group * stride + q]++
      this.refresh(group, p - 2, p + 2)
      this.refresh(group, q - 2, q + 2)
    }
    return change
  }

  *findings(values: Int32Array): Generator<Finding> {
    const held = new Map<string, { group: number; at: number; amount: number }>()
    const key = (group: number, at: number) => `${group} ${at}`
    for (let variable = 0; variable < this.ownerOf.length; variable++) {
      if (values[variable] === unset) continue
      const at = this.classOf[values[variable]]
      const owner = this.ownerOf[variable]
      for (const group of this.groupsOf.items.subarray(this.groupsOf.start[owner], this.groupsOf.start[owner + 1])) {
        const entry = held.get(key(group, at)) ?? { group, at, amount: 0 }
        entry.amount++
        held.set(key(group, at), entry)
      }
    }
    for (const { group, at, amount } of held.values()) {
      if (!held.has(key(group, at - 1)) && !held.has(key(group, at + 1))) yield { amount, where: [group, at] }
    }
  }

  /** one group's change when a variable goes from p to q, which may be within reach of each other: it leaves first, then enters */
  private near(row: number, p: number, q: number): number {
    const change = this.leaving(row + p)
    this.held[row + p]--
    const total = change + this.entering(row + q)
    this.held[row + p]++
    return total
  }

  private leaving(at: number): number {
    const { held } = this
    const before = held[at - 1]
    const after = held[at + 1]
    if (before + after === 0) return -1
    if (held[at] !== 1) return 0
    return (held[at - 2] === 0 ? before : 0) + (held[at + 2] === 0 ? after : 0)
  }

  private entering(at: number): number {
    const { held } = this
    const before = held[at - 1]
    const after = held[at + 1]
    if (before + after === 0) return 1
    if (held[at] !== 0) return 0
    return -(held[at - 2] === 0 ? before : 0) - (held[at + 2] === 0 ? after : 0)
  }

  /** brings one group's classes, and the sums of its members, up to date */
  private refresh(group: number, first: number, last: number): void {
    const { stride, held, leave, enter, leaveAll, enterAll, membersOf } = this
    for (let at = Math.max(2, first); at <= last && at < stride - 2; at++) {
      const here = group * stride + at
      const leaving = held[here] > 0 ? this.leaving(here) : 0
      const entering = this.entering(here)
      const moreLeave = leaving - leave[here]
      const moreEnter = entering - enter[here]
      if (moreLeave === 0 && moreEnter === 0) continue
      leave[here] = leaving
      enter[here] = entering
      for (let i = membersOf.start[group]; i < membersOf.start[group + 1]; i++) {
        leaveAll[membersOf.items[i] * stride + at] += moreLeave
        enterAll[membersOf.items[i] * stride + at] += moreEnter
      }
    }
  }
}
