import { rows } from './catalogue.ts'
import { checkTimetable, parseTimetable } from './check/index.ts'
import example from './example.json' with { type: 'json' }
import { planHash } from './hash.ts'
import { type Plan, planSchema } from './plan.ts'
import { policyPacks } from './policy/index.ts'
import { type Provenance, signTimetable } from './report.ts'
import { type Timetable, timetableSchema } from './timetable.ts'
import { FaultError } from './validate/fault.ts'
import { validatePlan } from './validate/index.ts'
import { mayView } from './views/circle.ts'
import { compareTimetables } from './views/compare.ts'
import { erasePlanStudent, eraseTimetableStudent, exportStudent } from './views/student.ts'
import { type ViewKind, viewBy, viewKinds } from './views/week.ts'

/** The model's words for the service: the shape that `src/service/domain.ts` asks for. */
export const domain = {
  name: 'after-school',
  planSchema,
  timetableSchema,
  catalogue: rows,
  policies: policyPacks,
  examples: [{ id: 'luoyang', title: { en: 'A town school in Luoyang', zh: '洛阳一所城镇小学' }, plan: example }],
  views: viewKinds,
  validate: (input: unknown) => validatePlan(input),
  describe: (plan: Plan) => ({
    name: plan.name ?? plan.id,
    sha256: planHash(plan),
    summary: {
      classes: plan.classes.length,
      students: plan.students.length,
      staff: plan.staff.length,
      activities: plan.activities.length,
      seasons: plan.seasons.length,
      policy: plan.policy.pack,
    },
  }),
  readTimetable(plan: Plan, input: unknown) {
    try {
      return { timetable: parseTimetable(plan, input), errors: [] }
    } catch (error) {
      if (error instanceof FaultError) return { errors: error.faults }
      throw error
    }
  },
  sign: (plan: Plan, timetable: Timetable, provenance: Provenance) => signTimetable(plan, timetable, provenance),
  check: (plan: Plan, timetable: Timetable) => ({ ...checkTimetable(plan, timetable), overrides: plan.policy.overrides }),
  view: (plan: Plan, timetable: Timetable, by: string, id: string) => viewBy(plan, timetable, by as ViewKind, id),
  mayView,
  compare: compareTimetables,
  exportStudent,
  erasePlanStudent,
  eraseTimetableStudent,
}
