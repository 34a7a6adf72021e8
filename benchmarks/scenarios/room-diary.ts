import { minutesOf } from '../../src/calendar/index.ts'
import type { Random } from '../../src/kernel/random.ts'
import { occupied, overlap, spanOf } from './bells.ts'
import { best, indicesWhere } from './draw.ts'
import type { World } from './world.ts'

/** Which special room is taken when. Home rooms are left to their classes. */
export class RoomDiary {
  private readonly world: World
  private readonly homes: ReadonlySet<number>
  /** by room: what is in it */
  private readonly entries: { slot: number; length: 1 | 2 }[][]
  private readonly counts: Int32Array

  constructor(world: World) {
    this.world = world
    this.homes = new Set(world.classes.map(({ room }) => room))
    this.entries = world.rooms.map(() => [])
    this.counts = new Int32Array(world.shape.sites.length * world.bells.slots.length)
  }

  sessionsAt(site: number, slot: number): number {
    return this.counts[site * this.world.bells.slots.length + slot]
  }

  enter(site: number, slot: number, room: number, length: 1 | 2): void {
    this.entries[room].push({ slot, length })
    for (const s of occupied(slot, length)) this.counts[site * this.world.bells.slots.length + s]++
  }

  /** @returns a room that fits the activity and is free, the plainest and then the smallest; -1 if there is none */
  find(random: Random, activity: number, site: number, slot: number): number {
    const { rooms, shape, activities } = this.world
    const { room: needed, length, size } = activities[activity].kind
    const free = indicesWhere(rooms, (index) => {
      const room = rooms[index]
      if (this.homes.has(index) || room.site !== shape.sites[site].id || room.capacity < Math.min(size[1], 12)) return false
      if (room.outdoor && !needed.includes('field')) return false
      return needed.every((feature) => room.features.includes(feature)) && this.usable(index, slot, length) && this.hasPlace(index, slot, length)
    })
    return best(random, free, (index) => -10 * rooms[index].features.length - rooms[index].capacity / 10 - (rooms[index].capacity < size[1] ? 50 : 0)) ?? -1
  }

  /** Whether the room is open, and light, in every season in which the session runs. */
  private usable(index: number, slot: number, length: 1 | 2): boolean {
    const { rooms, bells, sunset } = this.world
    const { windows, outdoor } = rooms[index]
    return bells.seasons.every((_, season) => {
      const time = spanOf(bells.slots, occupied(slot, length), season)
      if (!time) return true
      if (outdoor && time.end > (sunset[season] ?? 24 * 60)) return false
      return !windows || windows.some((w) => w.weekday === bells.slots[slot].weekday && minutesOf(w.start) <= time.start && time.end <= minutesOf(w.end))
    })
  }

  private hasPlace(index: number, slot: number, length: 1 | 2): boolean {
    const { rooms, bells } = this.world
    return bells.seasons.every((_, season) => {
      const time = spanOf(bells.slots, occupied(slot, length), season)
      if (!time) return true
      const others = this.entries[index].filter((entry) => {
        const other = bells.slots[entry.slot].weekday === bells.slots[slot].weekday && spanOf(bells.slots, occupied(entry.slot, entry.length), season)
        return other && overlap(time, other)
      })
      return others.length < rooms[index].concurrent
    })
  }
}
