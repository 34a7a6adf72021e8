import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** `tutoring-unserved` 三(三): a child with an approved tutoring need in no tutoring section. The tutoring wish is a student's last. Where: student. */
export class TutoringUnserved extends Rule {
  constructor(school: School, variables: Cells) {
    super('tutoring-unserved', school, variables)
  }

  get scope(): Iterable<number> {
    return this.region('enrol')
  }

  count(values: Int32Array, found: Found): void {
    const { at, N, tutoring, wishesFrom } = this.school
    for (let s = 0; s < N; s++) if (tutoring[s] && values[at.enrol + wishesFrom[s + 1] - 1] === 0) found(1, s)
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, tutoring, wishStudent, wishesFrom } = this.school
    const s = wishStudent[variable - at.enrol]
    if (!tutoring[s] || variable - at.enrol !== wishesFrom[s + 1] - 1) return 0
    return (to === 0 ? 1 : 0) - (from === 0 ? 1 : 0)
  }
}
