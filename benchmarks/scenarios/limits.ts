import type { PlanInput, Staff } from '../../models/after-school/plan.ts'
import { minutesOf } from '../../src/calendar/index.ts'
import type { Random } from '../../src/kernel/random.ts'
import { seasonIds } from './bells.ts'
import { days } from './cells.ts'
import { chance, oneOf } from './draw.ts'
import type { Person } from './people.ts'

/** How much a person may be asked: never below what the planted timetable asks. */

type Limits = NonNullable<PlanInput['staff'][number]['limits']>

const strict = 0.15
const usual = { sessionsPerDay: 3, sessionsPerWeek: 10, minutesPerWeek: 900, minutesPerDay: 480 }

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

export const loadOf = (person: Person): number => Math.max(...person.seats.map((seats) => sum(seats.map(({ weight }) => weight))))

/** @returns sessions a week at most: what they serve, and for most people what they would like to */
export function weeklyLimit(random: Random, person: Person): number {
  const load = loadOf(person)
  return chance(random, strict) ? Math.max(1, load + random.below(2)) : Math.max(load, oneOf(random, [6, 8, 8, 10]))
}

export function limitsOf(random: Random, person: Person, sessionsPerWeek: number, lessons: Staff['teaching']): Limits {
  const perDay = person.seats.flatMap((seats) => days.map((day) => sum(seats.filter(({ weekday }) => weekday === day).map(({ weight }) => weight))))
  const minutes = person.seats.map((seats) => sum(seats.map(({ start, end }) => end - start)))
  const dayMinutes = Math.max(
    ...seasonIds.flatMap((id, season) =>
      days.map((day) => taught(lessons, day, id) + sum(person.seats[season].filter(({ weekday }) => weekday === day).map(({ start, end }) => end - start))),
    ),
  )
  const sessionsPerDay = Math.max(...perDay, oneOf(random, [2, 3, 3]))
  const minutesPerWeek = chance(random, strict) ? Math.ceil(Math.max(...minutes, 90) / 30) * 30 : usual.minutesPerWeek
  const minutesPerDay = chance(random, strict) ? Math.max(240, Math.ceil(dayMinutes / 30) * 30) : usual.minutesPerDay
  const served = person.seats.map((seats) => new Set(seats.map(({ weekday }) => weekday)))
  const consecutiveDays = chance(random, strict / 2) ? Math.max(2, ...served.map((set) => longestRun(days.map((day) => set.has(day))))) : 5
  const daysPerWeek = chance(random, strict) ? Math.max(2, ...served.map((set) => set.size)) : 7
  return {
    ...(sessionsPerDay !== usual.sessionsPerDay && { sessionsPerDay }),
    ...(sessionsPerWeek !== usual.sessionsPerWeek && { sessionsPerWeek }),
    ...(minutesPerWeek !== usual.minutesPerWeek && { minutesPerWeek }),
    ...(minutesPerDay !== usual.minutesPerDay && { minutesPerDay }),
    ...(consecutiveDays !== 5 && { consecutiveDays }),
    ...(daysPerWeek !== 7 && { daysPerWeek }),
  }
}

const taught = (lessons: Staff['teaching'], weekday: string, season: string): number =>
  sum(lessons.filter((l) => l.weekday === weekday && (l.season === undefined || l.season === season)).map((l) => minutesOf(l.end) - minutesOf(l.start)))

function longestRun(served: readonly boolean[]): number {
  let longest = 0
  let run = 0
  for (const day of served) {
    run = day ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
