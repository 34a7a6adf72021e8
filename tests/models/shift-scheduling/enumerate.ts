import type { Tables } from '../../../models/shift-scheduling/compile.ts'
import { Objective } from '../../../models/shift-scheduling/objective.ts'

/** Tries every way to fill the days from … to − 1 of the only employee, the others staying as they are. @returns the cost of the cheapest legal one */
export function enumerate(tables: Tables, costs: Float64Array, around: Int32Array, from: number, to: number): number {
  const { values, allowed } = tables
  const objective = new Objective(tables)
  const row = around.slice()
  let best = Number.POSITIVE_INFINITY
  const fill = (day: number, cost: number) => {
    if (day === to) {
      if (cost >= best) return
      objective.reset(row)
      if (objective.hard === 0) best = cost
      return
    }
    for (let value = 0; value < values; value++) {
      if (!allowed[day * values + value]) continue
      row[day] = value
      fill(day + 1, cost + costs[day * values + value])
    }
  }
  fill(from, 0)
  return best
}
