import { Windows } from '../../../src/constraints/windows.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import type { Tables } from '../compile.ts'

/** Weekends with work on Saturday or Sunday are not too many; day 0 is a Monday. Amount: weekends beyond. */
export const weekends = ({ rows, isWork, instance: { staff } }: Tables) =>
  new Windows(
    'weekends',
    hard,
    rows,
    isWork,
    (day) => (day % 7 >= 5 ? Math.floor(day / 7) : -1),
    Int32Array.from(staff, (employee) => employee.maximumWeekends),
  )
