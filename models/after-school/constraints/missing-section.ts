import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** `missing-section` 三(三): running sections below the activity's minimum. Where: activity. */
export class MissingSection extends Rule {
  private readonly running: Cells

  constructor(school: School, variables: Cells) {
    super('missing-section', school, variables)
    this.running = this.trail.cells(school.A)
  }

  get scope(): Iterable<number> {
    return this.region('size')
  }

  private tally(values: Int32Array, running: Int32Array): Int32Array {
    running.fill(0)
    for (let x = 0; x < this.school.X; x++) if (values[this.school.at.size + x] > 0) running[this.school.sectionActivity[x]]++
    return running
  }

  protected override refill(values: Int32Array): void {
    this.tally(values, this.running.now)
  }

  count(values: Int32Array, found: Found): void {
    this.tally(values, new Int32Array(this.school.A)).forEach((n, a) => {
      if (n < this.school.sectionsMin[a]) found(this.school.sectionsMin[a] - n, a)
    })
  }

  override delta(variable: number, from: number, to: number): number {
    if (from > 0 === to > 0) return 0
    const a = this.school.sectionActivity[variable - this.school.at.size]
    const min = this.school.sectionsMin[a]
    const n = this.running.now[a]
    const after = to > 0 ? n + 1 : n - 1
    return (after < min ? min - after : 0) - (n < min ? min - n : 0)
  }

  apply(variable: number, from: number, to: number): number {
    const d = this.delta(variable, from, to)
    if (from > 0 !== to > 0) this.running.add(this.school.sectionActivity[variable - this.school.at.size], to > 0 ? 1 : -1)
    return d
  }
}
