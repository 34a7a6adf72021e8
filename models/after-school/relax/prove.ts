import { type LinearModel, type MipOptions, solveLinear } from '../../../src/mip/index.ts'
import { compileSchool, forgives, type School } from '../compile/school.ts'
import type { Plan } from '../plan.ts'
import type { LowerBound } from './bound.ts'
import { addCare } from './care.ts'
import { addContinuity } from './continuity.ts'
import { Relaxation } from './relaxation.ts'
import { addSections } from './sections.ts'
import { addStaff, type Seats } from './staff.ts'
import { addStudents } from './students.ts'

export type Proved = Pick<LowerBound, 'medium' | 'soft' | 'proven'>

/** models above this size are left at their linear relaxation: branching would only begin within the time */
const mostColumnsToBranch = 8000
/** models above this size take minutes: first comes a bound of students and sections alone, in a quarter of the time */
const mostColumnsAtOnce = 50_000

/** models above this size are bounded with each class's children followed together alone */
const mostColumnsToRefine = 30_000

/** @param tell hears every bound that is proved, each at least as high as the one before */
export async function prove(plan: Plan, timeLimitSeconds: number, mediumAtMost: number | undefined, tell: (proved: Proved) => void): Promise<Proved> {
  const began = performance.now()
  const left = () => timeLimitSeconds - (performance.now() - began) / 1000
  const school = compileSchool(plan)
  let proved: Proved = { medium: 0, soft: 0, proven: false }
  if (forgives(school)) return proved
  const raise = (more: Partial<Proved>) => {
    proved = { ...proved, ...more, soft: Math.max(proved.soft, more.soft ?? 0) }
    tell(proved)
  }
  const coarse = relax(school, false, mediumAtMost).relaxation
  if (coarse.builder.columns > mostColumnsAtOnce) {
    const part = new Relaxation(school)
    addStudents(part)
    addSections(part)
    raise({ soft: (await floorOf(modelOf(part, 2), Math.max(1, left()))).bound })
  }
  let closed = true
  // where a timetable without any medium cost is known, the floor is too
  if (mediumAtMost !== 0) {
    const floor = await floorOf(modelOf(relax(school, false, undefined).relaxation, 1), Math.max(1, left() / 3))
    closed = floor.proven
    raise({ medium: floor.bound })
  }
  const linear = await floorOf(modelOf(coarse, 2), Math.max(1, left()))
  const refine = coarse.builder.columns <= mostColumnsToRefine && Number.isFinite(linear.bound) && left() > 1
  raise({ soft: linear.bound, proven: closed && linear.proven && !refine })
  if (!refine) return proved

  const fine = modelOf(relax(school, true, mediumAtMost).relaxation, 2)
  const branch = fine.columns <= mostColumnsToBranch
  const finer = await floorOf(fine, Math.max(1, left()))
  raise({ soft: finer.bound, proven: closed && finer.proven && !branch })
  if (branch && left() > 1) {
    const whole = await floorOf(fine, left(), { relaxed: false, method: 'simplex', absoluteGap: 0.999 })
    raise({ soft: whole.bound, proven: closed && whole.proven })
  }
  return proved
}

/** The relaxation of a school, all parts of it, for timetables of at most this medium cost; and its seats. */
export function relax(school: School, fine: boolean, mediumAtMost: number | undefined): { readonly relaxation: Relaxation; readonly seats: Seats } {
  const relaxation = new Relaxation(school)
  addStudents(relaxation)
  const openings = addSections(relaxation)
  const care = addCare(relaxation, fine)
  const seats = addStaff(relaxation, openings, care)
  addContinuity(relaxation, care, seats, mediumAtMost !== undefined && mediumAtMost < leastOpen(relaxation))
  if (mediumAtMost !== undefined) limit(relaxation, mediumAtMost)
  return { relaxation, seats }
}

/** @returns the medium cost that one empty seat or one child without a place has at least; 0 where a policy makes them wishes */
function leastOpen(relaxation: Relaxation): number {
  const of = (['unfilled-seat', 'unplaced-student'] as const).map((row) => relaxation.weight(row))
  return Math.min(...of.map(({ weight, level }) => (level === 0 ? Number.POSITIVE_INFINITY : level === 1 ? weight : 0)))
}

export const modelOf = (relaxation: Relaxation, level: number): LinearModel => ({ ...relaxation.builder.build(), ...relaxation.objective(level) })

function limit(relaxation: Relaxation, most: number): void {
  const { cost, offset } = relaxation.objective(1)
  const columns = [...cost.keys()].filter((j) => cost[j] !== 0)
  if (columns.length === 0) return
  relaxation.atMost(
    most - offset,
    columns,
    columns.map((j) => cost[j]),
  )
}

async function floorOf(model: LinearModel, timeLimitSeconds: number, options: MipOptions = { relaxed: true, method: 'interior' }) {
  if (model.cost.every((c) => c === 0)) return { bound: model.offset, proven: true }
  const outcome = await solveLinear(model, { engine: 'highs', timeLimitSeconds, ...options })
  // costs are whole: a bound of 6.2 means 7
  return { bound: Math.max(0, Math.ceil(outcome.bound - 1e-4)), proven: outcome.status === 'optimal' || outcome.status === 'infeasible' }
}
