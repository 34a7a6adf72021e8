import { fieldSchemas, fieldValues } from '../../policy/fields.ts'
import { findPack, policyPacks } from '../../policy/index.ts'
import { unknown } from '../context.ts'
import type { Draft } from '../draft.ts'
import { type Report, text } from '../report.ts'

/** The pack exists, its overrides hold what their fields can, each with a reason. Comes first: other checks ask what the policy says. */
export function checkPolicy(draft: Draft, report: Report): void {
  const { policy } = draft
  if (!policy) return
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
  for (const [i, { field, value, reason }] of policy.overrides.entries()) {
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
    if (policy.overrides.findIndex((other) => other.field === field) < i) {
      report.fault(['policy', 'overrides', i, 'field'], field, 'repeated', text(`\`${field}\` is overridden twice.`, `“${field}”被重复调整。`), {
        suggestion: text('Keep one of them.', '请保留其一。'),
      })
    }
  }
}
