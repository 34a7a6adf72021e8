import { clockOf } from '../../../../src/calendar/index.ts'
import type { Plan } from '../../plan.ts'
import { findPack } from '../../policy/index.ts'
import type { Context } from '../context.ts'
import { text } from '../report.ts'

const shown = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? `[${value.join(', ')}]` : String(value))

/** Where the plan departs from its pack, and why; where the policy contradicts itself; whether the pack is in force. */
export function policyFindings({ report, policy, terms }: Context, plan: Plan): void {
  const pack = findPack(plan.policy.pack)!
  for (const [i, { field, value, reason }] of plan.policy.overrides.entries()) {
    const { clause, value: own } = terms!.find((term) => term.field === field)!
    report.finding(
      ['policy', 'overrides', i],
      value,
      'policy-override',
      text(`\`${field}\` is ${shown(value)} in place of ${shown(own)}: ${reason}`, `“${field}”由${shown(own)}调整为${shown(value)}，理由：${reason}`),
      { clause },
    )
  }
  const { latestEnd, earliestEnd } = policy!
  if (latestEnd !== null && earliestEnd !== null && earliestEnd > latestEnd) {
    report.finding(
      ['policy'],
      { latestEnd: clockOf(latestEnd), earliestEnd: clockOf(earliestEnd) },
      'policy-contradiction',
      text(
        `the service should end no earlier than ${clockOf(earliestEnd)} and must end by ${clockOf(latestEnd)}: no bell can do both.`,
        `要求不早于${clockOf(earliestEnd)}且不晚于${clockOf(latestEnd)}结束，二者无法同时满足。`,
      ),
    )
  }
  if (plan.term.start < pack.validFrom || (pack.validUntil !== undefined && plan.term.end > pack.validUntil)) {
    report.finding(
      ['policy', 'pack'],
      pack.id,
      'policy-not-in-force',
      text(
        `${pack.document} holds from ${pack.validFrom}${pack.validUntil ? ` to ${pack.validUntil}` : ''}: not for the whole term.`,
        `${pack.document}自${pack.validFrom}起${pack.validUntil ? `至${pack.validUntil}` : ''}施行，未覆盖整个学期。`,
      ),
    )
  }
}
