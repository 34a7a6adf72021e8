import { solveLinear } from '../../../src/mip/index.ts'
import type { School } from '../compile/school.ts'
import type { TimetableParts } from '../timetable.ts'
import { timetableOf } from './answer.ts'
import { addCare } from './care.ts'
import { addContinuity } from './continuity.ts'
import { Freedom, type Wish } from './freedom.ts'
import { addRooms, addSections, addStudents } from './groups.ts'
import { incumbentOf } from './incumbent.ts'
import { addChange, addPins } from './kept.ts'
import { addPosts } from './posts.ts'
import { Programme } from './programme.ts'
import { addTravel } from './sites.ts'
import { addStaff } from './staff.ts'

export interface ExactOptions {
  readonly timeLimitSeconds: number
  readonly seed?: number
  readonly signal?: AbortSignal
  /** columns above which the programme is not even tried */
  readonly mostColumns?: number
}

export interface Exact {
  /** the best that was found, the incumbent where that is nothing better */
  readonly timetable: TimetableParts
  /** whether anything better was found */
  readonly improved: boolean
  /** nothing within the freedom is better */
  readonly proven: boolean
  /** proved: no timetable within the freedom that is as good in pins and medium costs less soft; 0 until their cost is proved */
  readonly bound: number
  /** soft units less, a thousand for each unit of medium, and a million for each pin */
  readonly gained: number
  readonly columns: number
  readonly seconds: number
}

const inSoft = [1_000_000, 1000, 1]

/** The programme around a timetable in which nothing hard is broken but pins, as far as the wish goes. */
export function programmeOf(school: School, timetable: TimetableParts, wish: Wish): Programme {
  const now = incumbentOf(school, timetable)
  const p = new Programme(school, new Freedom(school, now, wish), now)
  addSections(p)
  addStudents(p)
  addCare(p)
  addRooms(p)
  addPosts(p)
  addStaff(p)
  addContinuity(p)
  addTravel(p)
  addPins(p)
  addChange(p)
  return p
}

/**
 * The best timetable among those that differ from this one in what the wish leaves open, pins before medium before soft.
 *
 * @param timetable nothing hard is broken in it but pins
 */
export async function improveExactly(school: School, timetable: TimetableParts, wish: Wish, options: ExactOptions): Promise<Exact> {
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1000
  const p = programmeOf(school, timetable, wish)
  const nothing = { timetable, improved: false, proven: false, bound: 0, gained: 0, columns: p.columns }
  if (p.broken || p.columns > (options.mostColumns ?? Number.POSITIVE_INFINITY)) return { ...nothing, seconds: seconds() }
  let x = p.incumbent()
  const start = x
  let proven = true
  let bound = 0
  for (const level of [0, 1, 2]) {
    const { cost, offset } = p.cost(level)
    const now = price(cost, x)
    // no level costs less than nothing
    if (offset + now > 0 && cost.some((c) => c !== 0)) {
      const outcome = await solveLinear(p.build(level), {
        engine: 'highs',
        absoluteGap: 0.999,
        timeLimitSeconds: Math.max(0.2, options.timeLimitSeconds - seconds()),
        start: x,
        ...(options.seed !== undefined && { seed: options.seed }),
        ...(options.signal && { signal: options.signal }),
      })
      if (outcome.x && price(cost, outcome.x) < now) x = outcome.x
      proven = outcome.status === 'optimal'
      if (level === 2) bound = Math.max(0, Math.ceil(outcome.bound - 1e-6))
      if (!proven) break
    } else if (level === 2) bound = Math.round(offset + now)
    p.limit(level, offset + price(cost, x))
  }
  const improved = x !== start
  const gained = inSoft.reduce((sum, worth, level) => sum + worth * (price(p.cost(level).cost, start) - price(p.cost(level).cost, x)), 0)
  return {
    timetable: improved ? timetableOf(p, x) : timetable,
    improved,
    proven,
    bound,
    gained,
    columns: p.columns,
    seconds: seconds(),
  }
}

const price = (cost: Float64Array, x: Float64Array): number => Math.round(cost.reduce((sum, c, j) => sum + c * x[j], 0))
