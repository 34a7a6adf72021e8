import type { School } from '../compile/school.ts'
import { EmptySeats } from './seat-counts.ts'

/** `led` 四(四): empty lead seats of running sections, per session and season. Where: post. */
export class Led extends EmptySeats {
  constructor(school: School, values: Int32Array) {
    super('led', school, values, (q) => q < school.careFrom && (Math.trunc(q / school.S) & 1) === 0)
  }
}
