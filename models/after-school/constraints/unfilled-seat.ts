import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { EmptySeats } from './seat-counts.ts'

/** `unfilled-seat` 四(四): required seats left empty, per season. Where: post. */
export class UnfilledSeat extends EmptySeats {
  constructor(school: School, variables: Cells) {
    super('unfilled-seat', school, variables, () => true)
  }
}
