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
import { tableText } from './table.ts'
import { type Language, timeText, type Words, words } from './words.ts'

export const showKinds = ['class', 'staff', 'room', 'student'] as const
export type ShowBy = (typeof showKinds)[number]

/**
 * The week of one class, person, room or student as plain text, a table per season: weekdays across, clock times down.
 * @param timetable well-formed: see `timetableFaults` @throws FaultError for an id that the plan does not know
 */
export function showWeek(plan: Plan, timetable: Timetable, by: ShowBy, id: string, language: Language = 'en'): string {
  const view = viewOf(plan, timetable)
  const say = words[language]
  const { title, shown } = subject(view, by, id, say)
  return view.facts.seasons
    .map((season) => `${title}${say.titleComma}${seasonTitle(plan, season, say)}\n\n${weekTable(plan, season, shown, language)}\n`)
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

function weekTable(plan: Plan, season: SeasonFacts, shown: Shown, language: Language): string {
  const entries = shown(season).filter(({ lines }) => lines.length > 0)
  if (entries.length === 0) return words[language].nothing
  const columns = weekdays.filter((weekday) => plan.slots.some((slot) => slot.weekday === weekday))
  const byTime = Map.groupBy(
    entries.toSorted((a, b) => a.interval.start - b.interval.start || a.interval.end - b.interval.end),
    ({ interval }) => timeText(interval),
  )
  return tableText(
    columns.map((weekday) => weekdayText(weekday)[language]),
    [...byTime].map(([head, row]) => ({ head, cells: columns.map((weekday) => cell(row, weekday)) })),
  )
}

/** Several groups at once, as on a playground, stand below one another. */
const cell = (row: readonly Entry[], weekday: string): string[] => row.filter((entry) => entry.weekday === weekday).flatMap(({ lines }) => lines)
