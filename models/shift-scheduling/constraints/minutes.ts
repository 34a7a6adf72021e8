import { Tally } from '../../../src/constraints/tally.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import type { Tables } from '../compile.ts'

/** An employee's minutes of work lie between two limits. Amount: started hours below or above. */
export const minutes = ({ rows, minutes, instance: { staff } }: Tables) =>
  new Tally(
    'minutes',
    hard,
    rows,
    minutes,
    Int32Array.from(staff, (employee) => employee.minimumMinutes),
    Int32Array.from(staff, (employee) => employee.maximumMinutes),
    60,
  )
