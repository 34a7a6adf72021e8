import { hostAllowed } from '../constraints/grade-fit.ts'
import { roomFits } from '../constraints/room-fit.ts'
import { sunsetMinutes } from '../dates.ts'
import type { Plan } from '../plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { Clock } from './clock.ts'
import type { Groups } from './groups.ts'
import { roomUsable } from './groups.ts'

/** Sites, rooms and care hosts. Host h below C is a class; host C + i is the i-th care room. */
export interface Places {
  readonly R: number
  readonly C: number
  readonly H: number
  readonly sites: number
  readonly roomIndex: ReadonlyMap<string, number>
  readonly classIndex: ReadonlyMap<string, number>
  readonly hostIndex: ReadonlyMap<string, number>
  readonly hostIds: readonly string[]
  readonly roomSite: Uint8Array
  readonly capacity: Int32Array
  readonly concurrent: Int32Array
  /** [host] its room and site */
  readonly hostRoom: Int32Array
  readonly hostSite: Uint8Array
  /** [activity × L + slot] rooms where a session there may be */
  readonly rooms: readonly (readonly number[])[]
  /** [class × L + slot] hosts allowed, the class itself first */
  readonly hosts: readonly (readonly number[])[]
  /** [site × sites + site] minutes */
  readonly travel: Int32Array
}

export function compilePlaces(plan: Plan, policy: Policy, clock: Clock, groups: Groups): Places {
  const { S, L } = clock
  const siteIndex = new Map(plan.sites.map((s, i) => [s.id, i]))
  const roomIndex = new Map(plan.rooms.map((r, i) => [r.id, i]))
  const sites = plan.sites.length
  const travel = new Int32Array(sites * sites)
  for (const t of plan.travel) {
    const a = siteIndex.get(t.from)!
    const b = siteIndex.get(t.to)!
    travel[a * sites + b] = travel[b * sites + a] = t.minutes
  }
  const sunsets = plan.seasons.map((_, season) => sunsetMinutes(plan, season))
  // [(season × 2L + span) × R + room]
  const R = plan.rooms.length
  const usable = new Uint8Array(S * 2 * L * R)
  for (let season = 0; season < S; season++) {
    for (let span = 0; span < 2 * L; span++) {
      const at = season * 2 * L + span
      if (clock.start[at] < 0) continue
      plan.rooms.forEach((room, r) => {
        const day = plan.slots[span % L].weekday
        if (roomUsable(room, day, plan.seasons[season].id, clock.start[at], clock.end[at], sunsets[season])) usable[at * R + r] = 1
      })
    }
  }
  const rooms = plan.activities.flatMap((activity, a) =>
    plan.slots.map((_, l) => {
      if (!groups.slots[a].includes(l)) return []
      const span = activity.length === 2 ? L + l : l
      return plan.rooms.flatMap((room, r) => {
        const everySeason = plan.seasons.every((__, season) => !groups.runs[(a * L + l) * S + season] || usable[(season * 2 * L + span) * R + r])
        return everySeason && roomFits(activity, room) ? [r] : []
      })
    }),
  )
  const C = plan.classes.length
  const hostIds = [...plan.classes.map((c) => c.id), ...plan.careRooms.map((c) => c.room)]
  const hostRoom = Int32Array.from([...plan.classes.map((c) => roomIndex.get(c.homeRoom)!), ...plan.careRooms.map((c) => roomIndex.get(c.room)!)])
  const roomSite = Uint8Array.from(plan.rooms, (r) => siteIndex.get(r.site)!)
  const hostSite = Uint8Array.from(hostRoom, (r) => roomSite[r])
  const classNeeds = new Map<string, Set<string>[]>(plan.classes.map((c) => [c.id, plan.slots.map(() => new Set<string>())]))
  const attended = new Set<string>()
  for (const student of plan.students) {
    for (const slot of student.attends) {
      attended.add(`${student.class} ${slot}`)
      for (const need of student.needs) classNeeds.get(student.class)![clock.slotIndex.get(slot)!].add(need)
    }
  }
  const hosts = plan.classes.flatMap((school, c) =>
    plan.slots.map((slot, l) => {
      const others = hostIds.flatMap((__, h) => {
        // where nobody attends, no host is forbidden: a pin or a start may name one
        if (!attended.has(`${school.id} ${slot.id}`)) return h === c ? [] : [h]
        if (h === c || hostSite[h] !== hostSite[c] || !hostAllowed(plan, policy, school, h)) return []
        const room = plan.rooms[hostRoom[h]]
        const open = plan.seasons.every((___, season) => clock.start[season * 2 * L + l] < 0 || usable[(season * 2 * L + l) * R + hostRoom[h]])
        return open && [...classNeeds.get(school.id)![l]].every((need) => room.features.includes(need)) ? [h] : []
      })
      return [c, ...others]
    }),
  )
  return {
    R,
    C,
    H: hostIds.length,
    sites,
    roomIndex,
    classIndex: new Map(plan.classes.map((c, i) => [c.id, i])),
    hostIndex: new Map(hostIds.map((id, i) => [id, i])),
    hostIds,
    roomSite,
    capacity: Int32Array.from(plan.rooms, (r) => r.capacity),
    concurrent: Int32Array.from(plan.rooms, (r) => r.concurrent),
    hostRoom,
    hostSite,
    rooms,
    hosts,
    travel,
  }
}
