import type { Random } from '../../src/kernel/random.ts'
import { occupied } from './bells.ts'
import { shuffled } from './draw.ts'
import type { Planting } from './sections.ts'
import type { World } from './world.ts'

/** Plants care: who is left in class when the clubs run, and which small groups share a room. */

export interface CareGroup {
  readonly slot: number
  /** index of the class whose room it is; -1 for a care room */
  readonly hostClass: number
  /** index of the room */
  readonly room: number
  readonly classes: readonly number[]
  /** children, by season */
  readonly size: readonly number[]
}

/** In the late period this many of the highest grades go to the library. */
const libraryGrades = 2

/** @returns open groups only, by slot */
export function plantCare(random: Random, world: World, planting: Planting): CareGroup[] {
  const remaining = remainingChildren(world, planting)
  return world.bells.slots.flatMap((slot, index) => {
    const alone = world.classes.flatMap((home, c): CareGroup[] => {
      const size = remaining.map((bySlot) => bySlot[index][c])
      return size.some((n) => n > 0) ? [{ slot: index, hostClass: c, room: home.room, classes: [c], size }] : []
    })
    if (slot.period === 3) return lateGroups(world, alone)
    return mergeSome(random, world, alone)
  })
}

/** @returns children in care, by season, slot and class */
function remainingChildren({ bells, classes, pupils, activities }: World, { sections, enrolled }: Planting): number[][][] {
  return bells.seasons.map((_, season) => {
    const counts = bells.slots.map(() => classes.map(() => 0))
    for (const [student, pupil] of pupils.entries()) {
      const away = new Set(
        enrolled[student].flatMap((index) => {
          const { activity, sessions } = sections[index]
          // a club that starts late covers no season: its children keep a place in care
          return activities[activity].from ? [] : sessions.flatMap(({ slot }) => occupied(slot, activities[activity].kind.length))
        }),
      )
      for (const [slot, attends] of pupil.attends.entries()) {
        if (attends && !away.has(slot) && bells.slots[slot].at[season]) counts[slot][pupil.class]++
      }
    }
    return counts
  })
}

/** Whether the guest's children may join the host's room under the policy, one supervisor and its capacity being enough. */
function mayJoin({ policy, rooms, classes, pupils }: World, host: CareGroup, guest: CareGroup): boolean {
  const [a, b] = [classes[host.classes[0]], classes[guest.classes[0]]]
  const limit = Math.min(policy.studentsPerSupervisor, rooms[host.room].capacity)
  if (a.site !== b.site || Math.abs(a.grade - b.grade) > 1 || host.size.some((n, season) => n + guest.size[season] > limit)) return false
  return pupils.every((pupil) => pupil.class !== guest.classes[0] || pupil.needs.every((need) => rooms[host.room].features.includes(need)))
}

const joined = (host: CareGroup, guest: CareGroup): CareGroup => ({
  ...host,
  classes: [...host.classes, ...guest.classes],
  size: host.size.map((n, season) => n + guest.size[season]),
})

function mergeSome(random: Random, world: World, groups: readonly CareGroup[]): CareGroup[] {
  let result = [...groups]
  const order = shuffled(random, groups)
  let left = world.shape.mergesPerSlot
  for (const guest of order) {
    if (left === 0) break
    const host = result.find((group) => group !== guest && group.classes.length === 1 && mayJoin(world, group, guest))
    if (!host || !result.includes(guest)) continue
    result = result.filter((group) => group !== guest).map((group) => (group === host ? joined(host, guest) : group))
    left--
  }
  return result
}

/** The few who stay late: the oldest in the library, the others with their neighbours. */
function lateGroups(world: World, alone: readonly CareGroup[]): CareGroup[] {
  const result: CareGroup[] = []
  for (const group of alone) {
    const { grade, site } = world.classes[group.hostClass]
    const library = world.careRooms
      .map(({ room }) => world.rooms.findIndex(({ id }) => id === room))
      .find((room) => world.rooms[room].site === world.shape.sites[site].id)
    const shared = library !== undefined && grade > 6 - libraryGrades ? { ...group, hostClass: -1, room: library } : group
    const host = result.findLastIndex((other) =>
      shared.hostClass < 0 ? other.room === shared.room && fits(world, other, shared) : other.hostClass >= 0 && mayJoin(world, other, shared),
    )
    if (host >= 0) result[host] = joined(result[host], shared)
    else if (shared.hostClass < 0 && result.some((other) => other.room === shared.room)) result.push(group)
    else result.push(shared)
  }
  return result
}

const fits = ({ rooms }: World, host: CareGroup, guest: CareGroup): boolean =>
  host.size.every((n, season) => n + guest.size[season] <= rooms[host.room].capacity)
