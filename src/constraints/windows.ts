import type { Constraint, Finding, Level } from '../kernel/constraint.ts'
import { type Rows, variablesOf } from './rows.ts'

/**
 * Each row has windows of neighbouring variables; a window is busy when one of its values is marked. Violation: busy windows beyond the row's limit.
 * Findings: row, busy windows.
 */
export class Windows implements Constraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly shape: Rows
  private readonly marked: Uint8Array
  private readonly limit: Int32Array
  /** position in a row → window, or −1 */
  private readonly windowOf: Int32Array
  private readonly windows: number
  /** row, window → marked values */
  private readonly held: Int32Array
  /** row → busy windows */
  private readonly busy: Int32Array

  constructor(id: string, level: Level, shape: Rows, marked: Uint8Array, windowOf: (position: number) => number, limit: Int32Array) {
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => variablesOf(shape) }
    this.shape = shape
    this.marked = marked
    this.limit = limit
    this.windowOf = Int32Array.from({ length: shape.length }, (_, position) => windowOf(position))
    this.windows = Math.max(...this.windowOf) + 1
    this.held = new Int32Array(shape.rows * this.windows)
    this.busy = new Int32Array(shape.rows)
  }

  reset(values: Int32Array): number {
    this.held.fill(0)
    this.busy.fill(0)
    const { rows, length } = this.shape
    for (let variable = 0; variable < rows * length; variable++) {
      const window = this.windowOf[variable % length]
      if (window < 0 || !this.marked[values[variable]]) continue
      const row = Math.floor(variable / length)
      if (this.held[row * this.windows + window]++ === 0) this.busy[row]++
    }
    return this.busy.reduce((total, busy, row) => total + Math.max(0, busy - this.limit[row]), 0)
  }

  delta(variable: number, from: number, to: number): number {
    const more = this.marked[to] - this.marked[from]
    if (more === 0) return 0
    const row = Math.floor(variable / this.shape.length)
    const window = this.windowOf[variable - row * this.shape.length]
    if (window < 0 || this.held[row * this.windows + window] !== (more > 0 ? 0 : 1)) return 0
    return more > 0 ? (this.busy[row] >= this.limit[row] ? 1 : 0) : this.busy[row] > this.limit[row] ? -1 : 0
  }

  apply(variable: number, from: number, to: number): number {
    const more = this.marked[to] - this.marked[from]
    if (more === 0) return 0
    const change = this.delta(variable, from, to)
    const row = Math.floor(variable / this.shape.length)
    const window = this.windowOf[variable - row * this.shape.length]
    if (window < 0) return 0
    const at = row * this.windows + window
    if (more > 0) {
      if (this.held[at]++ === 0) this.busy[row]++
    } else if (--this.held[at] === 0) this.busy[row]--
    return change
  }

  *findings(values: Int32Array): Generator<Finding> {
    const { rows, length } = this.shape
    for (let row = 0; row < rows; row++) {
      const busy = new Set<number>()
      for (let position = 0; position < length; position++) {
        if (this.windowOf[position] >= 0 && this.marked[values[row * length + position]]) busy.add(this.windowOf[position])
      }
      if (busy.size > this.limit[row]) yield { amount: busy.size - this.limit[row], where: [row, busy.size] }
    }
  }
}
