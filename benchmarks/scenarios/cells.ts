import type { Staff } from '../../models/after-school/plan.ts'
import { minutesOf } from '../../src/calendar/index.ts'
import type { Random } from '../../src/kernel/random.ts'
import { type Interval, overlap, seasonIds } from './bells.ts'
import { best, chance, indicesWhere, oneOf } from './draw.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

/**
 * Hours offered beyond those that the planted timetable uses, up to a stated slack. A cell is one person, weekday and period of a season;
 * supply counts cells of staff in service within the person's weekly limit, demand the sessions that they are seated in.
 */

export const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

/** by season and weekday: a bit per period */
export type Cells = number[][]

const periods = [1, 2, 3] as const

/** @returns clock times of a period over all bands, undefined where it does not run */
export function periodAt({ bells }: World, season: number, weekday: string, period: number): Interval | undefined {
  const times = bells.slots.flatMap((slot) => (slot.weekday === weekday && slot.period === period ? (slot.at[season] ?? []) : []))
  return times.length > 0 ? { start: Math.min(...times.map(({ start }) => start)), end: Math.max(...times.map(({ end }) => end)) } : undefined
}

/** The hours in which the planted timetable has the person. */
export const servedCells = (person: Person): Cells =>
  seasonIds.map((_, season) =>
    days.map((day) =>
      person.seats[season].reduce((mask, seat) => (seat.weekday === day ? seat.periods.reduce((m, period) => m | (1 << period), mask) : mask), 0),
    ),
  )

export const bits = (mask: number): number => (mask === 0 ? 0 : (mask & 1) + bits(mask >> 1))

/** Leaders from outside could come on another day, too, some of them. */
export function widenExternals(random: Random, people: readonly Person[], cells: readonly Cells[]): void {
  for (const [i, person] of people.entries()) {
    if (person.inService || person.sections.length === 0 || !chance(random, 0.5)) continue
    const day = oneOf(
      random,
      indicesWhere(days, (d) => cells[i].every((season) => season[d] === 0)),
    )
    for (const season of cells[i]) season[day] |= (1 << 1) | (1 << 2)
  }
}

/** Adds free hours, the scarcest first, until supply is `slack` × demand in each season or nobody is left. */
export function addSlack(
  random: Random,
  world: World,
  people: readonly Person[],
  cells: readonly Cells[],
  lessons: readonly Staff['teaching'][],
  limits: readonly number[],
  slack: number,
): void {
  for (const season of [1, 0]) {
    const buckets = bucketsOf(world, people, cells, season)
    const load = people.map((person) => person.seats[season].reduce((sum, { weight }) => sum + weight, 0))
    const count = cells.map((mine) => mine[season].reduce((sum, mask) => sum + bits(mask), 0))
    let missing = buckets.reduce((sum, bucket) => sum + bucket.demand, 0) * slack
    // hours of those whose limit is used up are no supply
    for (const [i, mine] of count.entries()) if (people[i].inService) missing -= Math.min(mine, Math.max(load[i], limits[i]))
    while (missing >= 1) {
      const bucket = best(
        random,
        buckets.filter((b) => b.open),
        (b) => -b.supply / Math.max(1, b.demand),
      )
      if (!bucket) break
      const { day, period, site } = bucket
      const time = periodAt(world, season, days[day], period)!
      const free = indicesWhere(
        people,
        (i) => canAdd(people[i], cells[i], lessons[i], season, day, period, time) && people[i].site === site && count[i] < limits[i],
      )
      const chosen = best(random, free, (i) => {
        const ownDays = cells[i][season].filter((mask) => mask > 0).length
        const other = cells[i][1 - season][day] & (1 << period)
        // whole afternoons rather than single hours, four days at most, everybody on two
        return (other ? 40 : 0) + (cells[i][season][day] ? 20 : ownDays < 2 ? 30 : ownDays < 4 ? 10 - 2 * ownDays : -100) + 6 * random.unit()
      })
      if (chosen === undefined || (cells[chosen][season].filter((mask) => mask > 0).length >= 4 && cells[chosen][season][day] === 0)) {
        bucket.open = false
        continue
      }
      cells[chosen][season][day] |= 1 << period
      count[chosen]++
      bucket.supply++
      missing--
    }
  }
}

function bucketsOf(world: World, people: readonly Person[], cells: readonly Cells[], season: number) {
  return world.shape.sites.flatMap((_, site) =>
    days.flatMap((weekday, day) =>
      periods.flatMap((period) => {
        if (!periodAt(world, season, weekday, period)) return []
        const here = indicesWhere(people, (i) => people[i].inService && people[i].site === site)
        const demand = here.reduce(
          (sum, i) => sum + people[i].seats[season].filter((seat) => seat.weekday === weekday && seat.periods.includes(period)).length,
          0,
        )
        const supply = here.filter((i) => cells[i][season][day] & (1 << period)).length
        return [{ site, day, period, demand, supply, open: true }]
      }),
    ),
  )
}

function canAdd(person: Person, cells: Cells, lessons: Staff['teaching'], season: number, day: number, period: number, time: Interval): boolean {
  if (!person.inService || !person.serving || !person.valid[season] || cells[season][day] & (1 << period)) return false
  return lessons.every(
    (l) =>
      l.weekday !== days[day] ||
      (l.season !== undefined && l.season !== seasonIds[season]) ||
      !overlap({ start: minutesOf(l.start), end: minutesOf(l.end) }, time),
  )
}
