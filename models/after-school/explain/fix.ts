import { factsOf } from '../check/facts.ts'
import { type CheckFinding, checkTimetable } from '../check/index.ts'
import { viewOf } from '../check/view.ts'
import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import { validatePlan } from '../validate/index.ts'
import { descend } from './descent.ts'
import { type Elastic, elasticWeeks, type Structural } from './elastic.ts'
import { type Relaxation, relaxationsFor } from './relaxation.ts'
import { type Shortage, shortages } from './shortage.ts'

export interface FixOptions {
  /** for everything; default 10 */
  readonly seconds?: number
  /** moves of each re-solve; default 200,000 */
  readonly steps?: number
  /** findings looked at; default 10 */
  readonly most?: number
  /** ends it early: what was not tried by then is called timed out */
  readonly signal?: AbortSignal
}

type Said = Omit<Relaxation, 'apply'>

/** A relaxation whose effect was seen: the plan with it was solved again from the timetable, and the row was lower. */
export interface Fix {
  readonly relaxations: readonly Said[]
  /** amount of the row before and after */
  readonly before: number
  readonly after: number
}

export interface Unmet {
  readonly row: string
  readonly finding: CheckFinding
  /** amount of the row before and after solving the very plan again from the timetable, where that lowers it: then nothing is tried that asks somebody for something */
  readonly again?: { readonly before: number; readonly after: number }
  /** each would do alone */
  readonly single: readonly Fix[]
  /** where none would: a set of them that does together */
  readonly joint?: Fix
  /** `verified`: something above was seen to work; `none-found`: all candidates were tried; `timed-out`: not all of them. Neither of the last two proves anything */
  readonly outcome: 'verified' | 'none-found' | 'timed-out'
}

export interface Fixes {
  readonly unmet: readonly Unmet[]
  /** as few relaxations as an integer model needs for all empty seats together, solved again and seen to leave fewer empty; absent: none, or none in time */
  readonly together?: Fix
  /** seats at one instant that no choice of people can fill as the groups stand, each with its proof; of a timetable that breaks no rule */
  readonly shortages: readonly Shortage[]
  /** seats of a week or a weekday that stay empty however people are seated, limits of work counted; a time-out says so */
  readonly structural: readonly Structural[]
}

interface Tried extends Pick<Unmet, 'row' | 'finding' | 'again' | 'single'> {
  readonly list: readonly Relaxation[]
  /** every candidate was tried */
  readonly all: boolean
}

/** share of the time for relaxations alone; the rest is for models and for sets of them */
const alone = 0.6
const seatRows: readonly string[] = ['unfilled-seat', 'led']

/** What would have to change so that nothing is left open: for each finding of a hard or medium row, relaxations of the plan that were tried and that work; then what none can help, with its proof. */
export async function whatWouldFix(
  plan: Plan,
  timetable: TimetableParts,
  { seconds = 10, steps = 200_000, most = 10, signal }: FixOptions = {},
): Promise<Fixes> {
  const start = performance.now()
  const within = (share: number) => () => signal?.aborted === true || performance.now() > start + seconds * 1000 * share
  const left = () => (signal?.aborted ? 0 : seconds - (performance.now() - start) / 1000)
  const report = checkTimetable(plan, timetable)
  const open = report.constraints.filter(({ level }) => level !== 'soft').flatMap((row) => row.findings.map((finding) => ({ row: row.id as string, finding })))
  const isLawful = lawfulBeside(plan)
  const attempt = attempts(plan, timetable, steps, isLawful)

  // counting and matching first
  const short = report.hard === 0 ? shortages(plan, timetable) : []
  const candidates = relaxationsFor(plan, timetable)
  const tried: Tried[] = []
  for (const { row, finding } of open.slice(0, most)) {
    const overdue = within(alone)
    const again = await attempt(row, [], overdue)
    if (again) {
      tried.push({ row, finding, list: [], single: [], all: true, again: { before: again.before, after: again.after } })
      continue
    }
    const list: Relaxation[] = []
    const single: Fix[] = []
    let all = true
    for (const relaxation of candidates(row, finding)) {
      if (overdue()) {
        all = false
        break
      }
      if (!isLawful([relaxation])) continue
      list.push(relaxation)
      const fix = await attempt(row, [relaxation], overdue)
      if (fix) single.push(fix)
    }
    tried.push({ row, finding, list, single, all: all && !overdue() })
  }

  // then an integer model
  const seats = tried.some(({ row, again }) => seatRows.includes(row) && !again)
  const elastic = seats ? await elasticWeeks(viewOf(plan, timetable, factsOf(plan)), () => left() / 2, signal) : []
  const overdue = within(1)
  const union = elastic.flatMap(({ relaxations }) => relaxations)
  const together = union.length > 0 && !overdue() ? await attempt('unfilled-seat', distinct(union), overdue) : undefined
  const unmet: Unmet[] = []
  for (const { row, finding, list, single, all, again } of tried) {
    const joint = single.length === 0 && !again && !overdue() ? await jointOf(row, finding, list) : undefined
    const outcome = single.length > 0 || joint || again ? 'verified' : all && !overdue() ? 'none-found' : 'timed-out'
    unmet.push({ row, finding, ...(again && { again }), single, ...(joint && { joint }), outcome })
  }
  return { unmet, ...(together && { together }), shortages: short, structural: elastic.map(({ relaxations: _, ...said }) => said) }

  async function jointOf(row: string, finding: CheckFinding, list: readonly Relaxation[]): Promise<Fix | undefined> {
    const week = seatRows.includes(row) ? elastic.find((own) => speaksOf(own, finding, plan)) : undefined
    const byModel = week && week.relaxations.length > 1 ? await attempt(row, distinct(week.relaxations), overdue) : undefined
    return byModel ?? (list.length > 1 ? reduced(list, (some) => attempt(row, some, overdue), overdue) : undefined)
  }
}

/** @returns whether a plan with relaxations is still let in: nothing is wrong with it that is not wrong with this one */
function lawfulBeside(plan: Plan) {
  const faultsOf = (own: Plan) => validatePlan(own).errors.map(({ code, pointer }) => `${code} ${pointer}`)
  const before = new Set(faultsOf(plan))
  const known = new Map<string, boolean>()
  return (relaxations: readonly Relaxation[]): boolean => {
    const key = keyOf(relaxations)
    const lawful = known.get(key) ?? faultsOf(relaxedBy(relaxations, plan)).every((fault) => before.has(fault))
    known.set(key, lawful)
    return lawful
  }
}

const relaxedBy = (relaxations: readonly Relaxation[], plan: Plan): Plan => relaxations.reduce((now, { apply }) => apply(now), plan)
const keyOf = (relaxations: readonly Relaxation[]): string => JSON.stringify(relaxations.map(({ kind, where }) => [kind, where]))

/** @returns a function that solves the plan with relaxations again from the timetable; undefined where that is no lawful plan, does not lower the row, or raises something above or beside it */
function attempts(plan: Plan, timetable: TimetableParts, steps: number, isLawful: (relaxations: readonly Relaxation[]) => boolean) {
  const report = checkTimetable(plan, timetable)
  const amountOf = new Map<string, number>(report.constraints.map((row) => [row.id, row.amount]))
  const known = new Map<string, Fix | undefined>()
  return async (row: string, relaxations: readonly Relaxation[], overdue: () => boolean): Promise<Fix | undefined> => {
    const key = `${row} ${keyOf(relaxations)}`
    if (known.has(key)) return known.get(key)
    // a descent holds the thread: a signal is heard between two of them alone
    await new Promise(setImmediate)
    if (overdue() || !isLawful(relaxations)) return undefined
    const relaxed = relaxedBy(relaxations, plan)
    const before = amountOf.get(row)!
    const { timetable: found, reached } = descend(relaxed, timetable, steps, (amounts) => amounts[row] < before, overdue)
    const checked = reached ? checkTimetable(relaxed, found) : undefined
    const after = checked?.constraints.find(({ id }) => id === row)?.amount ?? before
    // lower there and higher elsewhere is no way out
    const works =
      checked !== undefined && after < before && checked.hard <= report.hard && checked.medium < report.medium + (checked.hard < report.hard ? 1e9 : 0)
    const fix = works ? { relaxations: relaxations.map(({ apply: _, ...said }) => said), before, after } : undefined
    if (fix || !overdue()) known.set(key, fix)
    return fix
  }
}

function speaksOf({ season, weekdays }: Elastic, { where }: CheckFinding, plan: Plan): boolean {
  const slot = plan.slots.find((own) => own.id === where.slot || (own.dutyBlock ?? own.id) === where.block)
  return where.season === season && slot !== undefined && weekdays.includes(slot.weekday)
}

const distinct = (list: readonly Relaxation[]): Relaxation[] => [...new Map(list.map((r) => [keyOf([r]), r])).values()]

/** All of them at once, then without each that is not needed. */
async function reduced(
  list: readonly Relaxation[],
  attempt: (some: readonly Relaxation[]) => Promise<Fix | undefined>,
  overdue: () => boolean,
): Promise<Fix | undefined> {
  let needed = list
  let fix = await attempt(list)
  if (!fix) return undefined
  for (const relaxation of list) {
    if (overdue()) return fix
    const rest = needed.filter((other) => other !== relaxation)
    const without = rest.length > 0 ? await attempt(rest) : undefined
    if (!without) continue
    needed = rest
    fix = without
  }
  return fix
}
