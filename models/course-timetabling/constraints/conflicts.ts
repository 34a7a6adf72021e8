import { Apart } from '../../../src/constraints/apart.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import { grouping, type Tables } from '../compile.ts'

/** Lectures of one course, one teacher or one curriculum are in different periods. Amount: pairs that are not. */
export const conflicts = (tables: Tables) => new Apart('conflicts', hard, grouping(tables, tables.periodOf, tables.periods), tables.related)
