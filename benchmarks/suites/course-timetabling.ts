import { checkCourseTimetable } from '../../models/course-timetabling/check/check.ts'
import type { Instance, Solution } from '../../models/course-timetabling/instance.ts'
import { courseTimetabling } from '../../models/course-timetabling/model.ts'
import { formatSolution, parseSolution } from '../../models/course-timetabling/solution.ts'
import bestKnown from './best-known.json' with { type: 'json' }
import type { Suite } from './suite.ts'

/** ITC-2007 track 3, formulation UD2. Best known values: the competition's archive, as of 2024. */
export const courseTimetablingSuite: Suite<Instance, Solution> = {
  name: 'course-timetabling',
  model: courseTimetabling,
  member: new URL('./course-timetabling-member.ts', import.meta.url),
  objective: 'cost',
  extensions: ['.ectt', '.ctt'],
  read: (text) => text,
  format: (_, solution) => formatSolution(solution),
  parseSolution: (_, text) => parseSolution(text),
  check: (instance, solution) => {
    const { hard, soft } = checkCourseTimetable(instance, solution)
    return { hard, medium: 0, soft }
  },
  bestKnown: bestKnown['course-timetabling'],
}
