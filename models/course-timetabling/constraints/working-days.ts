import { Distinct } from '../../../src/constraints/distinct.ts'
import { soft } from '../../../src/kernel/constraint.ts'
import { grouping, type Tables } from '../compile.ts'

/** A course's lectures spread over its minimum of days. Amount: days too few, per course. */
export const workingDays = (tables: Tables) =>
  new Distinct('working-days', soft, grouping(tables, tables.dayOf, tables.days), (course, days) => Math.max(0, tables.minimumDays[course] - days))
