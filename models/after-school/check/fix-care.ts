import type { CareGroup } from './care-groups.ts'
import { homeRoom, usable } from './facts.ts'
import type { Text } from './finding.ts'
import { mayHost } from './grades.ts'
import { countText, nameOf } from './text.ts'
import type { View } from './view.ts'

/** The simplest thing that would give every student of an overfull care group a place. */
export function careFix(view: View, group: CareGroup): Text {
  const over = group.size - group.room.capacity
  const guests = [...group.classes].filter(([schoolClass]) => schoolClass !== group.hostClass)
  for (const [guest, n] of guests) {
    const room = homeRoom(view.facts, guest)
    if (n >= over && n <= room.capacity) return { en: `let ${nameOf(guest)} stay in ${nameOf(room)}`, zh: `让${nameOf(guest)}留在${nameOf(room)}` }
  }
  for (const { room: id } of view.facts.plan.careRooms) {
    const room = view.facts.rooms.get(id)!
    const taken = view.care.find((other) => other.host === id && other.slot === group.slot && other.season === group.season)
    const places = room.capacity - (taken?.size ?? 0)
    if (room === group.room || room.site !== group.room.site || !usable(room, group.season, group.slot.weekday, group.interval)) continue
    const fitting = [...group.classes].find(([schoolClass, n]) => n >= over && n <= places && mayHost(view.facts, schoolClass, id))
    if (fitting) return { en: `let ${nameOf(room)} host ${nameOf(fitting[0])}`, zh: `让${nameOf(fitting[0])}到${nameOf(room)}托管` }
  }
  return {
    en: `a room with ${countText(over, 'more place')} than ${nameOf(group.room)}, or a club at that time for ${countText(over, 'student')}`,
    zh: `需要比${nameOf(group.room)}多${over}个座位的场地，或同时段为${over}名学生开设社团`,
  }
}
