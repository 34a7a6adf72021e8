import { ValueCost } from '../../../src/constraints/value-cost.ts'
import { soft } from '../../../src/kernel/constraint.ts'
import { grouping, type Tables } from '../compile.ts'

/** Students have seats. Amount: students beyond the room's capacity, per lecture. */
export const roomCapacity = (tables: Tables) => new ValueCost('room-capacity', soft, grouping(tables, tables.roomOf, tables.rooms), tables.overflow)
