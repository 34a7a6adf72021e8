import type { Constraint, Finding, Level } from '../../../src/kernel/constraint.ts'
import type { Cells, Trail } from '../../../src/kernel/trail.ts'
import type { RowId } from '../catalogue.ts'
import { rows } from '../catalogue.ts'
import type { Layout, School } from '../compile/school.ts'

/** Called once per place where a rule is broken: the amount there, and indices that say where (the rule's doc names them). */
export type Found = (amount: number, ...where: number[]) => void

type Region = Exclude<keyof Layout, 'count'>
const regions: readonly Region[] = ['enrol', 'seat', 'host', 'slot', 'room', 'size', 'stay', 'group', 'need', 'call']

/**
 * A row of the objective over the compiled school.
 *
 * What the state promises its rules: a call comes before the variable is written, and every other variable is current; a seat goes only between empty and a person; a wish only
 * between none and a section; slots change only while their section has no students; a post never holds more people than it needs.
 */
export abstract class Rule implements Constraint {
  readonly id: RowId
  readonly level: Level
  readonly row: number
  protected readonly school: School
  protected readonly values: Int32Array
  protected readonly trail: Trail

  constructor(id: RowId, school: School, variables: Cells) {
    this.id = id
    this.row = rows.findIndex((r) => r.id === id)
    this.level = school.level[this.row] as Level
    this.school = school
    this.values = variables.now
    this.trail = variables.trail
  }

  abstract get scope(): Iterable<number>
  /** Prices from the values alone, place by place; counters untouched. */
  abstract count(values: Int32Array, found: Found): void
  abstract apply(variable: number, from: number, to: number): number

  /** Sets the counters, where a rule has any, from the values alone. */
  protected refill(_values: Int32Array): void {}

  reset(values: Int32Array): number {
    // a recount is not a change: what it writes is never taken back
    const mark = this.trail.length
    this.refill(values)
    this.trail.forget(mark)
    let total = 0
    this.count(values, (amount) => {
      total += amount
    })
    return total
  }

  /** There and back, for rules whose price needs their counters to move; others override it. */
  delta(variable: number, from: number, to: number): number {
    const mark = this.trail.length
    const change = this.apply(variable, from, to)
    this.trail.undo(mark)
    return change
  }

  findings(values: Int32Array): Iterable<Finding> {
    const list: Finding[] = []
    this.count(values, (amount, ...where) => list.push({ amount, where }))
    return list
  }

  /** every variable of these regions */
  protected *region(...names: Region[]): Iterable<number> {
    const { at } = this.school
    for (const name of names) {
      const next = regions[regions.indexOf(name) + 1]
      const end = next === undefined ? at.count : at[next]
      for (let v = at[name]; v < end; v++) yield v
    }
  }
}

/** A rule that hears of seats taken (+1) and left (−1) alone, and prices them from its own counters. */
export abstract class SeatRule extends Rule {
  get scope(): Iterable<number> {
    return this.region('seat')
  }

  /** @returns the change in violation if this person took (+1) or left (−1) this post; counters untouched */
  protected abstract price(post: number, person: number, sign: number): number
  protected shift(_post: number, _person: number, _sign: number): void {}

  override delta(variable: number, from: number, to: number): number {
    const post = this.school.seatPost[variable - this.school.at.seat]
    return to !== 0 ? this.price(post, to - 1, 1) : this.price(post, from - 1, -1)
  }

  apply(variable: number, from: number, to: number): number {
    const post = this.school.seatPost[variable - this.school.at.seat]
    const person = to !== 0 ? to - 1 : from - 1
    const sign = to !== 0 ? 1 : -1
    const change = this.price(post, person, sign)
    this.shift(post, person, sign)
    return change
  }

  /** @returns the call that the post makes now */
  protected call(post: number): number {
    return this.values[this.school.at.call + post] - 1
  }

  /** Calls back for each seat that is held. */
  protected eachSeat(values: Int32Array, back: (post: number, person: number, call: number) => void): void {
    const { at, seats, seatPost } = this.school
    for (let i = 0; i < seats; i++) {
      const held = values[at.seat + i]
      if (held !== 0) back(seatPost[i], held - 1, values[at.call + seatPost[i]] - 1)
    }
  }
}
