import { overridableFields } from '../../plan.ts'
import { fieldSchemas, fieldValues } from '../../policy/fields.ts'
import { findPack, type Policy, type PolicyField, type PolicyTerm, policyPacks, policyTerms, resolvePolicy } from '../../policy/index.ts'
import { unknown } from '../context.ts'
import { type Draft, each } from '../draft.ts'
import { type Report, text } from '../report.ts'
import { valueAt } from '../shape.ts'

/**
 * The pack exists, its overrides hold what their fields can, each with a reason. Comes first: other checks ask what the policy says.
 * @returns the policy as far as it is certain; nothing where the pack is unknown, or an override that is misshaped may be of any field
 */
export function checkPolicy(draft: Draft, report: Report, input: unknown): CertainPolicy | undefined {
  const { policy } = draft
  if (!policy) return undefined
  const doubtful = new Set<PolicyField>()
  if (!findPack(policy.pack)) {
    unknown(
      report,
      'unknown-policy',
      text('policy pack', '政策包'),
      policy.pack,
      policyPacks.map((pack) => pack.id),
      ['policy', 'pack'],
    )
  }
  for (const [{ field, value, reason }, i] of each(policy.overrides)) {
    const before = report.errors.length
    if (!fieldSchemas[field].safeParse(value).success) {
      const expected = fieldValues[field]
      report.fault(['policy', 'overrides', i, 'value'], value, 'override-value', text(`\`${field}\` is ${expected.en}.`, `“${field}”应为${expected.zh}。`), {
        suggestion: text('Correct the value, or remove the override.', '请更正取值或删除该项调整。'),
      })
    }
    if (reason.trim() === '') {
      report.fault(
        ['policy', 'overrides', i, 'reason'],
        reason,
        'blank-reason',
        text(`overriding \`${field}\` needs a written reason.`, `调整“${field}”须写明理由。`),
        {
          suggestion: text('Say why: the output repeats it.', '请写明理由，结果中将重复列出。'),
        },
      )
    }
    if (policy.overrides.findIndex((other) => other?.field === field) < i) {
      report.fault(['policy', 'overrides', i, 'field'], field, 'repeated', text(`\`${field}\` is overridden twice.`, `“${field}”被重复调整。`), {
        suggestion: text('Keep one of them.', '请保留其一。'),
      })
    }
    if (report.errors.length > before) doubtful.add(field)
  }
  for (const [i, override] of policy.overrides.entries()) {
    if (override) continue
    const field = overridableFields.find((one) => one === valueAt(input, ['policy', 'overrides', i, 'field']))
    if (field === undefined) return undefined
    doubtful.add(field)
  }
  // what is no list may have meant to override anything
  const given = valueAt(input, ['policy', 'overrides'])
  if (!findPack(policy.pack) || (given !== undefined && !Array.isArray(given))) return undefined
  const certain = { policy: { pack: policy.pack, overrides: [...each(policy.overrides)].map(([one]) => one).filter(({ field }) => !doubtful.has(field)) } }
  const open = Object.fromEntries([...doubtful].map((field) => [field, widest[field]]))
  return { policy: { ...resolvePolicy(certain), ...open }, terms: policyTerms(certain) }
}

interface CertainPolicy {
  readonly policy: Policy
  readonly terms: readonly PolicyTerm[]
}

/** Where it is not certain what a field says, nothing is at fault that it could allow. */
const widest: { readonly [Field in PolicyField]: Policy[Field] } = {
  latestEnd: null,
  earliestEnd: null,
  minutesPerDay: null,
  noonAllowed: true,
  studentsPerSupervisor: 1,
  tutoringGroupMax: Number.POSITIVE_INFINITY,
  inServiceSharePercent: 0,
  requiredDomains: [],
  externalsAccompanied: 'no',
  priorityGroups: [],
  mergeGrades: 'any',
  handoverMinutes: Number.POSITIVE_INFINITY,
}
