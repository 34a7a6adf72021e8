import { type Interval, minutesOf, type TeachingDate } from '../../../src/calendar/index.ts'
import { sunsetMinutes } from '../dates.ts'
import type { Slot } from '../plan.ts'
import type { Policy, PolicyTerm } from '../policy/index.ts'
import type { Draft, IdList } from './draft.ts'
import { nearest } from './nearest.ts'
import { type Path, type Report, some, text } from './report.ts'
import { maybe } from './shape.ts'

/** What the checks look at, and where they report. */
export interface Context {
  readonly draft: Draft
  readonly report: Report
  /** absent where the plan's pack is unknown; where an override is at fault, its field allows whatever it could allow */
  readonly policy: Policy | undefined
  readonly terms: readonly PolicyTerm[] | undefined
  /** teaching dates by season; absent where the term or the seasons have a fault */
  readonly dates: readonly (readonly TeachingDate[])[] | undefined
  /** by season, then slot: clock minutes; undefined where it does not run, or its times make no interval */
  readonly bells: readonly (readonly (Interval | undefined)[])[]
}

export type Check = (context: Context) => void

export const interval = ({ start, end }: { readonly start: string; readonly end: string }): Interval => ({ start: minutesOf(start), end: minutesOf(end) })
export const inside = (inner: Interval, outer: Interval): boolean => inner.start >= outer.start && inner.end <= outer.end
export const overlap = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end

/** @returns bells by season and slot, as far as both parsed */
export const bellsOf = (draft: Draft): (Interval | undefined)[][] =>
  draft.seasons.map((season) =>
    draft.slots.map((slot) => {
      if (!season || !slot || !Object.hasOwn(season.bells, slot.id)) return undefined
      const bell = interval(season.bells[slot.id])
      return bell.start < bell.end ? bell : undefined
    }),
  )

/** @returns clock minute of the season's sunset rule; undefined: no rule, or not known */
export const sunsetOf = ({ draft, dates }: Context, season: number): number | undefined => {
  const { term, coordinates, timezone } = draft
  const own = draft.seasons[season]?.sunset
  if (own !== undefined) return minutesOf(own)
  if (!dates || !term || !timezone) return undefined
  return sunsetMinutes({ term, seasons: [...draft.seasons] as never, coordinates, timezone }, season)
}

/** @returns index of the slot of the same weekday and band one period on; -1 if there is none */
export const nextSlot = (draft: Draft, slot: Slot): number =>
  draft.slots.findIndex((other) => other && other.weekday === slot.weekday && other.band === slot.band && other.period === slot.period + 1)

/** @returns clause of a policy field, where its document has one */
export const clauseOf = ({ terms }: Context, field: PolicyTerm['field']): string | undefined => terms?.find((term) => term.field === field)?.clause || undefined

const nouns: { readonly [Key in IdList]: readonly [code: string, en: string, zh: string] } = {
  seasons: ['unknown-season', 'season', '作息季'],
  slots: ['unknown-slot', 'slot', '时段'],
  sites: ['unknown-site', 'site', '校区'],
  rooms: ['unknown-room', 'room', '场地'],
  classes: ['unknown-class', 'class', '班级'],
  students: ['unknown-student', 'student', '学生'],
  staff: ['unknown-staff', 'staff', '人员'],
  activities: ['unknown-activity', 'activity', '活动'],
  generalDuties: ['unknown-duty', 'general duty', '公共岗位'],
}

/** looking for a near word costs: a list that misses hundreds of different ids was not mistyped */
const wordsAtMost = 100
const looked = new WeakMap<Report, Map<string, string | undefined>>()

function nearestOf(report: Report, code: string, id: string, known: readonly string[]): string | undefined {
  const words = looked.get(report) ?? new Map()
  looked.set(report, words)
  const key = `${code} ${id}`
  if (!words.has(key) && words.size < wordsAtMost) words.set(key, nearest(id, known))
  return words.get(key)
}

/** Reports an id that its list does not have. @returns whether it has */
export function refer({ draft, report }: Context, list: IdList, id: string, path: Path): boolean {
  const { index, closed } = draft.ids[list]
  if (index.has(id)) return true
  if (!closed) return false
  const [code, en, zh] = nouns[list]
  unknown(report, code, text(en, zh), id, [...index.keys()], path)
  return false
}

/** Reports a word that is none of the known ones. */
export function unknown(report: Report, code: string, noun: { en: string; zh: string }, id: string, known: readonly string[], path: Path): void {
  const near = nearestOf(report, code, id, known)
  const words = some(known)
  report.fault(path, id, code, text(`unknown ${noun.en} \`${id}\`.`, `未知${noun.zh}“${id}”。`), {
    suggestion: maybe(near) ?? (known.length > 0 ? text(`There are ${words.en}.`, `已有：${words.zh}。`) : text('There is none.', '尚未定义。')),
  })
}
