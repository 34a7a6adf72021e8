import { minutesOf } from '../../../src/calendar/clock.ts'
import { slotAllowed } from '../constraints/slot-allowed.ts'
import type { Plan, Role } from '../plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { Clock } from './clock.ts'

/** Activities, their sections and sessions. Section x of activity a has number x − sectionsFrom[a] + 1; session z = sessionsFrom[x] + k. */
export interface Groups {
  readonly A: number
  readonly X: number
  readonly Z: number
  readonly activityIndex: ReadonlyMap<string, number>
  readonly sectionsFrom: Int32Array
  readonly sectionActivity: Int32Array
  readonly sessionsFrom: Int32Array
  readonly sessionSection: Int32Array
  /** [activity] */
  readonly length: Uint8Array
  readonly sessionsPerWeek: Uint8Array
  readonly sizeMin: Int32Array
  readonly sizeMax: Int32Array
  readonly sectionsMin: Int32Array
  readonly crossSite: Uint8Array
  /** [activity × 2 + role] role 0 lead, 1 assistant: fixed seats, and students per further seat (0: none) */
  readonly roleCount: Int32Array
  readonly rolePer: Int32Array
  readonly roles: readonly (Role | undefined)[]
  /** [activity] domains as bits, in the order of the policy's required ones; others are dropped */
  readonly domainBits: Int32Array
  /** [activity] slots where a session may start */
  readonly slots: readonly (readonly number[])[]
  /** [(activity × L + slot) × S + season] 1 where a session there runs, 3 where it also covers the season */
  readonly runs: Uint8Array
}

export function compileGroups(plan: Plan, policy: Policy, clock: Clock): Groups {
  const { S, L } = clock
  const activities = plan.activities
  const A = activities.length
  const sectionsFrom = new Int32Array(A + 1)
  const sectionActivity: number[] = []
  const sessionsFrom: number[] = [0]
  const sessionSection: number[] = []
  activities.forEach((activity, a) => {
    for (let i = 0; i < activity.sections.max; i++) {
      for (let k = 0; k < activity.sessionsPerWeek; k++) sessionSection.push(sectionActivity.length)
      sectionActivity.push(a)
      sessionsFrom.push(sessionSection.length)
    }
    sectionsFrom[a + 1] = sectionActivity.length
  })
  const roles = activities.flatMap((a) => [a.roles.find((r) => r.role === 'lead'), a.roles.find((r) => r.role === 'assistant')])
  const runs = new Uint8Array(A * L * S)
  activities.forEach((activity, a) => {
    for (let l = 0; l < L; l++) {
      const span = activity.length === 2 ? L + l : l
      for (let season = 0; season < S; season++) {
        if (clock.start[season * 2 * L + span] < 0) continue
        const { from, to } = activity
        const dates = clock.dates[season * 7 + clock.weekday[l]]
        const inside = dates.filter((d) => (from === undefined || from <= d) && (to === undefined || d <= to))
        if (from === undefined && to === undefined) runs[(a * L + l) * S + season] = 3
        else if (inside.length > 0) runs[(a * L + l) * S + season] = inside.length === dates.length ? 3 : 1
      }
    }
  })
  return {
    A,
    X: sectionActivity.length,
    Z: sessionSection.length,
    activityIndex: new Map(activities.map((a, i) => [a.id, i])),
    sectionsFrom,
    sectionActivity: Int32Array.from(sectionActivity),
    sessionsFrom: Int32Array.from(sessionsFrom),
    sessionSection: Int32Array.from(sessionSection),
    length: Uint8Array.from(activities, (a) => a.length),
    sessionsPerWeek: Uint8Array.from(activities, (a) => a.sessionsPerWeek),
    sizeMin: Int32Array.from(activities, (a) => a.size.min),
    sizeMax: Int32Array.from(activities, (a) => a.size.max),
    sectionsMin: Int32Array.from(activities, (a) => a.sections.min),
    crossSite: Uint8Array.from(activities, (a) => (a.crossSite ? 1 : 0)),
    roleCount: Int32Array.from(roles, (r) => r?.count ?? 0),
    rolePer: Int32Array.from(roles, (r) => r?.perStudents ?? 0),
    roles,
    domainBits: Int32Array.from(activities, (a) =>
      a.domains.reduce((bits, d) => bits | (policy.requiredDomains.includes(d) ? 1 << policy.requiredDomains.indexOf(d) : 0), 0),
    ),
    slots: activities.map((activity, a) => {
      const isRun = (l: number) => runs.subarray((a * L + l) * S, (a * L + l + 1) * S).some((run) => run > 0)
      return plan.slots.flatMap((_, l) => (slotAllowed(plan, policy, clock, activity, l, isRun(l)) ? [l] : []))
    }),
    runs,
  }
}

/** rooms that are open at a clock interval: inside a window of the weekday, outdoors before sunset */
export function roomUsable(room: Plan['rooms'][number], weekday: string, season: string, start: number, end: number, sunset: number | undefined): boolean {
  if (room.outdoor && sunset !== undefined && end > sunset) return false
  if (!room.windows) return true
  return room.windows.some(
    (w) => w.weekday === weekday && (w.season === undefined || w.season === season) && minutesOf(w.start) <= start && end <= minutesOf(w.end),
  )
}
