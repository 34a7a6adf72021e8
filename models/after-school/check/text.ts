import { clockOf } from '../../../src/calendar/index.ts'
import type { Season, Slot, Weekday } from '../plan.ts'
import type { Text } from './finding.ts'
import type { Interval } from './interval.ts'

/** Words for the parts of a plan, in both languages. */

const weekdayWords: Record<Weekday, Text> = {
  mon: { en: 'Monday', zh: '周一' },
  tue: { en: 'Tuesday', zh: '周二' },
  wed: { en: 'Wednesday', zh: '周三' },
  thu: { en: 'Thursday', zh: '周四' },
  fri: { en: 'Friday', zh: '周五' },
  sat: { en: 'Saturday', zh: '周六' },
  sun: { en: 'Sunday', zh: '周日' },
}

export const weekdayText = (weekday: Weekday): Text => weekdayWords[weekday]

export const nameOf = (item: { readonly id: string; readonly name?: string | undefined }): string => item.name ?? item.id

export function slotText(slot: Slot): Text {
  const day = weekdayWords[slot.weekday]
  const band = slot.band === 'all' ? { en: '', zh: '' } : { en: ` (${slot.band})`, zh: `（${slot.band}）` }
  if (slot.period === 0) return { en: `${day.en} noon${band.en}`, zh: `${day.zh}午间${band.zh}` }
  return { en: `${day.en} period ${slot.period}${band.en}`, zh: `${day.zh}第${slot.period}节${band.zh}` }
}

export const seasonText = (season: Season): string => nameOf(season)

export const sectionText = (activity: { readonly id: string; readonly name?: string | undefined }, number: number): Text => ({
  en: `${nameOf(activity)} section ${number}`,
  zh: `${nameOf(activity)}${number}班`,
})

export const clockText = ({ start, end }: Interval): string => `${clockOf(start)}–${clockOf(end)}`

/** names in a list before it is cut */
const most = 5

/** A list for people; a long one is cut, and says how many more there are. @param unit the Chinese measure word of what is counted */
export function listText(items: readonly string[], unit = '项'): Text {
  const shown = items.slice(0, most)
  const more = items.length - shown.length
  return {
    en: shown.join(', ') + (more > 0 ? ` and ${more} more` : ''),
    zh: shown.join('、') + (more > 0 ? `等${items.length}${unit}` : ''),
  }
}

/** The same of people, by name. */
export const peopleText = (people: readonly { readonly id: string; readonly name?: string | undefined }[]): Text => listText(people.map(nameOf), '人')

/** An English noun with its number: 1 seat, 2 seats. */
export const countText = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`
