import type { Constraint, Finding, Level } from '../kernel/constraint.ts'
import { type Rows, variablesOf } from './rows.ts'

/**
 * In each row, maximal runs of variables whose values are marked cost what their length says; a run that touches the first or last variable of its row is open and may cost less.
 * Findings: row, first variable of the run, length.
 */
export class Runs implements Constraint {
  readonly id: string
  readonly level: Level
  readonly scope: Iterable<number>
  private readonly shape: Rows
  /** value → 1 if it belongs in a run */
  private readonly marked: Uint8Array
  /** row, length → cost of a run inside the row, and of an open one */
  private readonly closed: Int32Array
  private readonly open: Int32Array
  /** variable → 1 if it is in a run */
  private readonly held: Uint8Array
  /** variable → its row's first variable */
  private readonly first: Int32Array

  /** @param cost by row, length (0 … row length; 0 must cost nothing) and whether the run is open */
  constructor(id: string, level: Level, shape: Rows, marked: Uint8Array, cost: (row: number, length: number, open: boolean) => number) {
    const { rows, length } = shape
    this.id = id
    this.level = level
    this.scope = { [Symbol.iterator]: () => variablesOf(shape) }
    this.shape = shape
    this.marked = marked
    const table = (open: boolean) => Int32Array.from({ length: rows * (length + 1) }, (_, i) => cost(Math.floor(i / (length + 1)), i % (length + 1), open))
    this.closed = table(false)
    this.open = table(true)
    this.held = new Uint8Array(rows * length)
    this.first = Int32Array.from({ length: rows * length }, (_, variable) => variable - (variable % length))
  }

  reset(values: Int32Array): number {
    for (let variable = 0; variable < this.held.length; variable++) this.held[variable] = this.marked[values[variable]]
    let total = 0
    for (const { amount } of this.findings(values)) total += amount
    return total
  }

  delta(variable: number, from: number, to: number): number {
    const { marked, held, shape, closed, open } = this
    if (marked[from] === marked[to]) return 0
    const first = this.first[variable]
    const end = first + shape.length
    let left = variable
    while (left > first && held[left - 1]) left--
    let right = variable + 1
    while (right < end && held[right]) right++
    const row = (first / shape.length) * (shape.length + 1)
    const atStart = left === first
    const atEnd = right === end
    const parted = (atStart ? open : closed)[row + variable - left] + (atEnd ? open : closed)[row + right - variable - 1]
    const whole = (atStart || atEnd ? open : closed)[row + right - left]
    return marked[to] ? whole - parted : parted - whole
  }

  apply(variable: number, from: number, to: number): number {
    const change = this.delta(variable, from, to)
    this.held[variable] = this.marked[to]
    return change
  }

  *findings(values: Int32Array): Generator<Finding> {
    const { rows, length } = this.shape
    for (let row = 0; row < rows; row++) {
      const end = (row + 1) * length
      for (let from = row * length; from < end; from++) {
        if (!this.marked[values[from]]) continue
        let to = from
        while (to < end && this.marked[values[to]]) to++
        const table = from === row * length || to === end ? this.open : this.closed
        const amount = table[row * (length + 1) + to - from]
        if (amount > 0) yield { amount, where: [row, from, to - from] }
        from = to
      }
    }
  }
}
