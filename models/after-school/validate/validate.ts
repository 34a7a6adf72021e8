import { seasonDates } from '../dates.ts'
import type { Plan } from '../plan.ts'
import { checkActivities } from './checks/activities.ts'
import { checkAmounts } from './checks/amounts.ts'
import { checkClasses } from './checks/classes.ts'
import { checkFixed } from './checks/fixed.ts'
import { checkIds } from './checks/ids.ts'
import { checkLimits } from './checks/limits.ts'
import { checkPins } from './checks/pins.ts'
import { checkPlaces } from './checks/places.ts'
import { checkPolicy } from './checks/policy.ts'
import { checkReferences } from './checks/references.ts'
import { checkSeasons } from './checks/seasons.ts'
import { checkSlots } from './checks/slots.ts'
import { checkStaff } from './checks/staff.ts'
import { checkStudents } from './checks/students.ts'
import { checkTerm } from './checks/term.ts'
import { bellsOf, type Check, type Context } from './context.ts'
import { type Draft, firstOfEachId, readDraft } from './draft.ts'
import { type Fault, FaultError, type PlanFinding } from './fault.ts'
import { hoursFindings } from './findings/hours.ts'
import { idleFindings } from './findings/idle.ts'
import { pinFindings } from './findings/pins.ts'
import { policyFindings } from './findings/policy.ts'
import { staffingFindings } from './findings/staffing.ts'
import { wishFindings } from './findings/wishes.ts'
import { reachOf } from './reach.ts'
import { Report } from './report.ts'
import { listed, longLists } from './shape.ts'

export interface Validation {
  readonly valid: boolean
  /** with defaults filled in; present when valid */
  readonly plan?: Plan
  /** everything that is wrong: faults of form first */
  readonly errors: readonly Fault[]
  /** what follows from the plan; only for a valid one */
  readonly findings: readonly PlanFinding[]
}

/** a campus group has 4,500 students and 300 staff */
const mostEntries = {
  ...Object.fromEntries(
    ['seasons', 'slots', 'sites', 'rooms', 'travel', 'careRooms', 'classes', 'staff', 'activities', 'generalDuties'].map((list) => [list, 5000]),
  ),
  students: 20_000,
}

const checks: readonly Check[] = [
  checkReferences,
  checkAmounts,
  checkSlots,
  checkPlaces,
  checkClasses,
  checkStudents,
  checkStaff,
  checkActivities,
  checkFixed,
  checkPins,
  checkLimits,
]

/** Lists every fault of a plan at once: those of form, and those of meaning in all that has the form of a plan. */
export function validatePlan(input: unknown): Validation {
  const long = longLists(input, mostEntries)
  if (long.length > 0) return { valid: false, errors: long, findings: [] }
  const { draft: read, plan, faults } = readDraft(input)
  const report = new Report()
  checkIds(read, report)
  const draft = firstOfEachId(read)
  const certain = checkPolicy(draft, report, input)
  const bare = {
    draft,
    report,
    policy: certain?.policy,
    terms: certain?.terms,
    bells: bellsOf(draft),
  }
  checkTerm({ ...bare, dates: undefined })
  checkSeasons({ ...bare, dates: undefined })
  const context: Context = { ...bare, dates: datesOf(draft, report) }
  for (const check of checks) check(context)

  const errors = [...faults, ...report.errors]
  if (!plan || errors.length > 0) return { valid: false, errors: listed(errors), findings: [] }
  policyFindings(context, plan)
  hoursFindings(context, plan)
  idleFindings(context, plan)
  pinFindings(context, plan)
  const reach = reachOf(plan)
  wishFindings(context, plan, reach)
  staffingFindings(context, plan, reach)
  return { valid: true, plan, errors, findings: report.findings }
}

/** @returns the plan @throws FaultError with every fault */
export function parsePlan(input: unknown): Plan {
  const { plan, errors } = validatePlan(input)
  if (!plan) throw new FaultError(errors)
  return plan
}

/** the dates can be counted once term and seasons are in order */
const datesOf = (draft: Draft, report: Report): Context['dates'] =>
  draft.term &&
  draft.whole('seasons') &&
  draft.timezone !== undefined &&
  !report.errors.some(({ pointer }) => /^\/(term|timezone|seasons\/\d+\/from)(\/|$)/.test(pointer))
    ? seasonDates({ term: draft.term, seasons: draft.seasons as Plan['seasons'] })
    : undefined
