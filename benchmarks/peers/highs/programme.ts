import { type RowId, rows } from '../../../models/after-school/catalogue.ts'
import type { School } from '../../../models/after-school/compile/school.ts'
import { ModelBuilder } from '../../../src/mip/index.ts'

/** the person in one seat of a post */
export interface Seat {
  readonly person: number
  readonly column: number
}

/** A post of one season: who may sit there, and how many seats it needs (Σ values × columns, at most `most`) */
export interface PostColumns {
  readonly call: number
  readonly season: number
  readonly kind: 'section' | 'care' | 'duty' | 'general'
  /** section, host, block or general duty */
  readonly group: number
  readonly slot: number
  readonly role: number
  readonly need: number
  readonly most: number
  readonly seats: readonly Seat[]
}

/** Columns and rows of the full integer programme; costs by level. */
export class Programme {
  readonly school: School
  readonly builder = new ModelBuilder()
  private readonly costs: number[][] = [[], [], []]
  /** [section] 1 where it runs */
  readonly run: number[] = []
  /** [section × L + slot] a session starts there */
  readonly at: (number | undefined)[] = []
  /** [section × L + slot] by room */
  readonly place: Map<number, number>[] = []
  /** [section] its students: columns of `enrol` */
  readonly members: number[][] = []
  /** wish → section → column */
  readonly enrol: Map<number, number>[] = []
  /** [(class × L + slot) × S + season] columns of children away */
  readonly away: number[][] = []
  /** [(class × L + slot)] host → column */
  readonly host: Map<number, number>[] = []
  /** (class, host, slot, season) → 1 where children of the class are in that group */
  readonly present = new Map<string, number>()
  /** [(host × L + slot) × S + season] its need, and 1 where it is open */
  readonly careNeed: (number | undefined)[] = []
  readonly careOpen: (number | undefined)[] = []
  readonly posts: PostColumns[] = []

  constructor(school: School) {
    this.school = school
  }

  binary(): number {
    return this.builder.binary(0)
  }

  whole(most: number): number {
    return this.builder.whole(0, 0, most)
  }

  /** ≥ 0: an amount that the rows push up and the cost pushes down */
  amount(): number {
    return this.builder.column(0)
  }

  charge(row: RowId, column: number, amount = 1): void {
    const r = rows.findIndex(({ id }) => id === row)
    const level = this.school.level[r]
    this.costs[level][column] = (this.costs[level][column] ?? 0) + this.school.weight[r] * amount
  }

  cost(level: number): Float64Array {
    return Float64Array.from({ length: this.builder.columns }, (_, j) => this.costs[level][j] ?? 0)
  }

  /** Σ of the terms ≤ most */
  atMost(most: number, ...terms: Terms[]): void {
    this.row(Number.NEGATIVE_INFINITY, most, terms)
  }

  atLeast(least: number, ...terms: Terms[]): void {
    this.row(least, Number.POSITIVE_INFINITY, terms)
  }

  equal(value: number, ...terms: Terms[]): void {
    this.row(value, value, terms)
  }

  private row(lower: number, upper: number, terms: readonly Terms[]): void {
    const columns: number[] = []
    const values: number[] = []
    for (const [value, of] of terms) {
      for (const column of typeof of === 'number' ? [of] : of) {
        columns.push(column)
        values.push(value)
      }
    }
    this.builder.row(lower, upper, columns, values)
  }

  /** @returns a column that is 1 exactly where both are */
  both(a: number, b: number): number {
    const column = this.binary()
    this.atMost(0, [1, column], [-1, a])
    this.atMost(0, [1, column], [-1, b])
    this.atLeast(-1, [1, column], [-1, [a, b]])
    return column
  }

  /** @returns a column that is 1 exactly where any of these is */
  any(columns: readonly number[]): number {
    const column = this.binary()
    for (const one of columns) this.atLeast(0, [1, column], [-1, one])
    this.atMost(0, [1, column], [-1, columns])
    return column
  }

  /** @returns ⌈amount ÷ per⌉ of a sum of columns that is at most `most` */
  ceiling(terms: readonly Terms[], constant: number, per: number, most: number): number {
    const column = this.whole(Math.ceil(most / per))
    this.row(constant, Number.POSITIVE_INFINITY, [[per, column], ...terms.map(([v, of]): Terms => [-v, of])])
    this.row(Number.NEGATIVE_INFINITY, constant + per - 1, [[per, column], ...terms.map(([v, of]): Terms => [-v, of])])
    return column
  }

  runs(section: number, slot: number, season: number): number {
    const { runs, sectionActivity, L, S } = this.school
    return runs[(sectionActivity[section] * L + slot) * S + season]
  }

  spanOf(section: number, slot: number): number {
    return this.school.length[this.school.sectionActivity[section]] === 2 ? this.school.L + slot : slot
  }

  /** the slots that a session of the section occupies from this one on */
  occupied(section: number, slot: number): number[] {
    return this.spanOf(section, slot) === slot ? [slot] : [slot, this.school.next[slot]]
  }
}

export type Terms = readonly [value: number, columns: number | readonly number[]]
