import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import type { Activity, Room } from '../plan.ts'
import { type Found, Rule } from './rule.ts'

/** `room-fit` 四(四), the part that is a rule of domains: features and site of the activity. Windows and sunset are asked in `compile/places.ts`, students' needs and sites on joining. */
export const roomFits = (activity: Activity, room: Room): boolean =>
  activity.roomFeatures.every((f) => room.features.includes(f)) && (activity.site === undefined || activity.site === room.site)

/** `room-fit`, the part that moves: per session of a running section, students above the room's capacity. Where: session, room. */
export class RoomFit extends Rule {
  constructor(school: School, variables: Cells) {
    super('room-fit', school, variables)
  }

  get scope(): Iterable<number> {
    return this.region('size', 'room')
  }

  count(values: Int32Array, found: Found): void {
    const { sessionSection, capacity, at, Z } = this.school
    for (let z = 0; z < Z; z++) {
      const room = values[at.room + z] - 1
      const size = values[at.size + sessionSection[z]]
      if (size > 0 && room >= 0 && size > capacity[room]) found(size - capacity[room], z, room)
    }
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, capacity, sessionsFrom, sessionSection } = this.school
    const values = this.values
    if (variable < at.size) {
      const size = values[at.size + sessionSection[variable - at.room]]
      return over(size, to === 0 ? size : capacity[to - 1]) - over(size, from === 0 ? size : capacity[from - 1])
    }
    const x = variable - at.size
    let d = 0
    for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
      const room = values[at.room + z] - 1
      if (room >= 0) d += over(to, capacity[room]) - over(from, capacity[room])
    }
    return d
  }
}

const over = (size: number, capacity: number): number => (size > capacity ? size - capacity : 0)
