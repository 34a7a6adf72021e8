import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { EmptySeats } from './seat-counts.ts'

/** `led` 四(四): empty lead seats of running sections, per session and season. Where: post. */
export class Led extends EmptySeats {
  constructor(school: School, variables: Cells) {
    super('led', school, variables, (q) => q < school.careFrom && (Math.trunc(q / school.S) & 1) === 0)
  }
}
