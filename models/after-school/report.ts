import { type CheckReport, checkTimetable, type Unfilled, unfilledSummary } from './check/index.ts'
import { compileSchool } from './compile/school.ts'
import { planHash } from './hash.ts'
import type { Plan } from './plan.ts'
import { wishFloor } from './relax/wishes.ts'
import type { Timetable, TimetableParts } from './timetable.ts'

/** How a timetable came about. Nothing in it changes between two runs with the same plan, seed, thread count and step limit. */
export interface Provenance {
  readonly seed: number
  readonly threads: number
  readonly steps: number
  readonly stopped: string
}

type Findings = CheckReport['constraints'][number]['findings']

/** What a timetable says about itself: its price as the checker has it, and where it falls short of a rule or of a demand. */
export interface TimetableReport {
  readonly hard: number
  readonly medium: number
  readonly soft: number
  /** proved: no timetable that breaks no hard rule costs less in soft, since children wish for more places than there are */
  readonly floor: number
  /** soft − floor; null while a hard rule is broken, of which the floor does not speak */
  readonly aboveFloor: number | null
  /** cost by row id, of the rows that cost anything */
  readonly rows: Readonly<Record<string, number>>
  /** every finding of a hard row */
  readonly broken: readonly ({ readonly id: string } & Findings[number])[]
  /** seats left empty, students without a place, sections, wishes and tutoring not given: each with a way out */
  readonly unfilled: readonly Unfilled[]
}

export interface SignedTimetable extends Timetable {
  readonly report: TimetableReport
}

/** @returns the timetable with the plan's fingerprint, how it came about, the plan's overrides with their reasons, and its own report */
export function signTimetable(plan: Plan, parts: TimetableParts, provenance: Provenance, checked: CheckReport = checkTimetable(plan, parts)): SignedTimetable {
  return {
    ...parts,
    plan: planHash(plan),
    provenance: { ...provenance },
    overrides: plan.policy.overrides,
    report: reportOf(plan, parts, checked),
  }
}

export function reportOf(plan: Plan, parts: TimetableParts, { hard, medium, soft, constraints }: CheckReport): TimetableReport {
  const floor = wishFloor(compileSchool(plan))
  return {
    hard,
    medium,
    soft,
    floor,
    aboveFloor: hard > 0 ? null : soft - floor,
    rows: Object.fromEntries(constraints.filter((row) => row.cost > 0).map((row) => [row.id, row.cost])),
    broken: constraints.filter((row) => row.level === 'hard').flatMap((row) => row.findings.map((finding) => ({ id: row.id, ...finding }))),
    unfilled: unfilledSummary(plan, parts),
  }
}
