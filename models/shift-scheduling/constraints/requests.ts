import { ValueCost } from '../../../src/constraints/value-cost.ts'
import { soft } from '../../../src/kernel/constraint.ts'
import { byItself, type Tables } from '../compile.ts'

/** Wishes for a shift, or to be spared one. Amount: weights of those not granted. */
export const requests = (tables: Tables) => new ValueCost('requests', soft, byItself(tables), tables.wishes)
