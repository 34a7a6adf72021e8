import { CountCost } from '../../../src/constraints/count-cost.ts'
import { soft } from '../../../src/kernel/constraint.ts'
import { byDay, type Tables } from '../compile.ts'

/** So many employees are wanted for each shift of each day. Amount: the weights of those too few and too many. */
export const cover = (tables: Tables) => new CountCost('cover', soft, byDay(tables), tables.coverCost)
