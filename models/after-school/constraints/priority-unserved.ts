import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** `priority-unserved` 三(一): a student of a priority group who wished for a club and is in none of their choices. Where: student. */
export class PriorityUnserved extends Rule {
  /** [student] choices held */
  private readonly held: Cells
  private readonly counted: Uint8Array

  constructor(school: School, variables: Cells) {
    super('priority-unserved', school, variables)
    this.held = this.trail.cells(school.N)
    this.counted = Uint8Array.from({ length: school.N }, (_, s) => (school.priority[s] && school.wished[s] > 0 ? 1 : 0))
  }

  get scope(): Iterable<number> {
    return this.region('enrol')
  }

  private tally(values: Int32Array, held: Int32Array): Int32Array {
    const { at, wishesFrom, choices, N } = this.school
    for (let s = 0; s < N; s++) {
      held[s] = 0
      for (let w = wishesFrom[s]; w < wishesFrom[s] + choices[s]; w++) if (values[at.enrol + w] !== 0) held[s]++
    }
    return held
  }

  protected override refill(values: Int32Array): void {
    this.tally(values, this.held.now)
  }

  count(values: Int32Array, found: Found): void {
    this.tally(values, new Int32Array(this.school.N)).forEach((n, s) => {
      if (n === 0 && this.counted[s]) found(1, s)
    })
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, wishStudent, wishesFrom, choices } = this.school
    const w = variable - at.enrol
    const s = wishStudent[w]
    if (!this.counted[s] || w >= wishesFrom[s] + choices[s] || (from !== 0) === (to !== 0)) return 0
    if (to !== 0) return this.held.now[s] === 0 ? -1 : 0
    return this.held.now[s] === 1 ? 1 : 0
  }

  /** @returns the change if a counted student gave up one wish (or −1) for another (or −1) */
  exchange(s: number, leave: number, join: number): number {
    const end = this.school.wishesFrom[s] + this.school.choices[s]
    const before = this.held.now[s]
    const after = before - (leave >= 0 && leave < end ? 1 : 0) + (join >= 0 && join < end ? 1 : 0)
    return (after === 0 ? 1 : 0) - (before === 0 ? 1 : 0)
  }

  apply(variable: number, from: number, to: number): number {
    const d = this.delta(variable, from, to)
    const { at, wishStudent, wishesFrom, choices } = this.school
    const w = variable - at.enrol
    const s = wishStudent[w]
    if (w < wishesFrom[s] + choices[s]) this.held.add(s, (to !== 0 ? 1 : 0) - (from !== 0 ? 1 : 0))
    return d
  }
}
