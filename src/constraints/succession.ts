import type { Constraint, Finding, Level } from '../kernel/constraint.ts'
import { type Rows, variablesOf } from './rows.ts'

/**
 * In each row, some values may not follow others on the next variable. Violation: pairs of neighbours that do.
 * Findings: variable, its value, the next one's value.
 */
export class Succession implements Constraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly shape: Rows
  private readonly values: number
  /** value, value → 1 if the second may not follow the first */
  private readonly forbidden: Uint8Array
  /** with a free value (an index of its own, forbidden with none) before and after each row */
  private readonly held: Int32Array
  private readonly slot: Int32Array

  /** @param forbidden by value and next value */
  constructor(id: string, level: Level, shape: Rows, values: number, forbidden: (value: number, next: number) => boolean) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => variablesOf(shape) }
    this.shape = shape
    this.values = values + 1
    this.forbidden = new Uint8Array(this.values ** 2)
    for (let a = 0; a < values; a++) for (let b = 0; b < values; b++) this.forbidden[a * this.values + b] = forbidden(a, b) ? 1 : 0
    this.held = new Int32Array(shape.rows * (shape.length + 1) + 1).fill(values)
    this.slot = Int32Array.from({ length: shape.rows * shape.length }, (_, v) => 1 + v + Math.floor(v / shape.length))
  }

  reset(values: Int32Array): number {
    for (let variable = 0; variable < this.slot.length; variable++) this.held[this.slot[variable]] = values[variable]
    let total = 0
    for (let at = 0; at + 1 < this.held.length; at++) total += this.forbidden[this.held[at] * this.values + this.held[at + 1]]
    return total
  }

  delta(variable: number, from: number, to: number): number {
    const { forbidden, held, values } = this
    const at = this.slot[variable]
    const before = held[at - 1] * values
    const after = held[at + 1]
    return forbidden[before + to] - forbidden[before + from] + forbidden[to * values + after] - forbidden[from * values + after]
  }

  apply(variable: number, from: number, to: number): number {
    const change = this.delta(variable, from, to)
    this.held[this.slot[variable]] = to
    return change
  }

  *findings(values: Int32Array): Generator<Finding> {
    for (let variable = 0; variable + 1 < this.slot.length; variable++) {
      if ((variable + 1) % this.shape.length === 0) continue
      if (this.forbidden[values[variable] * this.values + values[variable + 1]]) yield { amount: 1, where: [variable, values[variable], values[variable + 1]] }
    }
  }
}
