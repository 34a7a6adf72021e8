import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { RunningSection } from './running.ts'

/** `room-stability`, good practice: a running section's different rooms − 1. Where: section. */
export class RoomStability extends RunningSection {
  constructor(school: School, variables: Cells) {
    super('room-stability', school, variables)
  }

  protected amount(values: Int32Array, x: number, variable: number, instead: number): number {
    if (this.school.sessionsFrom[x + 1] - this.school.sessionsFrom[x] === 1) return 0
    return this.different(values, x, this.school.at.room, variable, instead, (room) => room) - 1
  }
}
