import { parseTimetable } from '../check/index.ts'
import type { Plan } from '../plan.ts'
import type { Timetable } from '../timetable.ts'
import { FaultError, pointerOf } from '../validate/fault.ts'
import { shapeFaults } from '../validate/shape.ts'
import { type Rebalanced, rebalancedSchema } from './document.ts'

/** Reads what a rebalance starts from: a timetable, or the answer to earlier changes. @throws FaultError with every fault */
export function parseCurrent(plan: Plan, input: unknown): Timetable | Rebalanced {
  if (typeof input !== 'object' || input === null || !('dated' in input)) return parseTimetable(plan, input)
  const parsed = rebalancedSchema.safeParse(input)
  if (!parsed.success) throw new FaultError(shapeFaults(rebalancedSchema, parsed.error.issues, input))
  try {
    parseTimetable(plan, parsed.data.timetable)
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    throw new FaultError(error.faults.map((fault) => ({ ...fault, pointer: `${pointerOf(['timetable'])}${fault.pointer}` })))
  }
  return parsed.data
}
