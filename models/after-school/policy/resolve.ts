import { minutesOf } from '../../../src/calendar/index.ts'
import { overridableFields, type Plan } from '../plan.ts'
import { fieldSchemas } from './fields.ts'
import { luoyang2020 } from './luoyang-2020-87.ts'
import { national2021 } from './national-2021.ts'
import type { PolicyPack, PolicyValues } from './pack.ts'
import type { Policy, PolicyTerm } from './policy.ts'

export const policyPacks: readonly PolicyPack[] = [luoyang2020, national2021]

type PlanPolicy = Pick<Plan, 'policy'>

export const findPack = (id: string): PolicyPack | undefined => policyPacks.find((pack) => pack.id === id)

/** @returns every field of the plan's policy, in the schema's order @throws RangeError for an unknown pack, ZodError for an override that its field cannot hold */
export function policyTerms({ policy }: PlanPolicy): PolicyTerm[] {
  const pack = findPack(policy.pack)
  if (!pack) throw new RangeError(`Unknown policy pack '${policy.pack}'.`)
  return overridableFields.map((field) => {
    const override = policy.overrides.findLast((o) => o.field === field)
    const term = { field, ...pack.fields[field] }
    return override ? { ...term, override: { value: fieldSchemas[field].parse(override.value), reason: override.reason } } : term
  })
}

/** @returns the policy that holds for the plan @throws as `policyTerms` */
export function resolvePolicy(plan: PlanPolicy): Policy {
  const values = Object.fromEntries(policyTerms(plan).map((term) => [term.field, (term.override ?? term).value])) as unknown as PolicyValues
  const minutes = (clock: string | null) => (clock === null ? null : minutesOf(clock))
  return { ...values, latestEnd: minutes(values.latestEnd), earliestEnd: minutes(values.earliestEnd), levels: findPack(plan.policy.pack)!.levels }
}
