import { minutesOf } from '../../../src/calendar/clock.ts'
import { offered } from '../constraints/staff-offer.ts'
import { refuses } from '../constraints/staff-refusal.ts'
import { fitsRole } from '../constraints/staff-role.ts'
import { vetted } from '../constraints/staff-vetting.ts'
import type { Plan, Staff } from '../plan.ts'
import { inServiceKinds, weekdays } from '../plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { Clock } from './clock.ts'
import type { Groups } from './groups.ts'
import type { Places } from './places.ts'

/**
 * Staff, and where each may sit. A *call* is what a seat asks of a person: (activity, role, slot), (care, slot), (duty block) or (general duty, slot), per season.
 * Calls: section ((a × 2 + role) × L + slot) × S + season, then care slot × S + season, then duty block × S + season, then general g × S + season.
 */
export interface People {
  readonly P: number
  readonly staffIndex: ReadonlyMap<string, number>
  readonly careCalls: number
  readonly dutyCalls: number
  readonly generalCalls: number
  readonly K: number
  /** blocks of slots that share a duty leader, and each slot's */
  readonly B: number
  readonly blockIds: readonly string[]
  readonly slotBlock: Int16Array
  /** general duties × their slots */
  readonly G: number
  readonly generalDuty: Int16Array
  readonly generalSlot: Int16Array
  readonly generalCount: Int32Array
  readonly generalSite: Uint8Array
  /** [call × P + person] amount of `staff-preference`, or 255 where the person may never sit */
  readonly permit: Uint8Array
  readonly candidatesFrom: Int32Array
  readonly candidates: Int16Array
  /** [call]: weekday; its bit among the clock intervals of that weekday and season; the bits at once with it; start and end in minutes, −1 where it never runs */
  readonly callDay: Uint8Array
  readonly callBit: Int32Array
  readonly callClash: Int32Array
  readonly callStart: Int16Array
  readonly callEnd: Int16Array
  /** [call] periods served (bits; after-duties serve none) and weight in sessions */
  readonly callPeriods: Int32Array
  readonly callWeight: Uint8Array
  readonly inService: Uint8Array
  readonly mayLead: Uint8Array
  /** [person × C + class] */
  readonly teaches: Uint8Array
  /** [person] limits */
  readonly perDay: Int32Array
  readonly perWeek: Int32Array
  readonly minutesPerWeek: Int32Array
  readonly minutesPerDay: Int32Array
  readonly consecutive: Uint8Array
  readonly days: Uint8Array
  /** [(person × S + season) × 7 + weekday] minutes of regular teaching */
  readonly teaching: Int32Array
  /** [person × 3 + weight] ⌈pay × weight ÷ 10⌉, and the yuan themselves */
  readonly payTens: Int32Array
  readonly pay: Int32Array
  /** [person × S + season] `fair-load` target; −1 for those who are not counted */
  readonly target: Int32Array
}

export function compilePeople(plan: Plan, clock: Clock, groups: Groups, places: Places, policy: Policy, attending: (c: number, l: number) => number): People {
  const { S, L } = clock
  const P = plan.staff.length
  const blockOf = (l: number) => plan.slots[l].dutyBlock ?? plan.slots[l].id
  const blockIds = [...new Set(plan.slots.map((_, l) => blockOf(l)))]
  const B = blockIds.length
  const slotBlock = Int16Array.from(plan.slots, (_, l) => blockIds.indexOf(blockOf(l)))
  const general = plan.generalDuties.flatMap((duty, d) => duty.slots.map((id) => ({ duty, d, l: clock.slotIndex.get(id)! })))
  const careCalls = groups.A * 2 * L * S
  const dutyCalls = careCalls + L * S
  const generalCalls = dutyCalls + B * S
  const K = generalCalls + general.length * S
  const int = () => new Int32Array(K)
  const callDay = new Uint8Array(K)
  const callBit = int()
  const callClash = int()
  const callStart = new Int16Array(K).fill(-1)
  const callEnd = new Int16Array(K).fill(-1)
  const callPeriods = int()
  const callWeight = new Uint8Array(K).fill(1)
  const permit = new Uint8Array(K * P).fill(255)

  // what every call asks: its clock interval, and who may sit
  const set = (
    call: number,
    day: number,
    start: number,
    end: number,
    periods: number,
    may: (person: Staff) => boolean,
    dates: readonly string[],
    season: number,
  ) => {
    callDay[call] = day
    callStart[call] = start
    callEnd[call] = end
    callPeriods[call] = periods
    plan.staff.forEach((person, p) => {
      if (!may(person)) return
      const reluctance = offered(person, weekdays[day], plan.seasons[season].id, start, end)
      if (reluctance >= 0 && vetted(person, dates)) permit[call * P + p] = reluctance
    })
  }
  for (let season = 0; season < S; season++) {
    const at = season * 2 * L
    const datesOf = (l: number) => clock.dates[season * 7 + clock.weekday[l]]
    plan.activities.forEach((activity, a) => {
      for (const l of groups.slots[a]) {
        if (!groups.runs[(a * L + l) * S + season]) continue
        const span = activity.length === 2 ? L + l : l
        const periods = (1 << clock.period[l]) | (activity.length === 2 ? 1 << (clock.period[l] + 1) : 0)
        const dates = datesOf(l).filter((d) => (activity.from === undefined || activity.from <= d) && (activity.to === undefined || d <= activity.to))
        for (let r = 0; r < 2; r++) {
          const role = groups.roles[a * 2 + r]
          if (!role) continue
          const call = ((a * 2 + r) * L + l) * S + season
          callWeight[call] = activity.length
          set(
            call,
            clock.weekday[l],
            clock.start[at + span],
            clock.end[at + span],
            periods,
            (p) => !refuses(p, activity) && fitsRole(p, role.kinds, role.skills),
            dates,
            season,
          )
        }
      }
    })
    for (let l = 0; l < L; l++) {
      if (clock.start[at + l] < 0) continue
      set(
        careCalls + l * S + season,
        clock.weekday[l],
        clock.start[at + l],
        clock.end[at + l],
        1 << clock.period[l],
        (p) => fitsRole(p, plan.careRole.kinds, plan.careRole.skills),
        datesOf(l),
        season,
      )
    }
    for (let b = 0; b < B; b++) {
      const mine = plan.slots.flatMap((_, l) => (slotBlock[l] === b && clock.start[at + l] >= 0 ? [l] : []))
      if (mine.length === 0) continue
      const start = Math.min(...mine.map((l) => clock.start[at + l]))
      const end = Math.max(...mine.map((l) => clock.end[at + l]))
      set(dutyCalls + b * S + season, clock.weekday[mine[0]], start, end, 1 << clock.period[mine[0]], (p) => p.mayLeadDuty, datesOf(mine[0]), season)
    }
    general.forEach(({ duty, l }, g) => {
      if (clock.start[at + l] < 0) return
      const after = duty.afterMinutes
      const start = after === undefined ? clock.start[at + l] : clock.end[at + l]
      const end = after === undefined ? clock.end[at + l] : clock.end[at + l] + after
      set(
        generalCalls + g * S + season,
        clock.weekday[l],
        start,
        end,
        after === undefined ? 1 << clock.period[l] : 0,
        (p) => fitsRole(p, duty.kinds, duty.skills),
        datesOf(l),
        season,
      )
    })
  }
  numberIntervals({ S, K, callDay, callStart, callEnd, callBit, callClash })

  const candidatesFrom = new Int32Array(K + 1)
  const candidates: number[] = []
  for (let call = 0; call < K; call++) {
    for (let p = 0; p < P; p++) if (permit[call * P + p] !== 255) candidates.push(p)
    candidatesFrom[call + 1] = candidates.length
  }
  const limits = (f: (l: Staff['limits']) => number) => Int32Array.from(plan.staff, (p) => f(p.limits))
  const teaching = new Int32Array(P * S * 7)
  plan.staff.forEach((person, p) => {
    for (const t of person.teaching) {
      for (let season = 0; season < S; season++) {
        if (t.season !== undefined && t.season !== plan.seasons[season].id) continue
        teaching[(p * S + season) * 7 + weekdays.indexOf(t.weekday)] += minutesOf(t.end) - minutesOf(t.start)
      }
    }
  })
  const teaches = new Uint8Array(P * places.C)
  plan.staff.forEach((person, p) => {
    for (const c of person.teaches) teaches[p * places.C + places.classIndex.get(c)!] = 1
  })
  const siteIndex = new Map(plan.sites.map((s, i) => [s.id, i]))
  const people = {
    P,
    staffIndex: new Map(plan.staff.map((p, i) => [p.id, i])),
    careCalls,
    dutyCalls,
    generalCalls,
    K,
    B,
    blockIds,
    slotBlock,
    G: general.length,
    generalDuty: Int16Array.from(general, (g) => g.d),
    generalSlot: Int16Array.from(general, (g) => g.l),
    generalCount: Int32Array.from(general, (g) => g.duty.count),
    generalSite: Uint8Array.from(general, (g) => siteIndex.get(g.duty.site)!),
    permit,
    candidatesFrom,
    candidates: Int16Array.from(candidates),
    callDay,
    callBit,
    callClash,
    callStart,
    callEnd,
    callPeriods,
    callWeight,
    inService: Uint8Array.from(plan.staff, (p) => (inServiceKinds.includes(p.kind) ? 1 : 0)),
    mayLead: Uint8Array.from(plan.staff, (p) => (p.mayLeadDuty ? 1 : 0)),
    teaches,
    perDay: limits((l) => l.sessionsPerDay),
    perWeek: limits((l) => l.sessionsPerWeek),
    minutesPerWeek: limits((l) => l.minutesPerWeek),
    minutesPerDay: limits((l) => l.minutesPerDay),
    consecutive: Uint8Array.from(limits((l) => l.consecutiveDays)),
    days: Uint8Array.from(limits((l) => l.daysPerWeek)),
    teaching,
    payTens: Int32Array.from(plan.staff.flatMap((p) => [0, 1, 2].map((w) => Math.ceil((p.payPerSession * w) / 10)))),
    pay: Int32Array.from(plan.staff, (p) => p.payPerSession),
  }
  return { ...people, target: fairTargets(plan, clock, groups, places, people, policy, attending) }
}

/** Gives each clock interval of a weekday and season a bit, so that whether a person is free is one `and`. */
function numberIntervals(x: {
  S: number
  K: number
  callDay: Uint8Array
  callStart: Int16Array
  callEnd: Int16Array
  callBit: Int32Array
  callClash: Int32Array
}): void {
  const seen = new Map<number, { start: number; end: number }[]>()
  for (let call = 0; call < x.K; call++) {
    if (x.callStart[call] < 0) continue
    const day = (call % x.S) * 7 + x.callDay[call]
    const list = seen.get(day) ?? []
    seen.set(day, list)
    let at = list.findIndex((i) => i.start === x.callStart[call] && i.end === x.callEnd[call])
    if (at < 0) at = list.push({ start: x.callStart[call], end: x.callEnd[call] }) - 1
    if (at > 31) throw new RangeError('more than 32 different clock intervals on one weekday: give bands the same bells, or share duty blocks')
    x.callBit[call] = 1 << at
  }
  for (let call = 0; call < x.K; call++) {
    if (x.callStart[call] < 0) continue
    seen.get((call % x.S) * 7 + x.callDay[call])!.forEach((i, at) => {
      if (i.start < x.callEnd[call] && x.callStart[call] < i.end) x.callClash[call] |= 1 << at
    })
  }
}

/** The constants of `fair-load`: each counted person's fair share of a season's service, in sessions a week, less what was carried over. */
export function fairTargets(
  plan: Plan,
  clock: Clock,
  groups: Groups,
  places: Places,
  people: Pick<People, 'P' | 'B' | 'slotBlock' | 'G' | 'generalCount' | 'generalSlot' | 'inService' | 'perWeek'>,
  policy: Policy,
  attending: (c: number, l: number) => number,
): Int32Array {
  const { S, L } = clock
  const target = new Int32Array(people.P * S).fill(-1)
  for (let season = 0; season < S; season++) {
    const at = season * 2 * L
    const running = plan.slots.flatMap((_, l) => (clock.start[at + l] >= 0 ? [l] : []))
    let demand = 0
    for (let site = 0; site < places.sites; site++) {
      const blocks = new Set<number>()
      for (const l of running) {
        for (let c = 0; c < places.C; c++) if (places.hostSite[c] === site && attending(c, l) > 0) blocks.add(people.slotBlock[l])
      }
      demand += blocks.size
    }
    for (const l of running) for (let c = 0; c < places.C; c++) demand += Math.ceil(attending(c, l) / policy.studentsPerSupervisor)
    for (let g = 0; g < people.G; g++) if (clock.start[at + people.generalSlot[g]] >= 0) demand += people.generalCount[g]
    plan.activities.forEach((activity, a) => {
      if (!groups.slots[a].some((l) => groups.runs[(a * L + l) * S + season])) return
      const fixed = groups.roleCount[a * 2] + groups.roleCount[a * 2 + 1]
      demand += Math.ceil(activity.sections.max / 2) * activity.sessionsPerWeek * activity.length * fixed
    })
    const caps = plan.staff.map((person, p) => {
      if (!people.inService[p] || person.offers.length === 0) return 0
      const can = running.filter((l) => offered(person, plan.slots[l].weekday, plan.seasons[season].id, clock.start[at + l], clock.end[at + l]) >= 0)
      return Math.min(people.perWeek[p], can.length)
    })
    const total = caps.reduce((sum, c) => sum + c, 0)
    plan.staff.forEach((person, p) => {
      if (!people.inService[p] || person.offers.length === 0) return
      target[p * S + season] = Math.max(0, (total === 0 ? 0 : Math.floor((caps[p] * demand) / total)) - person.carried)
    })
  }
  return target
}
