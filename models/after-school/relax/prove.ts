import { type LinearModel, type MipOptions, solveLinear } from '../../../src/mip/index.ts'
import { compileSchool, type School } from '../compile/school.ts'
import type { Plan } from '../plan.ts'
import type { LowerBound } from './bound.ts'
import { addCare } from './care.ts'
import { Relaxation } from './relaxation.ts'
import { addSections } from './sections.ts'
import { addStaff } from './staff.ts'
import { addStudents } from './students.ts'

export type Proved = Pick<LowerBound, 'medium' | 'soft' | 'proven'>

/** models above this size are left at their linear relaxation: branching would only begin within the time */
const mostColumnsToBranch = 8000
/** models above this size take minutes: first comes a bound of students and sections alone, in a quarter of the time */
const mostColumnsAtOnce = 50_000

/** @param tell hears every bound that is proved, each at least as high as the one before */
export async function prove(plan: Plan, timeLimitSeconds: number, mediumAtMost: number | undefined, tell: (proved: Proved) => void): Promise<Proved> {
  const began = performance.now()
  const left = () => timeLimitSeconds - (performance.now() - began) / 1000
  const school = compileSchool(plan)
  const relaxation = relax(school)
  let proved: Proved = { medium: 0, soft: 0, proven: false }
  const raise = (more: Partial<Proved>) => {
    proved = { ...proved, ...more }
    tell(proved)
  }

  if (relaxation.builder.columns > mostColumnsAtOnce) {
    const part = new Relaxation(school)
    addStudents(part)
    addSections(part)
    raise({ soft: (await floorOf(modelOf(part, 2), Math.max(1, left()))).bound })
  }
  const medium = modelOf(relaxation, 1)
  let closed = true
  // where a timetable without any medium cost is known, the floor is too
  if (mediumAtMost !== 0) {
    const floor = await floorOf(medium, Math.max(1, left() / 3))
    closed = floor.proven
    raise({ medium: floor.bound })
  }
  if (mediumAtMost !== undefined) limit(relaxation, medium, mediumAtMost)

  const soft = modelOf(relaxation, 2)
  const linear = await floorOf(soft, Math.max(1, left()))
  const branch = soft.columns <= mostColumnsToBranch && Number.isFinite(linear.bound) && left() > 1
  raise({ soft: Math.max(proved.soft, linear.bound), proven: closed && linear.proven && !branch })
  if (branch) {
    const whole = await floorOf(soft, left(), { relaxed: false, method: 'simplex', absoluteGap: 0.999 })
    raise({ soft: Math.max(proved.soft, whole.bound), proven: closed && whole.proven })
  }
  return proved
}

/** The relaxation of a school, all parts of it. */
function relax(school: School): Relaxation {
  const relaxation = new Relaxation(school)
  addStudents(relaxation)
  const openings = addSections(relaxation)
  addStaff(relaxation, openings, addCare(relaxation))
  return relaxation
}

const modelOf = (relaxation: Relaxation, level: number): LinearModel => ({ ...relaxation.builder.build(), ...relaxation.objective(level) })

function limit(relaxation: Relaxation, medium: LinearModel, most: number): void {
  const columns = [...medium.cost.keys()].filter((j) => medium.cost[j] !== 0)
  if (columns.length === 0) return
  relaxation.atMost(
    most - medium.offset,
    columns,
    columns.map((j) => medium.cost[j]),
  )
}

async function floorOf(model: LinearModel, timeLimitSeconds: number, options: MipOptions = { relaxed: true, method: 'interior' }) {
  if (model.cost.every((c) => c === 0)) return { bound: model.offset, proven: true }
  const outcome = await solveLinear(model, { engine: 'highs', timeLimitSeconds, ...options })
  // costs are whole: a bound of 6.2 means 7
  return { bound: Math.max(0, Math.ceil(outcome.bound - 1e-4)), proven: outcome.status === 'optimal' || outcome.status === 'infeasible' }
}
