import type { Clock } from '../compile/clock.ts'
import type { Activity, Plan } from '../plan.ts'
import type { Policy } from '../policy/policy.ts'
import { endsInTime } from './end-time.ts'

/**
 * `slot-allowed` 三(二), a rule of domains: a session starts only at slots that its activity allows, with a next one where it needs two, at noon only where the policy
 * allows it, and ends in time in every season. A slot at which the activity runs in no season is none: nobody would serve there, and yet children be in the club.
 * @param runs whether the activity runs there in some season
 */
export function slotAllowed(plan: Plan, policy: Policy, clock: Clock, activity: Activity, slot: number, runs: boolean): boolean {
  if (!activity.slots.includes(plan.slots[slot].id)) return false
  if (!runs && !plan.someWeeks) return false
  if (activity.length === 2 && clock.next[slot] < 0) return false
  if (clock.period[slot] === 0 && !policy.noonAllowed) return false
  return endsInTime(policy, clock, activity.length === 2 ? clock.L + slot : slot)
}
