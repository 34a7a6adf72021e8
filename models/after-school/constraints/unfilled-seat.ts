import type { School } from '../compile/school.ts'
import { EmptySeats } from './seat-counts.ts'

/** `unfilled-seat` 四(四): required seats left empty, per season. Where: post. */
export class UnfilledSeat extends EmptySeats {
  constructor(school: School, values: Int32Array) {
    super('unfilled-seat', school, values, () => true)
  }
}
