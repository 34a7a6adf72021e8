import type { Plan } from '../plan.ts'
import { type Context, nextSlot } from './context.ts'
import type { Reach } from './reach.ts'

/** The children of one site at one slot. */
export interface Crowd {
  readonly site: string
  /** children who attend */
  readonly attending: number
  /** of them, those whom no section can take */
  readonly inCare: number
  /** the most children that one seat of the slot can have: in care, or in the largest section per leader */
  readonly perSeat: number
}

/** @returns by slot index, the children of each site */
export function crowdsOf({ draft, policy }: Context, plan: Plan, reach: readonly Reach[]): Crowd[][] {
  const sites = new Map(plan.rooms.map((room) => [room.id, room.site]))
  const siteOf = new Map(plan.classes.map((schoolClass) => [schoolClass.id, sites.get(schoolClass.homeRoom)!]))
  const indexOf = new Map(plan.slots.map((slot, i) => [slot.id, i]))

  const perSeat = plan.slots.map(() => policy!.studentsPerSupervisor)
  for (const { size, roles, slots, length } of plan.activities) {
    const perLead = size.max / roles.find((role) => role.role === 'lead')!.count
    for (const id of slots) {
      const first = indexOf.get(id)!
      for (const slot of length === 2 ? [first, nextSlot(draft, plan.slots[first])] : [first]) perSeat[slot] = Math.max(perSeat[slot], perLead)
    }
  }

  const counts = plan.slots.map(() => new Map<string, { attending: number; inCare: number }>())
  for (const [k, student] of plan.students.entries()) {
    const site = siteOf.get(student.class)!
    for (const id of student.attends) {
      const slot = counts[indexOf.get(id)!]
      const count = slot.get(site) ?? { attending: 0, inCare: 0 }
      count.attending++
      if (!reach[k].slots.has(id)) count.inCare++
      slot.set(site, count)
    }
  }
  return counts.map((slot, i) => [...slot].map(([site, count]) => ({ site, ...count, perSeat: perSeat[i] })))
}
