import type { Cells } from '../../../src/kernel/trail.ts'
import type { RowId } from '../catalogue.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** Rows that price a running section by its slots and rooms alone: `room-stability`, `spread`, `season-gap`. Where: section. */
export abstract class RunningSection extends Rule {
  constructor(id: RowId, school: School, variables: Cells) {
    super(id, school, variables)
  }

  get scope(): Iterable<number> {
    return this.region('slot', 'room', 'size')
  }

  /** the amount of section x, were it running, with `instead` for one variable (or −1) */
  protected abstract amount(values: Int32Array, x: number, variable: number, instead: number): number

  count(values: Int32Array, found: Found): void {
    for (let x = 0; x < this.school.X; x++) {
      if (values[this.school.at.size + x] === 0) continue
      const amount = this.amount(values, x, -1, 0)
      if (amount > 0) found(amount, x)
    }
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, sessionSection } = this.school
    if (variable >= at.size) {
      if (from > 0 === to > 0) return 0
      const amount = this.amount(this.values, variable - at.size, -1, 0)
      return to > 0 ? amount : -amount
    }
    const x = sessionSection[variable >= at.room ? variable - at.room : variable - at.slot]
    if (this.values[at.size + x] === 0) return 0
    return this.amount(this.values, x, variable, to) - this.amount(this.values, x, variable, from)
  }

  /** different values among the sessions' variables of one region, each through `key` */
  protected different(values: Int32Array, x: number, region: number, variable: number, instead: number, key: (value: number) => number): number {
    const { sessionsFrom } = this.school
    const first = sessionsFrom[x]
    const end = sessionsFrom[x + 1]
    let n = 0
    for (let z = first; z < end; z++) {
      const mine = key(region + z === variable ? instead : values[region + z])
      let seen = false
      for (let y = first; y < z; y++) if (key(region + y === variable ? instead : values[region + y]) === mine) seen = true
      if (!seen) n++
    }
    return n
  }
}
