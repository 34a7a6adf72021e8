import { type CheckFinding, checkTimetable } from '../check/index.ts'
import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import { descend } from './descent.ts'
import { type Relaxation, relaxationsFor } from './relaxation.ts'
import { type Shortage, shortages } from './shortage.ts'

export interface FixOptions {
  /** for everything; default 10 */
  readonly seconds?: number
  /** moves of each re-solve; default 200,000 */
  readonly steps?: number
  /** findings looked at; default 10 */
  readonly most?: number
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
  /** each would do alone */
  readonly single: readonly Fix[]
  /** where none would: a set of them that does together, and without any of which it does not */
  readonly joint?: Fix
  /** `verified`: something above was seen to work; `none-found`: all candidates were tried; `timed-out`: not all of them. Neither of the last two proves anything */
  readonly outcome: 'verified' | 'none-found' | 'timed-out'
}

export interface Fixes {
  readonly unmet: readonly Unmet[]
  /** what no choice of people can fill as the groups stand, each with its proof; of a timetable that breaks no rule */
  readonly shortages: readonly Shortage[]
}

/** What would have to change so that nothing is left open: for each finding of a hard or medium row, relaxations of the plan that were tried and that work. */
export function whatWouldFix(plan: Plan, timetable: TimetableParts, { seconds = 10, steps = 200_000, most = 10 }: FixOptions = {}): Fixes {
  const end = performance.now() + seconds * 1000
  const overdue = () => performance.now() > end
  const report = checkTimetable(plan, timetable)
  const candidates = relaxationsFor(plan, timetable)
  const open = report.constraints.filter(({ level }) => level !== 'soft').flatMap((row) => row.findings.map((finding) => ({ row: row.id as string, finding })))
  const amountOf = new Map<string, number>(report.constraints.map((row) => [row.id, row.amount]))
  const known = new Map<string, Fix | undefined>()

  const attempt = (row: string, relaxations: readonly Relaxation[]): Fix | undefined => {
    const key = JSON.stringify([row, relaxations.map(({ kind, where }) => [kind, where])])
    if (known.has(key)) return known.get(key)
    const relaxed = relaxations.reduce((now, { apply }) => apply(now), plan)
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

  const unmet = open.slice(0, most).map(({ row, finding }): Unmet => {
    const list = candidates(row, finding)
    const single: Fix[] = []
    for (const relaxation of list) {
      if (overdue()) break
      const fix = attempt(row, [relaxation])
      if (fix) single.push(fix)
    }
    const joint = single.length === 0 && list.length > 1 && !overdue() ? together(list, (some) => attempt(row, some), overdue) : undefined
    const outcome = single.length > 0 || joint ? 'verified' : overdue() ? 'timed-out' : 'none-found'
    return { row, finding, single, ...(joint && { joint }), outcome }
  })
  return { unmet, shortages: report.hard === 0 ? shortages(plan, timetable) : [] }
}

/** All of them at once, then without each that is not needed. */
function together(list: readonly Relaxation[], attempt: (some: readonly Relaxation[]) => Fix | undefined, overdue: () => boolean): Fix | undefined {
  let needed = list
  let fix = attempt(list)
  if (!fix) return undefined
  for (const relaxation of list) {
    if (overdue()) return undefined
    const rest = needed.filter((other) => other !== relaxation)
    const without = rest.length > 0 ? attempt(rest) : undefined
    if (!without) continue
    needed = rest
    fix = without
  }
  return fix
}
