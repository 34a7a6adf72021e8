import { Distinct } from '../../../src/constraints/distinct.ts'
import { soft } from '../../../src/kernel/constraint.ts'
import { grouping, type Tables } from '../compile.ts'

/** A course stays in one room. Amount: rooms beyond the first, per course. */
export const roomStability = (tables: Tables) =>
  new Distinct('room-stability', soft, grouping(tables, tables.roomOf, tables.rooms), (_, rooms) => Math.max(0, rooms - 1))
