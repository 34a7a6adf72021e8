import { boundByBlocks, type LinearModel, type MipOptions, solveLinear } from '../../../src/mip/index.ts'
import { compileSchool, forgives, type School } from '../compile/school.ts'
import type { Plan } from '../plan.ts'
import { awayBySlot } from './away.ts'
import type { LowerBound } from './bound.ts'
import { addCare } from './care.ts'
import { addCompany } from './company.ts'
import { addContinuity } from './continuity.ts'
import { daysOf } from './days.ts'
import { addPacking } from './packing.ts'
import { Relaxation } from './relaxation.ts'
import { addSections } from './sections.ts'
import { addStaff, type Seats } from './staff.ts'
import { addStudents } from './students.ts'
import { wishFloor } from './wishes.ts'

export type Proved = Pick<LowerBound, 'medium' | 'soft' | 'proven'> & { /** nothing but wishes was counted for it */ readonly wishesAlone?: true }

/** Which timetables a proof speaks of, and what is known of them. */
export interface Question {
  /** the soft bound is of timetables of at most this medium cost; undefined: of any */
  readonly mediumAtMost: number | undefined
  /** one of them that breaks no hard row, by its cost: a floor above it is an engine's fault, and not told */
  readonly known?: { readonly medium: number; readonly soft: number }
}

/** models above this size are left at their linear relaxation: branching would only begin within the time */
const mostColumnsToBranch = 8000
/** models above this size take minutes: first comes a bound of students and sections alone, in a quarter of the time */
const mostColumnsAtOnce = 50_000
/** models above this size are bounded with each class's children followed together alone */
const mostColumnsToRefine = 30_000
/** the same for care by sets of classes */
const mostColumnsOfSets = 20_000
/** of the time that is left, what the medium level may take, and the weekdays by themselves */
const shareOfMedium = 0.5
const shareOfDays = 0.5

/** @param tell hears every bound that is proved, each at least as high as the one before */
export async function prove(plan: Plan, timeLimitSeconds: number, { mediumAtMost, known }: Question, tell: (proved: Proved) => void): Promise<Proved> {
  const began = performance.now()
  const left = () => timeLimitSeconds - (performance.now() - began) / 1000
  const school = compileSchool(plan)
  let proved: Proved = { medium: 0, soft: 0, proven: false }
  if (forgives(school)) return proved
  // an engine that was wrong once has not come to an end, either
  let fault = false
  const raise = ({ medium = 0, soft = 0, proven: ended = false, wishesAlone }: Partial<Proved>) => {
    const wrong = known !== undefined && (medium > known.medium || soft > known.soft)
    fault ||= wrong
    if (wrong) return
    const proven = ended && !fault
    const alone = wishesAlone ?? (medium <= proved.medium && soft <= proved.soft ? proved.wishesAlone : undefined)
    proved = { medium: Math.max(proved.medium, medium), soft: Math.max(proved.soft, soft), proven, ...(alone && { wishesAlone: true }) }
    tell(proved)
  }
  raise({ soft: wishFloor(school), wishesAlone: true })
  const coarse = relax(school, 'coarse', mediumAtMost).relaxation
  if (coarse.builder.columns > mostColumnsAtOnce) {
    const part = new Relaxation(school)
    addStudents(part)
    addSections(part)
    raise({ soft: (await floorOf(modelOf(part, 2), Math.max(1, left()))).bound })
  }
  // where a timetable without any medium cost is known, the floor is too
  const closed = mediumAtMost === 0 || (await proveMedium(school, mediumAtMost, left, (medium) => raise({ medium })))
  if (mediumAtMost !== undefined && proved.medium > mediumAtMost) {
    raise({ soft: Number.POSITIVE_INFINITY, proven: true })
    return proved
  }
  const linear = await floorOf(modelOf(coarse, 2), Math.max(1, left()))
  const refinable = coarse.builder.columns <= mostColumnsToRefine && Number.isFinite(linear.bound)
  // where the time alone is over, more of it would raise the bound
  raise({ soft: linear.bound, proven: closed && linear.proven && !refinable })
  if (!refinable || left() < 1) return proved

  let relaxed = relax(school, 'fine', mediumAtMost)
  let model = modelOf(relaxed.relaxation, 2)
  const branch = model.columns <= mostColumnsToBranch
  const finer = await floorOf(model, Math.max(1, left()))
  raise({ soft: finer.bound, proven: closed && finer.proven && !branch })
  if (!branch || left() < 1) return proved
  const bySets = relax(school, 'sets', mediumAtMost)
  if (bySets.packed && bySets.relaxation.builder.columns <= mostColumnsOfSets) {
    relaxed = bySets
    model = modelOf(relaxed.relaxation, 2)
    const sets = await floorOf(model, Math.max(1, left()))
    raise({ soft: sets.bound })
    if (sets.prices && left() > 1) {
      const days = daysOf(relaxed.relaxation, relaxed.seats, model)
      await boundByBlocks(model, days, { prices: sets.prices, timeLimitSeconds: shareOfDays * left(), tell: (bound) => raise({ soft: whole(bound) }) })
    }
  }
  if (left() > 1) {
    const outcome = await floorOf(model, left(), { relaxed: false, method: 'simplex', absoluteGap: 0.999 })
    raise({ soft: outcome.bound, proven: closed && outcome.proven })
  }
  return proved
}

/** The medium level: its linear relaxation, then, for schools whose care can be followed by sets of classes, in whole numbers. @returns whether that is its end */
async function proveMedium(school: School, mediumAtMost: number | undefined, left: () => number, raise: (medium: number) => void): Promise<boolean> {
  const linear = await floorOf(modelOf(relax(school, 'coarse', undefined).relaxation, 1), Math.max(1, left() / 3))
  raise(linear.bound)
  if (!(mediumAtMost || linear.bound)) return linear.proven
  if (left() < 1) return false
  const { relaxation, seats, packed } = relax(school, 'sets', undefined)
  if (!packed || relaxation.builder.columns > mostColumnsOfSets) return linear.proven
  const model = modelOf(relaxation, 1)
  const most = shareOfMedium * left()
  // what an incumbent has reached cannot be passed, and needs no proof beyond it
  const reached = (bound: number) => mediumAtMost !== undefined && bound >= mediumAtMost
  const sets = await floorOf(model, Math.max(1, most))
  raise(sets.bound)
  if (sets.prices) {
    const days = daysOf(relaxation, seats, model)
    const bound = await boundByBlocks(model, days, {
      prices: sets.prices,
      timeLimitSeconds: most / 2,
      ...(mediumAtMost !== undefined && { target: mediumAtMost - 0.999 }),
      tell: (b) => raise(whole(b)),
    })
    if (reached(whole(bound))) return true
  }
  if (left() < 1) return false
  const outcome = await floorOf(model, most / 2, { absoluteGap: 0.999 })
  raise(outcome.bound)
  return outcome.proven || reached(outcome.bound)
}

/** how children are followed into care: a class's together, each by itself, or a class's through sets of classes */
export type Detail = 'coarse' | 'fine' | 'sets'

export interface Relaxed {
  readonly relaxation: Relaxation
  readonly seats: Seats
  /** care is followed by sets of classes */
  readonly packed: boolean
}

/**
 * The relaxation of a school, all parts of it, for timetables of at most this medium cost. Sets of classes are followed where that is low enough that every seat is filled and every child has a place, or, for the
 * medium level alone, where it is left open; and where they are not too many.
 */
export function relax(school: School, detail: Detail, mediumAtMost: number | undefined): Relaxed {
  const relaxation = new Relaxation(school)
  addStudents(relaxation)
  const openings = addSections(relaxation)
  const away = awayBySlot(relaxation)
  const full = mediumAtMost !== undefined && mediumAtMost < leastOpen(relaxation)
  const packing = detail === 'sets' && (full || mediumAtMost === undefined) ? addPacking(relaxation, openings, away, full) : undefined
  const care = packing?.care ?? addCare(relaxation, away, detail !== 'coarse')
  const seats = addStaff(relaxation, openings, care)
  if (packing && full) addCompany(relaxation, packing, openings, seats)
  else addContinuity(relaxation, care, seats, full)
  if (mediumAtMost !== undefined) limit(relaxation, mediumAtMost)
  return { relaxation, seats, packed: packing !== undefined }
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
  return {
    bound: Math.max(0, whole(outcome.bound)),
    proven: outcome.status === 'optimal' || outcome.status === 'infeasible',
    ...(outcome.prices && { prices: outcome.prices }),
  }
}

/** costs are whole: a bound of 6.2 means 7 */
const whole = (bound: number): number => Math.ceil(bound - 1e-4)
