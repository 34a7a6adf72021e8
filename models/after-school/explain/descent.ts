import { CompiledSchool } from '../model.ts'
import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'

/** moves between two looks at the best */
const look = 16_384

export interface Descent {
  readonly timetable: TimetableParts
  /** what was looked for was found */
  readonly reached: boolean
}

/**
 * Improves a timetable by moves that make nothing worse, beginning with the seats that are empty; what it cannot hold is left out. The same plan, timetable and number of moves give the
 * same answer.
 * @param enough asked with the amounts of the best so far, by row; the descent ends when it says so
 * @param overdue the descent ends when it says so, too
 */
export function descend(
  plan: Plan,
  start: TimetableParts,
  steps: number,
  enough: (amounts: Readonly<Record<string, number>>) => boolean = () => false,
  overdue: () => boolean = () => false,
): Descent {
  const compiled = new CompiledSchool(plan)
  compiled.encode(start)
  let next = 0
  for (const progress of compiled.descend(1)) {
    if (progress.steps >= next) {
      if (enough(compiled.breakdown())) return { timetable: compiled.decode(), reached: true }
      next = progress.steps + look
    }
    if (progress.done || progress.steps >= steps || overdue()) break
  }
  return { timetable: compiled.decode(), reached: enough(compiled.breakdown()) }
}
