import type { Activity, Plan, Room, Slot, Staff, Student, Weekday } from '../plan.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { type CareGroup, careGroups, hostsOf } from './care-groups.ts'
import { type Facts, factsOf, occupied, type SeasonFacts, sessionRun } from './facts.ts'
import type { Interval } from './interval.ts'
import { type PostView, postsOf } from './posts.ts'

/** What a timetable says, season by season, looked up rather than computed again by every row. */
export interface View {
  readonly facts: Facts
  readonly timetable: TimetableParts
  readonly sections: readonly SectionView[]
  /** student id → the sections that the student is in */
  readonly sectionsOf: ReadonlyMap<string, readonly SectionView[]>
  /** every open care group of every season */
  readonly care: readonly CareGroup[]
  /** class id → slot id → the host where it is not the class itself */
  readonly hosts: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** every post that needs somebody, filled or not */
  readonly posts: readonly PostView[]
  /** everybody's service, a weekday of a season at a time */
  readonly days: readonly PersonDay[]
}

export interface SectionView {
  readonly activity: Activity
  readonly number: number
  readonly sessions: readonly SessionView[]
  readonly students: readonly Student[]
}

export interface SessionView {
  readonly activity: Activity
  readonly number: number
  /** the first slot */
  readonly slot: Slot
  /** all that it occupies */
  readonly slots: readonly Slot[]
  readonly room: Room
  /** by season index: when it takes place, and whether on every date of its weekday; undefined where it does not run */
  readonly runs: readonly ({ readonly interval: Interval; readonly covers: boolean } | undefined)[]
  readonly students: readonly Student[]
}

export interface PersonDay {
  readonly person: Staff
  readonly season: SeasonFacts
  readonly weekday: Weekday
  /** by start, then end, then the plan's order of sites */
  readonly seats: readonly PostView[]
}

/** @param timetable well-formed: see `timetableFaults` */
export function viewOf(plan: Plan, timetable: Timetable | TimetableParts, facts: Facts = factsOf(plan)): View {
  const sections = timetable.sections.map((section) => sectionView(facts, section))
  const sectionsOf = new Map<string, SectionView[]>()
  for (const section of sections) {
    for (const student of section.students) sectionsOf.set(student.id, [...(sectionsOf.get(student.id) ?? []), section])
  }
  const hosts = hostsOf(timetable)
  const care = careGroups(facts, sectionsOf, hosts)
  const posts = postsOf(facts, sections, care, timetable)
  return { facts, timetable, sections, sectionsOf, care, hosts, posts, days: personDays(facts, posts) }
}

function sectionView(facts: Facts, section: TimetableParts['sections'][number]): SectionView {
  const activity = facts.activities.get(section.activity)!
  const students = section.students.map((id) => facts.students.get(id)!)
  const sessions = section.sessions.map((session) => {
    const slot = facts.slots.get(session.slot)!
    const slots = occupied(facts, activity, slot)!
    const runs = facts.seasons.map((season) => sessionRun(season, activity, slots))
    return { activity, number: section.number, slot, slots, room: facts.rooms.get(session.room)!, runs, students }
  })
  return { activity, number: section.number, sessions, students }
}

function personDays(facts: Facts, posts: readonly PostView[]): PersonDay[] {
  const seats = posts.flatMap((post) => post.people.map((person) => ({ person, post })))
  const days = Map.groupBy(seats, ({ person, post }) => JSON.stringify([person.id, post.season.index, post.weekday]))
  return [...days.values()].map((day) =>
    personDay(
      facts,
      day[0].person,
      day.map((seat) => seat.post),
    ),
  )
}

/** @param seats of one season and weekday, at least one */
export function personDay(facts: Facts, person: Staff, seats: readonly PostView[]): PersonDay {
  const { season, weekday } = seats[0]
  const order = (site: string) => facts.siteOrder.get(site)!
  const sorted = seats.toSorted((a, b) => a.interval.start - b.interval.start || a.interval.end - b.interval.end || order(a.site) - order(b.site))
  return { person, season, weekday, seats: sorted }
}
