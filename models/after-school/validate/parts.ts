import type { Plan } from '../plan.ts'
import { policyTerms, resolvePolicy } from '../policy/index.ts'
import { bellsOf, type Check } from './context.ts'
import { draftOfPlan } from './draft.ts'
import type { Fault } from './fault.ts'
import { Report } from './report.ts'

/** @returns what these checks find in a part of a plan: it has the form of one, its policy is known, and its seasons say when the sun sets */
export function partFaults(part: Plan, checks: readonly Check[]): Fault[] {
  const draft = draftOfPlan(part)
  const report = new Report()
  const context = { draft, report, policy: resolvePolicy(part), terms: policyTerms(part), bells: bellsOf(draft), dates: undefined }
  for (const check of checks) check(context)
  return report.errors
}
