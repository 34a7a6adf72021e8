import { CountCost } from '../../../src/constraints/count-cost.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import { byEmployee, off, type Tables } from '../compile.ts'

/** An employee has at most so many shifts of each kind. Amount: shifts beyond. */
export const shiftLimits = (tables: Tables) =>
  new CountCost('shift-limits', hard, byEmployee(tables), (employee, value, count) =>
    value === off ? 0 : Math.max(0, count - tables.instance.staff[employee].maximumShifts[value - 1]),
  )
