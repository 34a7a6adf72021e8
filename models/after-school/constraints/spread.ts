import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { RunningSection } from './running.ts'

/** `spread`, good practice: a running section's sessions less its different weekdays. Where: section. */
export class Spread extends RunningSection {
  constructor(school: School, variables: Cells) {
    super('spread', school, variables)
  }

  protected amount(values: Int32Array, x: number, variable: number, instead: number): number {
    const { sessionsFrom, weekday, at } = this.school
    const sessions = sessionsFrom[x + 1] - sessionsFrom[x]
    if (sessions === 1) return 0
    return sessions - this.different(values, x, at.slot, variable, instead, (slot) => (slot === 0 ? -1 : weekday[slot - 1]))
  }
}
