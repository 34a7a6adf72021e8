import { compileSchool, forgives } from '../../../models/after-school/compile/school.ts'
import { everything } from '../../../models/after-school/exact/freedom.ts'
import { improveExactly } from '../../../models/after-school/exact/solve.ts'
import type { Plan } from '../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../models/after-school/timetable.ts'

export interface Exact {
  /** the first one where nothing better was found in time */
  readonly timetable: TimetableParts
  readonly proven: boolean
  /** no timetable of the best cost in pins and medium costs less soft; 0 until that is proved */
  readonly bound: number
}

/**
 * The whole problem as one integer programme, solved level by level from a first timetable.
 * @throws RangeError for a plan that forgives a hard row: its rules are rows of the programme
 */
export async function solveExactly(
  plan: Plan,
  first: TimetableParts,
  options: { timeLimitSeconds: number; seed?: number; signal?: AbortSignal },
): Promise<Exact> {
  const school = compileSchool(plan)
  if (forgives(school)) throw new RangeError('a hard row of weight 0: the programme breaks none')
  return improveExactly(school, first, everything, options)
}
