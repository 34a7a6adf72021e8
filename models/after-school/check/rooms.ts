import { clockOf } from '../../../src/calendar/index.ts'
import type { Room, SchoolClass, Student, Weekday } from '../plan.ts'
import { hostRoom } from './care-groups.ts'
import { type Facts, homeRoom, type SeasonFacts, siteOfStudent, usable } from './facts.ts'
import type { CheckFinding, Pricer, Text } from './finding.ts'
import { crowding, type Interval } from './interval.ts'
import { clockText, countText, listText, nameOf, peopleText, seasonText, sectionText, slotText, weekdayText } from './text.ts'
import type { SessionView, View } from './view.ts'

interface GroupInRoom {
  readonly room: Room
  readonly season: SeasonFacts
  readonly weekday: Weekday
  readonly interval: Interval
  readonly name: Text
}

/** Running sessions and open care groups, season by season. */
function groupsInRooms({ facts, sections, care }: View): GroupInRoom[] {
  const sessions = sections.flatMap((section) =>
    section.sessions.flatMap((session) =>
      facts.seasons.flatMap((season) => {
        const run = session.runs[season.index]
        if (!run) return []
        return [{ room: session.room, season, weekday: session.slot.weekday, interval: run.interval, name: sectionText(session.activity, session.number) }]
      }),
    ),
  )
  const careGroups = care.map((group) => {
    const host = nameOf(group.hostClass ?? group.room)
    return { room: group.room, season: group.season, weekday: group.slot.weekday, interval: group.interval, name: { en: `care of ${host}`, zh: `${host}托管` } }
  })
  return [...sessions, ...careGroups]
}

/** Per room and season: at each start instant, the groups running above `concurrent`. */
export const roomClash: Pricer = (view) => {
  const byRoomDay = Map.groupBy(groupsInRooms(view), (group) => JSON.stringify([group.room.id, group.season.index, group.weekday]))
  return [...byRoomDay.values()].flatMap((groups) => {
    const { room, season, weekday } = groups[0]
    return crowding(groups, room.concurrent).map(({ at, over, items }) => ({
      amount: over,
      where: { room: room.id, season: season.season.id, weekday, at: clockOf(at) },
      text: {
        en: `${nameOf(room)} holds ${countText(items.length, 'group')} on ${weekdayText(weekday).en} at ${clockOf(at)} in ${seasonText(season.season)}, ${over} too many: ${listText(items.map((g) => g.name.en)).en}`,
        zh: `${nameOf(room)}在${seasonText(season.season)}${weekdayText(weekday).zh}${clockOf(at)}同时有${items.length}个班组，超出${over}个：${listText(items.map((g) => g.name.zh)).zh}`,
      },
    }))
  })
}

/** Whether the room of a session, or of a class in care, is one for it. */
export const roomFit: Pricer = (view) => [
  ...view.sections.flatMap((section) => section.sessions.flatMap((session) => sessionFit(view, session))),
  ...view.facts.plan.classes.flatMap(({ id }) => view.facts.plan.slots.flatMap((slot) => hostFit(view, id, slot.id, view.hosts.get(id)?.get(slot.id) ?? id))),
]

function sessionFit({ facts }: View, session: SessionView): CheckFinding[] {
  const { activity, room, slot, students } = session
  const group = sectionText(activity, session.number)
  const where = { activity: activity.id, section: String(session.number), slot: slot.id, room: room.id }
  const at = slotText(slot)
  const findings: CheckFinding[] = []
  const over = students.length - room.capacity
  if (over > 0) {
    findings.push({
      amount: over,
      where,
      text: {
        en: `${nameOf(room)} has ${countText(room.capacity, 'place')}, ${over} too few for the ${students.length} students of ${group.en} on ${at.en}`,
        zh: `${nameOf(room)}容量${room.capacity}人，${at.zh}${group.zh}有${students.length}人，超出${over}人`,
      },
    })
  }
  const missing = missingFeatures(room, [...activity.roomFeatures, ...needsOf(students)])
  if (missing.length > 0) findings.push(missingText(missing, room, where, { en: `${group.en} on ${at.en}`, zh: `${at.zh}${group.zh}` }))
  for (const season of facts.seasons) {
    const run = session.runs[season.index]
    if (run && !usable(room, season, slot.weekday, run.interval))
      findings.push(unusableText(room, season, run.interval, where, { en: `${group.en} on ${at.en}`, zh: `${at.zh}${group.zh}` }))
  }
  const wrongSite = activity.site !== undefined && activity.site !== room.site
  const fromElsewhere = activity.crossSite ? [] : students.filter((student) => siteOfStudent(facts, student) !== room.site)
  if (wrongSite || fromElsewhere.length > 0) {
    findings.push({
      amount: 1,
      where,
      text: wrongSite
        ? { en: `${group.en} belongs on another site than ${nameOf(room)}`, zh: `${group.zh}应在其他校区，而不是${nameOf(room)}` }
        : {
            en: `${nameOf(room)} is on another site than ${countText(fromElsewhere.length, 'student')} of ${group.en}: ${peopleText(fromElsewhere).en}`,
            zh: `${group.zh}有${fromElsewhere.length}名学生不在${nameOf(room)}所在校区：${peopleText(fromElsewhere).zh}`,
          },
    })
  }
  return findings
}

/**
 * A class at a slot that one of its students attends: the room's hours; hosted elsewhere, their needs and the site as well. Its size is `unplaced-student`. Of its own room the
 * door has asked all of it, of a plan and of changes, so at home this is 0, but on dates on which the room is closed.
 */
function hostFit({ facts }: View, classId: string, slotId: string, host: string): CheckFinding[] {
  const schoolClass = facts.classes.get(classId)!
  const slot = facts.slots.get(slotId)!
  const room = hostRoom(facts, host)
  // most rooms are there at any time
  if (host === classId && !room.windows && !room.outdoor) return []
  const attending = (facts.pupils.get(classId) ?? []).filter((student) => student.attends.includes(slotId))
  if (attending.length === 0) return []
  const where = { class: classId, slot: slotId, host, room: room.id }
  const group = { en: `care of ${nameOf(schoolClass)} on ${slotText(slot).en}`, zh: `${slotText(slot).zh}${nameOf(schoolClass)}托管` }
  const findings: CheckFinding[] = []
  const missing = host === classId ? [] : missingFeatures(room, needsOf(attending))
  if (missing.length > 0) findings.push(missingText(missing, room, where, group))
  for (const season of facts.seasons) {
    const bell = season.bells.get(slotId)
    if (bell && !usable(room, season, slot.weekday, bell)) findings.push(unusableText(room, season, bell, where, group))
  }
  if (onAnotherSite(facts, schoolClass, room)) {
    findings.push({
      amount: 1,
      where,
      text: { en: `${nameOf(room)} is on another site than ${nameOf(schoolClass)}`, zh: `${nameOf(room)}与${nameOf(schoolClass)}不在同一校区` },
    })
  }
  return findings
}

const onAnotherSite = (facts: Facts, schoolClass: SchoolClass, room: Room): boolean => homeRoom(facts, schoolClass).site !== room.site

const needsOf = (students: readonly Student[]): string[] => students.flatMap((student) => student.needs)

/** The distinct features among these that the room lacks. */
const missingFeatures = (room: Room, wanted: readonly string[]): string[] => [...new Set(wanted)].filter((feature) => !room.features.includes(feature))

const missingText = (missing: readonly string[], room: Room, where: CheckFinding['where'], group: Text): CheckFinding => ({
  amount: missing.length,
  where,
  text: { en: `${nameOf(room)} lacks ${listText(missing).en} for ${group.en}`, zh: `${nameOf(room)}缺少${group.zh}所需的${listText(missing).zh}` },
})

const unusableText = (room: Room, season: SeasonFacts, interval: Interval, where: CheckFinding['where'], group: Text): CheckFinding => ({
  amount: 1,
  where: { ...where, season: season.season.id },
  text: {
    en: `${nameOf(room)} cannot be used ${clockText(interval)} in ${seasonText(season.season)} for ${group.en}`,
    zh: `${nameOf(room)}在${seasonText(season.season)}${clockText(interval)}不可用于${group.zh}`,
  },
})
