import type { Clock } from '../compile/clock.ts'
import type { Policy } from '../policy/policy.ts'

/** `end-time` 三(二), a rule of domains: a session's clock end is at most the latest end, in every season. */
export function endsInTime(policy: Policy, clock: Clock, span: number): boolean {
  if (policy.latestEnd === null) return true
  for (let season = 0; season < clock.S; season++) if (clock.end[season * 2 * clock.L + span] > policy.latestEnd) return false
  return true
}
