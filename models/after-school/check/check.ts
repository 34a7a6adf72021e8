import { type LevelName, type RowId, rows } from '../catalogue.ts'
import type { Plan } from '../plan.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { FaultError } from '../validate/fault.ts'
import { factsOf } from './facts.ts'
import { inspect } from './faults.ts'
import type { CheckFinding } from './finding.ts'
import { pricers } from './rows.ts'
import type { View } from './view.ts'

/** What one row costs, and where. */
export interface PricedRow {
  readonly id: RowId
  readonly level: LevelName
  /** whole, unweighted: the sum over the findings */
  readonly amount: number
  readonly weight: number
  /** weight × amount */
  readonly cost: number
  readonly findings: readonly CheckFinding[]
}

export interface CheckReport {
  readonly hard: number
  readonly medium: number
  readonly soft: number
  /** every row of the catalogue, in its order */
  readonly constraints: readonly PricedRow[]
}

/**
 * Prices a timetable from the plan alone.
 * @throws FaultError with every fault, when the timetable is malformed: that is never priced
 */
export function checkTimetable(plan: Plan, timetable: Timetable | TimetableParts): CheckReport {
  const { report, view } = inspect(factsOf(plan), timetable)
  if (report.errors.length > 0) throw new FaultError(report.errors)
  return priceView(view)
}

/** The same for a timetable that has been read already. */
export function priceView(view: View): CheckReport {
  const { plan, policy } = view.facts
  const constraints = rows.map((row): PricedRow => {
    const findings = pricers[row.id](view)
    const amount = findings.reduce((sum, finding) => sum + finding.amount, 0)
    const weight = plan.weights[row.id] ?? row.weight
    return { id: row.id, level: policy.levels[row.id] ?? row.level, amount, weight, cost: weight * amount, findings }
  })
  const total = (level: LevelName) => constraints.reduce((sum, row) => sum + (row.level === level ? row.cost : 0), 0)
  return { hard: total('hard'), medium: total('medium'), soft: total('soft'), constraints }
}
