import { ModelBuilder } from '../../../src/mip/index.ts'
import { type RowId, rows } from '../catalogue.ts'
import type { School } from '../compile/school.ts'

/** A linear expression: Σ values[i] × columns[i] */
export interface Expression {
  readonly columns: number[]
  readonly values: number[]
}

/** One way to serve a wish: the student starts a session of the activity at a slot. */
export interface Start {
  readonly student: number
  readonly wish: number
  readonly activity: number
  readonly slot: number
  /** the slot alone, or L + slot for two periods */
  readonly span: number
  readonly column: number
}

const none = Number.NEGATIVE_INFINITY
export const any = Number.POSITIVE_INFINITY

/**
 * A linear model that every timetable with hard 0 is a solution of, at a cost that is no higher than its own: so the model's least cost is a bound. Its parts
 * (students, sections, care, staff) add columns and rows; what they leave out only makes the bound smaller.
 */
export class Relaxation {
  readonly school: School
  readonly builder = new ModelBuilder()
  private readonly costs: number[][] = [[], [], []]
  readonly starts: Start[] = []

  constructor(school: School) {
    this.school = school
  }

  column(upper: number): number {
    return this.builder.column(0, 0, upper)
  }

  /** a column that is whole in every timetable */
  whole(upper: number): number {
    return this.builder.whole(0, 0, Math.floor(upper))
  }

  weight(row: RowId): { weight: number; level: number } {
    const r = rows.findIndex(({ id }) => id === row)
    return { weight: this.school.weight[r], level: this.school.level[r] }
  }

  charge(row: RowId, column: number, amount: number): void {
    const { weight, level } = this.weight(row)
    this.costs[level][column] = (this.costs[level][column] ?? 0) + weight * amount
  }

  /** a cost that no timetable escapes */
  constant(row: RowId, amount: number): void {
    const { weight, level } = this.weight(row)
    this.offsets[level] += weight * amount
  }
  private readonly offsets = [0, 0, 0]

  atMost(most: number, columns: readonly number[], values: readonly number[] | number = 1): void {
    this.builder.row(none, most, columns, values)
  }

  atLeast(least: number, columns: readonly number[], values: readonly number[] | number = 1): void {
    this.builder.row(least, any, columns, values)
  }

  equal(value: number, columns: readonly number[], values: readonly number[] | number = 1): void {
    this.builder.row(value, value, columns, values)
  }

  /** cost of one level by column, and what comes on top */
  objective(level: number): { cost: Float64Array; offset: number } {
    return { cost: Float64Array.from({ length: this.builder.columns }, (_, j) => this.costs[level][j] ?? 0), offset: this.offsets[level] }
  }

  /** Nobody is in two places: at every instant at which something starts, at most one of these (span, column) on that weekday. */
  oneAtOnce(season: number, list: readonly { span: number; column: number; value?: number }[]): void {
    const { L, start, end, weekday } = this.school
    const at = season * 2 * L
    const told = new Set<string>()
    for (const own of Map.groupBy(list, ({ span }) => weekday[span % L]).values()) {
      for (const instant of new Set(own.map(({ span }) => start[at + span]))) {
        const together = own.filter(({ span }) => start[at + span] <= instant && instant < end[at + span])
        if (together.length < 2) continue
        const key = together.map(({ column }) => column).join()
        if (told.has(key)) continue
        told.add(key)
        this.atMost(
          1,
          together.map(({ column }) => column),
        )
      }
    }
  }
}
