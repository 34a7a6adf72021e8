import { inServiceKinds, type PlanInput, type StaffKind, type Weekday } from '../../models/after-school/plan.ts'
import type { Post } from '../../models/after-school/timetable.ts'
import { type Interval, occupied, spanOf } from './bells.ts'
import type { CareGroup } from './care.ts'
import type { Planting } from './sections.ts'
import type { World } from './world.ts'

/** Every post that the planted groups need, with its hours by season: what the staff has to cover. */

type Unstaffed<P> = P extends unknown ? Omit<P, 'season' | 'staff'> : never

export interface Job {
  readonly post: Unstaffed<Post>
  readonly site: number
  readonly weekday: Weekday
  /** by season; undefined where nobody is needed */
  readonly at: readonly (Interval | undefined)[]
  readonly need: readonly number[]
  /** sessions that a seat counts for */
  readonly weight: number
  /** periods that it takes up; none after the last bell */
  readonly periods: readonly number[]
  readonly kinds: readonly StaffKind[] | undefined
  readonly skills: readonly string[]
  readonly duty: boolean
  /** section led or assisted, index */
  readonly section?: number
  /** classes cared for; the first is the host */
  readonly classes: readonly number[]
}

/** Minutes for which somebody stays at the gate after the last bell. */
const gateMinutes = 15

export function generalDutiesOf({ shape, bells }: World): NonNullable<PlanInput['generalDuties']> {
  const lastBand = bells.slots[bells.slots.length - 1].band
  const slots = bells.slots.filter(({ band, period }) => band === lastBand && period >= 2).map(({ id }) => id)
  return shape.sites.map((site) => ({
    id: shape.sites.length > 1 ? `gate-${site.id}` : 'gate',
    name: '校门值守',
    site: site.id,
    slots,
    count: site.classesByGrade.reduce((sum, count) => sum + count, 0) >= 40 ? 2 : 1,
    afterMinutes: gateMinutes,
    kinds: ['teacher', 'school-staff', 'parent'],
  }))
}

/** @returns leads first, then assistants, duty, care by weekday and period, gates last: the order in which to seat them */
export function jobsOf(world: World, planting: Planting, care: readonly CareGroup[]): Job[] {
  return [
    ...sectionJobs(world, planting, 'lead'),
    ...sectionJobs(world, planting, 'assistant'),
    ...dutyJobs(world, planting, care),
    ...careJobs(world, care),
    ...gateJobs(world),
  ]
}

function sectionJobs({ bells, activities }: World, { sections }: Planting, name: 'lead' | 'assistant'): Job[] {
  return sections.flatMap(({ activity, number, site, sessions, students }, section) => {
    const { id, roles, kind, from } = activities[activity]
    const role = roles.find(({ role }) => role === name)
    if (!role) return []
    const need = role.count + (role.perStudents ? Math.ceil(students.length / role.perStudents) : 0)
    return sessions.map(({ slot }): Job => {
      const taken = occupied(slot, kind.length)
      // a club with a first date starts in the last season
      const at = bells.seasons.map((_, season) => (from && season < bells.seasons.length - 1 ? undefined : spanOf(bells.slots, taken, season)))
      return {
        post: { kind: 'section', activity: id, number, slot: bells.slots[slot].id, role: name },
        site,
        weekday: bells.slots[slot].weekday,
        at,
        need: at.map((time) => (time ? need : 0)),
        weight: kind.length,
        periods: taken.map((s) => bells.slots[s].period),
        kinds: role.kinds,
        skills: role.skills,
        duty: false,
        section,
        classes: [],
      }
    })
  })
}

function careJobs({ bells, policy, rooms, classes, shape }: World, care: readonly CareGroup[]): Job[] {
  return care.map((group) => {
    const slot = bells.slots[group.slot]
    const need = group.size.map((n) => Math.ceil(n / policy.studentsPerSupervisor))
    return {
      post: { kind: 'care', host: group.hostClass < 0 ? rooms[group.room].id : classes[group.hostClass].id, slot: slot.id },
      site: shape.sites.findIndex(({ id }) => id === rooms[group.room].site),
      weekday: slot.weekday,
      at: slot.at.map((time, season) => (need[season] > 0 ? time : undefined)),
      need,
      weight: 1,
      periods: [slot.period],
      kinds: inServiceKinds,
      skills: [],
      duty: false,
      classes: group.classes,
    }
  })
}

function dutyJobs({ bells, shape, rooms }: World, { sections }: Planting, care: readonly CareGroup[]): Job[] {
  const blocks = [...new Set(bells.slots.map(({ block }) => block))]
  return shape.sites.flatMap((place, site) =>
    blocks.map((block): Job => {
      const slots = bells.slots.filter((slot) => slot.block === block)
      const at = bells.seasons.map((_, season) => {
        const running = slots.flatMap((slot) => slot.at[season] ?? [])
        // where a session runs its slot has a care group, too, in any school of these sizes; a block without either needs nobody
        const isOpen =
          care.some((group) => group.size[season] > 0 && bells.slots[group.slot].block === block && rooms[group.room].site === place.id) ||
          sections.some((section) => section.site === site && section.sessions.some(({ slot }) => bells.slots[slot].block === block))
        return isOpen && running.length > 0
          ? { start: Math.min(...running.map(({ start }) => start)), end: Math.max(...running.map(({ end }) => end)) }
          : undefined
      })
      return {
        post: { kind: 'duty', site: place.id, block },
        site,
        weekday: slots[0].weekday,
        at,
        need: at.map((time) => (time ? 1 : 0)),
        weight: 1,
        periods: [slots[0].period],
        kinds: inServiceKinds,
        skills: [],
        duty: true,
        classes: [],
      }
    }),
  )
}

function gateJobs(world: World): Job[] {
  const { bells, shape } = world
  return generalDutiesOf(world).flatMap((gate) =>
    gate.slots.map((id): Job => {
      const slot = bells.slots.find((s) => s.id === id)!
      const at = slot.at.map((time) => time && { start: time.end, end: time.end + gateMinutes })
      return {
        post: { kind: 'general', duty: gate.id, slot: id },
        site: shape.sites.findIndex((site) => site.id === gate.site),
        weekday: slot.weekday,
        at,
        need: at.map((time) => (time ? gate.count! : 0)),
        weight: 1,
        periods: [],
        kinds: gate.kinds,
        skills: [],
        duty: false,
        classes: [],
      }
    }),
  )
}
