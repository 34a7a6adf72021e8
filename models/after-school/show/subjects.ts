import { overlaps } from '../check/interval.ts'
import type { PostView } from '../check/posts.ts'
import { nameOf } from '../check/text.ts'
import type { SectionView, SessionView, View } from '../check/view.ts'
import type { Plan, Room, SchoolClass, Slot, Staff, Student } from '../plan.ts'
import { carePosts, type Entry, peopleLines, type Shown, sessionPosts } from './entry.ts'
import { clubName, type Words } from './words.ts'

/** What a week shows of whom. */

type Subject<T> = (view: View, item: T, say: Words) => Shown

/** The sections' sessions that run in the season and are at once with a slot. */
const atOnce = (sections: readonly SectionView[], season: Parameters<Shown>[0], slot: Slot) => {
  const bell = season.bells.get(slot.id)!
  return sections.flatMap((section) => {
    const session = section.sessions.find((s) => s.slot.weekday === slot.weekday && s.runs[season.index] && overlaps(s.runs[season.index]!.interval, bell))
    return session ? [{ section, session, covers: session.runs[season.index]!.covers }] : []
  })
}

/** a room, and on which site it is where there are several: their rooms are named alike */
const placeLines = ({ plan }: View['facts'], room: Room): string[] => [nameOf(room), ...siteLines(plan, room.site)]

const siteLines = ({ sites }: Plan, site: string): string[] => (sites.length > 1 ? [nameOf(sites.find(({ id }) => id === site)!)] : [])

/** a club with dates of its own that are not all of the season's: on the others it does not meet */
const dateLines = (session: SessionView, season: Parameters<Shown>[0], say: Words): string[] => {
  const { from, to } = session.activity
  return session.runs[season.index]?.covers ? [] : [from && say.from(from), to && say.until(to)].filter((line) => line !== undefined)
}

const slotsIn = ({ facts }: View, season: Parameters<Shown>[0], attends: (slot: Slot) => boolean): Slot[] =>
  facts.plan.slots.filter((slot) => season.bells.has(slot.id) && attends(slot))

/** Its care group, the supervisors, and the clubs that its children go to. */
export const classWeek: Subject<SchoolClass> = (view, schoolClass, say) => (season) => {
  const { facts, care } = view
  const pupils = facts.pupils.get(schoolClass.id) ?? []
  const ids = new Set(pupils.map(({ id }) => id))
  const sections = view.sections.filter(({ students }) => students.some(({ id }) => ids.has(id)))
  return slotsIn(view, season, (slot) => pupils.some(({ attends }) => attends.includes(slot.id))).map((slot): Entry => {
    const group = care.find((g) => g.season === season && g.slot === slot && g.classes.has(schoolClass))
    const hosted = care.find((g) => g.season === season && g.slot === slot && g.hostClass === schoolClass)
    const children = group?.classes.get(schoolClass) ?? 0
    const place = group && (group.hostClass ? nameOf(group.hostClass) : nameOf(group.room))
    const own = group === undefined || group.hostClass === schoolClass
    const guests = hosted ? [...hosted.classes].filter(([guest]) => guest !== schoolClass) : []
    return {
      weekday: slot.weekday,
      interval: season.bells.get(slot.id)!,
      lines: [
        ...(group ? [own ? say.care(children) : say.careIn(children, place!)] : []),
        ...guests.map(([guest, number]) => `+ ${say.group(nameOf(guest), number)}`),
        ...(group || hosted ? peopleLines(carePosts(view, season, (group ?? hosted)!.host, slot.id), say) : []),
        ...atOnce(sections, season, slot).flatMap(({ section, session }) => [
          say.group(clubName(section, say), section.students.filter(({ id }) => ids.has(id)).length),
          ...dateLines(session, season, say),
        ]),
      ],
    }
  })
}

/** Every seat, with its own clock times, and where it is. */
export const staffWeek: Subject<Staff> =
  ({ facts, posts }, person, say) =>
  (season) =>
    posts
      .filter((post) => post.season === season && post.people.includes(person))
      .map((post): Entry => ({ weekday: post.weekday, interval: post.interval, lines: seatLines(facts, post, season, say) }))

function seatLines(facts: View['facts'], { of, site }: PostView, season: Parameters<Shown>[0], say: Words): string[] {
  const { plan } = facts
  switch (of.kind) {
    case 'section':
      return [say[of.role.role](clubName(of.session, say)), ...placeLines(facts, of.session.room), ...dateLines(of.session, season, say)]
    case 'care':
      return [say.careOf(nameOf(of.group.hostClass ?? of.group.room)), ...(of.group.hostClass ? placeLines(facts, of.group.room) : siteLines(plan, site))]
    case 'duty':
      return [say.duty(nameOf(plan.sites.find(({ id }) => id === site)!))]
    case 'general':
      return [nameOf(of.duty), ...siteLines(plan, site)]
  }
}

/** The groups in it, and who leads or watches over them. */
export const roomWeek: Subject<Room> = (view, room, say) => (season) => [
  ...view.sections.flatMap((section) =>
    section.sessions.flatMap((session): Entry[] => {
      const run = session.runs[season.index]
      if (!run || session.room !== room) return []
      const lines = [
        say.group(clubName(section, say), section.students.length),
        ...dateLines(session, season, say),
        ...peopleLines(sessionPosts(view, season, session), say),
      ]
      return [{ weekday: session.slot.weekday, interval: run.interval, lines }]
    }),
  ),
  ...view.care
    .filter((group) => group.season === season && group.room === room)
    .map(({ slot, interval, host, classes, size }): Entry => {
      const groups = [...classes].map(([schoolClass, children]) => say.group(nameOf(schoolClass), children))
      return { weekday: slot.weekday, interval, lines: [say.care(size), ...groups, ...peopleLines(carePosts(view, season, host, slot.id), say)] }
    }),
]

/** Where the child is at every attended slot, and at every other at which a section of theirs meets, which breaks a rule. */
export const studentWeek: Subject<Student> = (view, student, say) => (season) => {
  const schoolClass = view.facts.classes.get(student.class)!
  const sections = view.sectionsOf.get(student.id) ?? []
  return slotsIn(view, season, (slot) => student.attends.includes(slot.id) || atOnce(sections, season, slot).length > 0).map((slot): Entry => {
    const clubs = atOnce(sections, season, slot)
    const group = view.care.find((g) => g.season === season && g.slot === slot && g.classes.has(schoolClass))
    return {
      weekday: slot.weekday,
      interval: season.bells.get(slot.id)!,
      lines: [
        ...clubs.flatMap(({ section: { activity, number }, session }) => [
          clubName({ activity, number }, say),
          ...placeLines(view.facts, session.room),
          ...dateLines(session, season, say),
        ]),
        ...(group && !clubs.some(({ covers }) => covers) ? [say.inCare, ...placeLines(view.facts, group.room)] : []),
      ],
    }
  })
}
