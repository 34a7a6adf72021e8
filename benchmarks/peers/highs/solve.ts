import { compileSchool, forgives } from '../../../models/after-school/compile/school.ts'
import { everything } from '../../../models/after-school/exact/freedom.ts'
import { improveExactly } from '../../../models/after-school/exact/solve.ts'
import type { Plan } from '../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../models/after-school/timetable.ts'

export interface Exact {
  /** the empty one where nothing better was found in time */
  readonly timetable: TimetableParts
  readonly proven: boolean
  /** no timetable of the best medium cost costs less soft; 0 until that medium cost is proved the best */
  readonly bound: number
}

/**
 * The whole problem as one integer programme, solved level by level from the empty timetable.
 * @throws RangeError for a plan with several sites, pins or a baseline: the programme knows no travel, and nothing that must stay
 */
export async function solveExactly(plan: Plan, options: { timeLimitSeconds: number; seed?: number; signal?: AbortSignal }): Promise<Exact> {
  if (plan.sites.length > 1) throw new RangeError('several sites: travel is not in the programme')
  if (plan.baseline || Object.values(plan.pins).some((list) => list.length > 0)) throw new RangeError('pins or a baseline: they are not in the programme')
  const school = compileSchool(plan)
  if (forgives(school)) throw new RangeError('a hard row of weight 0: the programme breaks none')
  const nothing: TimetableParts = { sections: [], care: [], posts: [] }
  return improveExactly(school, nothing, everything, options)
}
