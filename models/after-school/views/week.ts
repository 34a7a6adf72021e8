import { datesServed } from '../check/facts.ts'
import type { Text } from '../check/finding.ts'
import { overlaps } from '../check/interval.ts'
import { nameOf, weekdayText } from '../check/text.ts'
import { type View, viewOf } from '../check/view.ts'
import { type Plan, type Student, weekdays } from '../plan.ts'
import type { Timetable } from '../timetable.ts'
import { type Entry, entriesOf, showEntry } from './entries.ts'

/** By whom or what a timetable can be looked at. */
export const viewKinds = ['class', 'staff', 'room', 'student', 'date'] as const
export type ViewKind = (typeof viewKinds)[number]

interface Chosen {
  readonly name: string
  readonly keeps: (entry: Entry) => boolean
  /** whether children may be named: never on another child’s page */
  readonly names: boolean
}

/** @returns the week of every season for one class, person, room or student, or everything on one date; undefined for an id that the plan does not know */
export function viewBy(plan: Plan, timetable: Timetable, by: ViewKind, id: string): object | undefined {
  const view = viewOf(plan, timetable)
  if (by === 'date') return dateView(view, id)
  const chosen = choose(view, by, id)
  if (!chosen) return undefined
  const entries = entriesOf(view).filter(chosen.keeps)
  return {
    by,
    id,
    name: chosen.name,
    seasons: view.facts.seasons.map((season) => ({
      season: season.season.id,
      name: nameOf(season.season),
      from: season.season.from,
      days: weekdays.flatMap((weekday) => {
        const own = entries.filter((e) => e.season === season && e.weekday === weekday)
        return own.length > 0 ? [{ weekday, title: weekdayText(weekday), entries: own.map((e) => showEntry(view, e, chosen.names)) }] : []
      }),
    })),
  }
}

function choose({ facts, sectionsOf }: View, by: Exclude<ViewKind, 'date'>, id: string): Chosen | undefined {
  switch (by) {
    case 'class': {
      const item = facts.classes.get(id)
      return (
        item && {
          name: nameOf(item),
          names: false,
          keeps: (e) => (e.section?.students.some((s) => s.class === id) ?? false) || (e.care?.classes.has(item) ?? false),
        }
      )
    }
    case 'staff': {
      const item = facts.staff.get(id)
      return item && { name: nameOf(item), names: true, keeps: (e) => e.posts.some((post) => post.people.includes(item)) }
    }
    case 'room': {
      const item = facts.rooms.get(id)
      return item && { name: nameOf(item), names: false, keeps: (e) => (e.session?.room ?? e.care?.room) === item }
    }
    case 'student': {
      const item = facts.students.get(id)
      return item && { name: nameOf(item), names: false, keeps: (e) => e.section?.students.includes(item) || inCare(item, e, sectionsOf.get(id) ?? []) }
    }
  }
}

/** A student is in a care group of their class at an attended slot, unless a session of theirs that covers the season is at once with it. */
function inCare(student: Student, { care, season }: Entry, sections: readonly NonNullable<Entry['section']>[]): boolean {
  if (!care || !student.attends.includes(care.slot.id) || ![...care.classes.keys()].some((c) => c.id === student.class)) return false
  return !sections.some((section) =>
    section.sessions.some((session) => {
      const run = session.runs[season.index]
      return run?.covers && session.slot.weekday === care.slot.weekday && overlaps(run.interval, care.interval)
    }),
  )
}

function dateView(view: View, date: string): object | undefined {
  for (const season of view.facts.seasons) {
    for (const [weekday, dates] of season.dates) {
      if (!dates.includes(date)) continue
      const runs = (e: Entry) => !e.section || datesServed(season, weekday, e.section.activity).includes(date)
      const entries = entriesOf(view).filter((e) => e.season === season && e.weekday === weekday && runs(e))
      const title: Text = { en: `${date}, runs ${weekdayText(weekday).en}`, zh: `${date}，按${weekdayText(weekday).zh}课表` }
      return { by: 'date', id: date, title, season: season.season.id, weekday, entries: entries.map((e) => showEntry(view, e, false)) }
    }
  }
  const { start, end } = view.facts.plan.term
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || date < start || date > end) return undefined
  return { by: 'date', id: date, title: { en: `${date}, no service`, zh: `${date}，无服务` }, entries: [] }
}
