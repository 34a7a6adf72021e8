import type { Constraint, Finding, Level } from '../kernel/constraint.ts'
import { type Rows, variablesOf } from './rows.ts'

/**
 * In each row, the sum of what its values weigh lies between two limits. Violation: what is below or above, in started units.
 * Findings: row, sum.
 */
export class Tally implements Constraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly shape: Rows
  /** value → weight, whole */
  private readonly weight: Int32Array
  private readonly least: Int32Array
  private readonly most: Int32Array
  private readonly unit: number
  private readonly sum: Int32Array

  constructor(id: string, level: Level, shape: Rows, weight: Int32Array, least: Int32Array, most: Int32Array, unit: number) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => variablesOf(shape) }
    this.shape = shape
    this.weight = weight
    this.least = least
    this.most = most
    this.unit = unit
    this.sum = new Int32Array(shape.rows)
  }

  reset(values: Int32Array): number {
    this.sum.fill(0)
    for (let variable = 0; variable < this.shape.rows * this.shape.length; variable++) {
      this.sum[Math.floor(variable / this.shape.length)] += this.weight[values[variable]]
    }
    return this.sum.reduce((total, sum, row) => total + this.cost(row, sum), 0)
  }

  delta(variable: number, from: number, to: number): number {
    const more = this.weight[to] - this.weight[from]
    if (more === 0) return 0
    const row = Math.floor(variable / this.shape.length)
    return this.cost(row, this.sum[row] + more) - this.cost(row, this.sum[row])
  }

  apply(variable: number, from: number, to: number): number {
    const change = this.delta(variable, from, to)
    this.sum[Math.floor(variable / this.shape.length)] += this.weight[to] - this.weight[from]
    return change
  }

  *findings(values: Int32Array): Generator<Finding> {
    const { rows, length } = this.shape
    for (let row = 0; row < rows; row++) {
      const sum = values.subarray(row * length, (row + 1) * length).reduce((total, value) => total + this.weight[value], 0)
      const amount = this.cost(row, sum)
      if (amount > 0) yield { amount, where: [row, sum] }
    }
  }

  private cost(row: number, sum: number): number {
    const beyond = sum > this.most[row] ? sum - this.most[row] : 0
    const short = sum < this.least[row] ? this.least[row] - sum : 0
    return beyond + short === 0 ? 0 : Math.ceil((beyond + short) / this.unit)
  }
}
