import { minutesOf, type TeachingDate } from '../../../src/calendar/index.ts'
import { seasonDates, sunsetMinutes } from '../dates.ts'
import {
  type Activity,
  inServiceKinds,
  type Plan,
  type Room,
  type SchoolClass,
  type Season,
  type Slot,
  type Staff,
  type Student,
  type Weekday,
} from '../plan.ts'
import { type Policy, resolvePolicy } from '../policy/index.ts'
import { type Interval, inside } from './interval.ts'

/** What the plan alone says, looked up by id. */
export interface Facts {
  readonly plan: Plan
  readonly policy: Policy
  readonly seasons: readonly SeasonFacts[]
  readonly slots: ReadonlyMap<string, Slot>
  readonly rooms: ReadonlyMap<string, Room>
  readonly classes: ReadonlyMap<string, SchoolClass>
  readonly students: ReadonlyMap<string, Student>
  readonly staff: ReadonlyMap<string, Staff>
  readonly activities: ReadonlyMap<string, Activity>
  /** class id → its students */
  readonly pupils: ReadonlyMap<string, readonly Student[]>
  /** slot id → the next period of its weekday and band */
  readonly next: ReadonlyMap<string, Slot>
  /** duty block → its slots */
  readonly blocks: ReadonlyMap<string, readonly Slot[]>
  /** site id → its place in the plan's list */
  readonly siteOrder: ReadonlyMap<string, number>
}

export interface SeasonFacts {
  readonly index: number
  readonly season: Season
  /** slot id → clock interval; a slot that is not here does not run */
  readonly bells: ReadonlyMap<string, Interval>
  /** weekday → teaching dates that run it, make-up days included */
  readonly dates: ReadonlyMap<Weekday, readonly string[]>
  /** outdoor rooms end by then, minutes after midnight; undefined: no rule */
  readonly sunset: number | undefined
}

const byId = <T extends { readonly id: string }>(list: readonly T[]): Map<string, T> => new Map(list.map((item) => [item.id, item]))

export const blockOf = (slot: Slot): string => slot.dutyBlock ?? slot.id

export const inService = (person: Staff): boolean => inServiceKinds.includes(person.kind)

export const clockInterval = (span: { readonly start: string; readonly end: string }): Interval => ({ start: minutesOf(span.start), end: minutesOf(span.end) })

export function factsOf(plan: Plan): Facts {
  const dates = seasonDates(plan)
  const seasons = plan.seasons.map((season, index) => ({
    index,
    season,
    bells: new Map(Object.entries(season.bells).map(([slot, bell]) => [slot, clockInterval(bell)])),
    dates: datesByWeekday(dates[index]),
    sunset: sunsetMinutes(plan, index),
  }))
  const next = new Map<string, Slot>()
  for (const slot of plan.slots) {
    const after = plan.slots.find((s) => s.weekday === slot.weekday && s.band === slot.band && s.period === slot.period + 1)
    if (after) next.set(slot.id, after)
  }
  return {
    plan,
    policy: resolvePolicy(plan),
    seasons,
    slots: byId(plan.slots),
    rooms: byId(plan.rooms),
    classes: byId(plan.classes),
    students: byId(plan.students),
    staff: byId(plan.staff),
    activities: byId(plan.activities),
    pupils: Map.groupBy(plan.students, (s) => s.class),
    next,
    blocks: Map.groupBy(plan.slots, blockOf),
    siteOrder: new Map(plan.sites.map((site, i) => [site.id, i])),
  }
}

const datesByWeekday = (dates: readonly TeachingDate[]): Map<Weekday, string[]> => {
  const byWeekday = new Map<Weekday, string[]>()
  for (const [weekday, group] of Map.groupBy(dates, (d) => d.runs))
    byWeekday.set(
      weekday,
      group.map((d) => d.date),
    )
  return byWeekday
}

/** The slots that a session of the activity occupies from this first slot; undefined where there is no next period for a length of 2. */
export function occupied(facts: Facts, activity: Activity, first: Slot): readonly Slot[] | undefined {
  if (activity.length === 1) return [first]
  const second = facts.next.get(first.id)
  return second && [first, second]
}

/** From the first start to the last end in that season; undefined where one of the slots does not run. */
export function spanOf(season: SeasonFacts, slots: readonly Slot[]): Interval | undefined {
  const bells = slots.map((slot) => season.bells.get(slot.id))
  if (bells.some((bell) => bell === undefined)) return undefined
  return { start: Math.min(...bells.map((b) => b!.start)), end: Math.max(...bells.map((b) => b!.end)) }
}

/** Teaching dates of the season on which something of that weekday takes place; an activity's own dates bound it. */
export function datesServed(season: SeasonFacts, weekday: Weekday, activity?: Pick<Activity, 'from' | 'to'>): readonly string[] {
  const dates = season.dates.get(weekday) ?? []
  const { from, to } = activity ?? {}
  return dates.filter((date) => (from === undefined || from <= date) && (to === undefined || date <= to))
}

/** When a session that occupies these slots takes place in the season, if it runs there at all; `covers`: on every date of its weekday. */
export function sessionRun(season: SeasonFacts, activity: Activity, slots: readonly Slot[]): { interval: Interval; covers: boolean } | undefined {
  const interval = spanOf(season, slots)
  if (!interval) return undefined
  if (activity.from === undefined && activity.to === undefined) return { interval, covers: true }
  const served = datesServed(season, slots[0].weekday, activity).length
  return served === 0 ? undefined : { interval, covers: served === datesServed(season, slots[0].weekday).length }
}

export const homeRoom = (facts: Facts, schoolClass: SchoolClass): Room => facts.rooms.get(schoolClass.homeRoom)!

/** A class's site is its home room's; a student's, the class's. */
export const siteOfStudent = (facts: Facts, student: Student): string => homeRoom(facts, facts.classes.get(student.class)!).site

/** Minutes on the way between two sites, either way round. */
export function travelMinutes(facts: Facts, a: string, b: string): number {
  if (a === b) return 0
  return facts.plan.travel.find((t) => (t.from === a && t.to === b) || (t.from === b && t.to === a))?.minutes ?? 0
}

/** The room's windows and, outdoors, the sunset allow a group there at that time. */
export function usable(room: Room, season: SeasonFacts, weekday: Weekday, interval: Interval): boolean {
  if (room.outdoor && season.sunset !== undefined && interval.end > season.sunset) return false
  if (!room.windows) return true
  return room.windows.some((w) => applies(w, season, weekday) && inside(interval, clockInterval(w)))
}

/** Whether a dated entry (window, offer, lesson) is one of this weekday and season. */
export const applies = (entry: { readonly weekday: Weekday; readonly season?: string | undefined }, season: SeasonFacts, weekday: Weekday): boolean =>
  entry.weekday === weekday && (entry.season === undefined || entry.season === season.season.id)

/** A child of one of the policy's priority groups. */
export const hasPriority = (facts: Facts, student: Student): boolean => student.priority.some((group) => facts.policy.priorityGroups.includes(group))

/** How many of the choices are wishes: as many clubs as the family wants, where it named as many. */
export const wished = (student: Student): number => Math.min(student.clubsWanted, student.choices.length)
