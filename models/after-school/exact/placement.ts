import { solveLinear } from '../../../src/mip/index.ts'
import { compileSchool } from '../compile/school.ts'
import type { Plan } from '../plan.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { foundIn, withStudents } from './found.ts'
import { PlacementModel } from './placement-model.ts'

export interface PlacementOptions {
  /** for each level that is still open; default 60 */
  readonly timeLimitSeconds?: number
  readonly signal?: AbortSignal
}

export interface Placement {
  readonly timetable: TimetableParts
  /** no placement in these sections is better, level by level */
  readonly proven: boolean
  /** cost taken off by level, at least 0 on the first level that changes */
  readonly gained: { readonly hard: number; readonly medium: number; readonly soft: number }
  /** soft units below `gained.soft` that a better placement could still take off; 0 when proven, Infinity when unknown */
  readonly open: number
  readonly seconds: number
}

/**
 * The best placement of all students in the sections as found. Slots, rooms, hosts and every seat stay; so does the need of every post, which bounds the groups from both sides, and every class with
 * children in a care group keeps some there. Under these bounds only the rows of students (choices, balance, priority, tutoring, care above capacity, change of students) can move, and they are priced to the unit.
 *
 * @param timetable hard 0
 * @throws RangeError where students are in sections that they may not be in
 */
export async function placeStudents(plan: Plan, timetable: Timetable | TimetableParts, options: PlacementOptions = {}): Promise<Placement> {
  const began = performance.now()
  const school = compileSchool(plan)
  const model = new PlacementModel(school, foundIn(school, timetable))
  const start = model.incumbent()
  let x = start
  let proven = true
  let open = 0
  const costs = [0, 1, 2].map((level) => model.levelCost(level))
  const fixed: { cost: Float64Array; most: number }[] = []
  for (const level of [0, 1, 2]) {
    const cost = costs[level]
    if (cost.every((c) => c === 0)) continue
    const least = cost.reduce((sum, c, j) => sum + (c < 0 ? c * model.upper(j) : c * model.lower(j)), 0)
    if (price(cost, x) > least) {
      const outcome = await solveLinear(model.build(cost, fixed), {
        engine: 'highs',
        // costs are whole: less than one unit apart is the same
        absoluteGap: 0.999,
        timeLimitSeconds: options.timeLimitSeconds ?? 60,
        start: x,
        ...(options.signal && { signal: options.signal }),
      })
      if (outcome.x && price(cost, outcome.x) < price(cost, x)) x = outcome.x
      if (outcome.status !== 'optimal') {
        proven = false
        open = Math.max(0, price(cost, x) - Math.ceil(outcome.bound - 1e-6))
        if (level < 2) open = Number.POSITIVE_INFINITY
        break
      }
    }
    fixed.push({ cost, most: price(cost, x) })
  }
  const gain = (level: number) => price(costs[level], start) - price(costs[level], x)
  return {
    timetable: withStudents(school, timetable, model.enrolled(x)),
    proven,
    gained: { hard: gain(0), medium: gain(1), soft: gain(2) },
    open,
    seconds: (performance.now() - began) / 1000,
  }
}

const price = (cost: Float64Array, x: Float64Array): number => Math.round(cost.reduce((sum, c, j) => sum + c * x[j], 0))
