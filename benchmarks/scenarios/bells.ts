import { type Plan, type Weekday, weekdays } from '../../models/after-school/plan.ts'
import { minutesOf } from '../../src/calendar/index.ts'

/** Term, seasons and slots: two bell profiles, staggered dismissal in large schools, a late third period in some summers. */

export type BellsName = 'plain' | 'late' | 'staggered'

/** minutes after midnight, half-open */
export interface Interval {
  readonly start: number
  readonly end: number
}

export interface ServiceSlot {
  readonly id: string
  readonly weekday: Weekday
  readonly period: number
  readonly band: string
  /** slots that share a duty leader */
  readonly block: string
  /** by season; undefined where it does not run */
  readonly at: readonly (Interval | undefined)[]
}

export const seasonIds = ['summer', 'winter'] as const

export interface Bells {
  readonly term: Plan['term']
  readonly seasons: Plan['seasons']
  readonly slots: readonly ServiceSlot[]
  bandOf(grade: number): string
  /** @returns season id → the clock time at which lessons end */
  dismissal(grade: number): Record<string, string>
}

/** slots × a session's length: the slots that it takes */
export const occupied = (slot: number, length: 1 | 2): number[] => (length === 2 ? [slot, slot + 1] : [slot])

/** @returns the clock interval from the first start to the last end, undefined unless all of them run in the season */
export function spanOf(slots: readonly ServiceSlot[], taken: readonly number[], season: number): Interval | undefined {
  const times = taken.map((slot) => slots[slot].at[season])
  const running = times.filter((time) => time !== undefined)
  return running.length === times.length ? { start: running[0].start, end: running[running.length - 1].end } : undefined
}

export const overlap = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end

interface Day {
  readonly dismissal: string
  /** first bell and last, of each period */
  readonly periods: readonly (readonly [string, string])[]
}

interface Band {
  readonly id: string
  readonly grades: readonly number[]
  /** by season */
  readonly days: readonly [Day, Day]
}

const everyGrade = [1, 2, 3, 4, 5, 6]

/** Summer runs until 30 September. Winter ends before dark at the first bell but not at the last: the earliest sunset in Luoyang is about 17:15. */
const profiles: Readonly<Record<BellsName, readonly Band[]>> = {
  plain: [
    {
      id: 'all',
      grades: everyGrade,
      days: [
        {
          dismissal: '16:00',
          periods: [
            ['16:10', '16:55'],
            ['17:05', '17:50'],
          ],
        },
        {
          dismissal: '15:40',
          periods: [
            ['15:50', '16:35'],
            ['16:45', '17:30'],
          ],
        },
      ],
    },
  ],
  late: [
    {
      id: 'all',
      grades: everyGrade,
      days: [
        {
          dismissal: '15:40',
          periods: [
            ['15:50', '16:30'],
            ['16:35', '17:15'],
            ['17:20', '18:00'],
          ],
        },
        {
          dismissal: '15:30',
          periods: [
            ['15:40', '16:30'],
            ['16:40', '17:30'],
          ],
        },
      ],
    },
  ],
  staggered: [
    {
      id: 'lower',
      grades: [1, 2],
      days: [
        {
          dismissal: '15:20',
          periods: [
            ['15:30', '16:15'],
            ['16:25', '17:10'],
          ],
        },
        {
          dismissal: '15:10',
          periods: [
            ['15:20', '16:05'],
            ['16:15', '17:00'],
          ],
        },
      ],
    },
    {
      id: 'upper',
      grades: [3, 4, 5, 6],
      days: [
        {
          dismissal: '16:00',
          periods: [
            ['16:10', '16:55'],
            ['17:05', '17:50'],
          ],
        },
        {
          dismissal: '15:40',
          periods: [
            ['15:50', '16:35'],
            ['16:45', '17:30'],
          ],
        },
      ],
    },
  ],
}

/** The autumn term of 2026 with the holidays and make-up days that the State Council set for it; 1 January 2027 by custom. */
const term: Plan['term'] = {
  start: '2026-09-01',
  end: '2027-01-22',
  calendar: 'none',
  holidays: ['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07', '2027-01-01'],
  makeUpDays: [
    { date: '2026-09-20', runs: 'tue' },
    { date: '2026-10-10', runs: 'wed' },
  ],
}

const interval = ([start, end]: readonly [string, string]): Interval => ({ start: minutesOf(start), end: minutesOf(end) })

export function bellsOf(name: BellsName): Bells {
  const bands = profiles[name]
  const bandOf = (grade: number) => bands.find((band) => band.grades.includes(grade))!
  const slots = weekdays.slice(0, 5).flatMap((weekday) =>
    bands.flatMap(({ id: band, days }) =>
      Array.from({ length: Math.max(...days.map((day) => day.periods.length)) }, (_, i): ServiceSlot => {
        const block = `${weekday}-${i + 1}`
        const at = days.map((day) => (day.periods[i] ? interval(day.periods[i]) : undefined))
        return { id: bands.length > 1 ? `${band}-${block}` : block, weekday, period: i + 1, band, block, at }
      }),
    ),
  )
  const season = (index: 0 | 1, seasonName: string, from: string) => ({
    id: seasonIds[index],
    name: seasonName,
    from,
    bells: Object.fromEntries(
      slots.flatMap(({ id, band, period }) => {
        const bell = bands.find((b) => b.id === band)!.days[index].periods[period - 1]
        return bell ? [[id, { start: bell[0], end: bell[1] }]] : []
      }),
    ),
  })
  return {
    term,
    seasons: [season(0, '夏季作息', term.start), season(1, '冬季作息', '2026-10-01')],
    slots,
    bandOf: (grade) => bandOf(grade).id,
    dismissal: (grade) => Object.fromEntries(seasonIds.map((id, index) => [id, bandOf(grade).days[index].dismissal])),
  }
}
