import type { Room, SchoolClass, Slot, Student } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import { type Facts, homeRoom, type SeasonFacts } from './facts.ts'
import { type Interval, overlaps } from './interval.ts'
import type { SectionView } from './view.ts'

/** The students in care of one host at one slot in one season; open groups only. */
export interface CareGroup {
  /** a class, or the room of one of the plan's `careRooms` */
  readonly host: string
  /** undefined where the host is a care room */
  readonly hostClass: SchoolClass | undefined
  readonly room: Room
  readonly slot: Slot
  readonly season: SeasonFacts
  readonly interval: Interval
  /** the classes with students in the group, and how many; none with 0 */
  readonly classes: ReadonlyMap<SchoolClass, number>
  readonly size: number
}

/** class id → slot id → host, where the timetable names another than the class itself. */
export function hostsOf(timetable: Pick<TimetableParts, 'care'>): Map<string, Map<string, string>> {
  const hosts = new Map<string, Map<string, string>>()
  for (const entry of timetable.care) {
    if (entry.host === entry.class) continue
    const bySlot = hosts.get(entry.class) ?? new Map<string, string>()
    hosts.set(entry.class, bySlot.set(entry.slot, entry.host))
  }
  return hosts
}

export const hostRoom = (facts: Facts, host: string): Room => {
  const hostClass = facts.classes.get(host)
  return hostClass ? homeRoom(facts, hostClass) : facts.rooms.get(host)!
}

export function careGroups(
  facts: Facts,
  sectionsOf: ReadonlyMap<string, readonly SectionView[]>,
  hosts: ReadonlyMap<string, ReadonlyMap<string, string>>,
): CareGroup[] {
  const groups: CareGroup[] = []
  for (const season of facts.seasons) {
    const remaining = remainingStudents(facts, season, sectionsOf)
    for (const slot of facts.plan.slots) {
      const interval = season.bells.get(slot.id)
      if (!interval) continue
      const byHost = new Map<string, Map<SchoolClass, number>>()
      for (const schoolClass of facts.plan.classes) {
        const n = remaining.get(schoolClass.id)?.get(slot.id) ?? 0
        if (n === 0) continue
        const host = hosts.get(schoolClass.id)?.get(slot.id) ?? schoolClass.id
        byHost.set(host, (byHost.get(host) ?? new Map<SchoolClass, number>()).set(schoolClass, n))
      }
      for (const [host, classes] of byHost) {
        const size = [...classes.values()].reduce((sum, n) => sum + n, 0)
        groups.push({ host, hostClass: facts.classes.get(host), room: hostRoom(facts, host), slot, season, interval, classes, size })
      }
    }
  }
  return groups
}

/** class id → slot id → students of the class in care there */
function remainingStudents(facts: Facts, season: SeasonFacts, sectionsOf: ReadonlyMap<string, readonly SectionView[]>): Map<string, Map<string, number>> {
  const remaining = new Map<string, Map<string, number>>()
  for (const [classId, pupils] of facts.pupils) {
    const bySlot = new Map<string, number>()
    for (const student of pupils) {
      for (const slot of slotsInCare(facts, season, student, sectionsOf.get(student.id) ?? [])) bySlot.set(slot.id, (bySlot.get(slot.id) ?? 0) + 1)
    }
    remaining.set(classId, bySlot)
  }
  return remaining
}

/** A student is in care at every attended slot that runs, less those at once with a session of theirs that runs in and covers the season. */
function slotsInCare(facts: Facts, season: SeasonFacts, student: Student, sections: readonly SectionView[]): Slot[] {
  const away = sections.flatMap((section) => section.sessions).filter((session) => session.runs[season.index]?.covers)
  // a slot that is named twice is one slot
  return [...new Set(student.attends)]
    .map((id) => facts.slots.get(id)!)
    .filter((slot) => {
      const bell = season.bells.get(slot.id)
      return bell && !away.some((session) => session.slot.weekday === slot.weekday && overlaps(session.runs[season.index]!.interval, bell))
    })
}
