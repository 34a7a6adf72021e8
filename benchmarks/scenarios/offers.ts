import type { Staff } from '../../models/after-school/plan.ts'
import { clockOf } from '../../src/calendar/index.ts'
import type { Random } from '../../src/kernel/random.ts'
import { type Interval, seasonIds } from './bells.ts'
import { type Cells, days, periodAt } from './cells.ts'
import { chance, oneOf, weighted } from './draw.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

/** Turns hours into offers: clock intervals with a keenness, one for the whole term where both seasons ask for the same periods. */

type Offer = Staff['offers'][number]
const keenness = ['keen', 'willing', 'reluctant'] as const
/** A fifth of the offers of staff in service are reluctant; who comes from outside comes gladly. */
const ownWeights = [30, 50, 20]
const externalWeights = [60, 40, 0]

interface Run {
  readonly periods: string
  readonly time: Interval
}

export function offersOf(random: Random, world: World, person: Person, cells: Cells): Offer[] {
  return days.flatMap((weekday, day) => {
    const bySeason = seasonIds.map((_, season) => runsOf(world, person, season, weekday, cells[season][day]))
    const mood = () => keenness[weighted(random, person.inService ? ownWeights : externalWeights)]
    const [summer, winter] = bySeason
    const whole = summer.length === winter.length && summer.every((run, k) => run.periods === winter[k].periods)
    // some feel differently about the hours of the other season
    if (whole && !chance(random, 0.1)) return summer.map((run, k) => offer(weekday, union(run.time, winter[k].time), mood()))
    return bySeason.flatMap((runs, season) => runs.map((run) => offer(weekday, run.time, mood(), seasonIds[season])))
  })
}

const offer = (weekday: Offer['weekday'], { start, end }: Interval, mood: Offer['keenness'], season?: string): Offer => ({
  weekday,
  ...(season && { season }),
  start: clockOf(start),
  end: clockOf(end),
  keenness: mood,
})

const union = (a: Interval, b: Interval): Interval => ({ start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) })

/** Consecutive periods are one offer; it reaches as far as the seats in it do (a gate duty ends after the last bell). */
function runsOf(world: World, person: Person, season: number, weekday: Offer['weekday'], mask: number): Run[] {
  const runs: Run[] = []
  for (let period = 1; period <= 3; period++) {
    const time = mask & (1 << period) ? periodAt(world, season, weekday, period) : undefined
    if (!time) continue
    const last = runs[runs.length - 1]
    if (last?.periods.endsWith(String(period - 1))) runs[runs.length - 1] = { periods: last.periods + period, time: union(last.time, time) }
    else runs.push({ periods: String(period), time })
  }
  const gates = person.seats[season].filter((seat) => seat.weekday === weekday && seat.periods.length === 0)
  for (const gate of gates) {
    const before = runs.findIndex((run) => run.time.end <= gate.end && run.time.end >= gate.start - 30)
    if (before >= 0) runs[before] = { periods: `${runs[before].periods}g`, time: union(runs[before].time, gate) }
    else runs.push({ periods: 'g', time: gate })
  }
  return runs
}

/** What somebody offers who serves nowhere in the planted timetable: free hours, of no use while the papers are missing. */
export function idleOffers(random: Random, world: World): Offer[] {
  const first = oneOf(random, [0, 1, 2])
  return [first, first + 2].map((day) => {
    const time = periodAt(world, 1, days[day], 1)!
    return offer(days[day], union(time, periodAt(world, 1, days[day], 2)!), 'willing')
  })
}
