import { plusDays } from '../../../src/calendar/index.ts'
import type { SeasonFacts } from '../check/facts.ts'
import { nameOf, weekdayText } from '../check/text.ts'
import { type View, viewOf } from '../check/view.ts'
import { type Plan, weekdays } from '../plan.ts'
import type { Timetable } from '../timetable.ts'
import { FaultError } from '../validate/fault.ts'
import { nearest } from '../validate/nearest.ts'
import type { Entry, Shown } from './entry.ts'
import { classWeek, roomWeek, staffWeek, studentWeek } from './subjects.ts'
import { type TableRow, tableText } from './table.ts'
import { type Language, timeText, type Words, words } from './words.ts'

export const showKinds = ['class', 'staff', 'room', 'student'] as const
export type ShowBy = (typeof showKinds)[number]

/** The week in one season: weekdays across, clock times down. */
export interface SeasonWeek {
  /** the season and its dates */
  readonly title: string
  readonly columns: readonly string[]
  /** none where nothing is on */
  readonly rows: readonly TableRow[]
}

export interface Week {
  /** whose it is, with the id */
  readonly title: string
  readonly seasons: readonly SeasonWeek[]
}

/**
 * The week of one class, person, room or student, season by season.
 * @param timetable well-formed: see `timetableFaults` @throws FaultError for an id that the plan does not know
 */
export function weekOf(plan: Plan, timetable: Timetable, by: ShowBy, id: string, language: Language = 'en'): Week {
  const view = viewOf(plan, timetable)
  const say = words[language]
  const { title, shown } = subject(view, by, id, say)
  return { title, seasons: view.facts.seasons.map((season) => ({ title: seasonTitle(plan, season, say), ...weekTable(plan, season, shown, language) })) }
}

/** The same as plain text, a table per season. @throws FaultError for an id that the plan does not know */
export function showWeek(plan: Plan, timetable: Timetable, by: ShowBy, id: string, language: Language = 'en'): string {
  const { title, seasons } = weekOf(plan, timetable, by, id, language)
  const say = words[language]
  return seasons
    .map((season) => `${title}${say.titleComma}${season.title}\n\n${season.rows.length === 0 ? say.nothing : tableText(season.columns, season.rows)}\n`)
    .join('\n')
}

function subject(view: View, by: ShowBy, id: string, say: Words): { title: string; shown: Shown } {
  const { classes, staff, rooms, students } = view.facts
  const one = <T extends { readonly id: string; readonly name?: string | undefined }>(
    items: ReadonlyMap<string, T>,
    zh: string,
    week: (view: View, item: T, say: Words) => Shown,
  ): { title: string; shown: Shown } => {
    const item = items.get(id)
    if (!item) throw unknown(by, zh, id, items.keys())
    return { title: item.name === undefined ? id : `${item.name} (${id})`, shown: week(view, item, say) }
  }
  switch (by) {
    case 'class':
      return one(classes, '班级', classWeek)
    case 'staff':
      return one(staff, '人员', staffWeek)
    case 'room':
      return one(rooms, '场地', roomWeek)
    case 'student':
      return one(students, '学生', studentWeek)
  }
}

function unknown(by: ShowBy, zh: string, id: string, ids: Iterable<string>): FaultError {
  const meant = nearest(id, ids)
  return new FaultError([
    {
      pointer: '',
      value: id,
      code: `unknown-${by}`,
      message: { en: `unknown ${by} \`${id}\`.`, zh: `未知${zh}“${id}”。` },
      ...(meant !== undefined && { suggestion: { en: `Maybe \`${meant}\`?`, zh: `是否为“${meant}”？` } }),
    },
  ])
}

function seasonTitle(plan: Plan, { index, season }: SeasonFacts, say: Words): string {
  const next = plan.seasons[index + 1]
  return `${nameOf(season)}${say.titleComma}${season.from} ${say.to} ${next ? plusDays(next.from, -1) : plan.term.end}`
}

function weekTable(plan: Plan, season: SeasonFacts, shown: Shown, language: Language): Pick<SeasonWeek, 'columns' | 'rows'> {
  const entries = shown(season).filter(({ lines }) => lines.length > 0)
  const columns = weekdays.filter((weekday) => plan.slots.some((slot) => slot.weekday === weekday))
  const byTime = Map.groupBy(
    entries.toSorted((a, b) => a.interval.start - b.interval.start || a.interval.end - b.interval.end),
    ({ interval }) => timeText(interval),
  )
  return {
    columns: columns.map((weekday) => weekdayText(weekday)[language]),
    rows: [...byTime].map(([head, row]) => ({ head, cells: columns.map((weekday) => cell(row, weekday)) })),
  }
}

/** Several groups at once, as on a playground, stand below one another. */
const cell = (row: readonly Entry[], weekday: string): string[] => row.filter((entry) => entry.weekday === weekday).flatMap(({ lines }) => lines)
