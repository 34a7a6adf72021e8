import { solveInThread } from '../../../src/mip/javascript.ts'
import { objectiveOf } from '../../../src/mip/linear-model.ts'
import type { State } from '../state.ts'
import type { TimetableParts } from '../timetable.ts'
import { dayModel } from './day-model.ts'

/** whole columns beyond which no engine is asked in the thread that answers */
const mostWhole = 150
const secondsAtMost = 0.2

/** @returns whether the exact minimum of a weekday's changes, solved in this thread, is what the state has; false where the model is too large, too */
export function provedByModel(state: State, weekday: number, before: TimetableParts): boolean {
  const { model, point } = dayModel(state, weekday, before)
  if (model.integer.reduce((sum, one) => sum + one, 0) > mostWhole) return false
  const outcome = solveInThread(model, { timeLimitSeconds: secondsAtMost })
  return outcome?.status === 'optimal' && objectiveOf(model, point(state)) <= outcome.objective + 1e-6
}
