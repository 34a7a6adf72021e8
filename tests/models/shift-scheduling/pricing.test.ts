import { describe, expect, test } from 'vitest'
import { compileTables, type Tables } from '../../../models/shift-scheduling/compile.ts'
import { Objective } from '../../../models/shift-scheduling/objective.ts'
import { Pricer } from '../../../models/shift-scheduling/pricing.ts'
import { Random } from '../../../src/kernel/random.ts'
import { randomInstance } from './random-instance.ts'

/** tries every row of days of the first employee, the only one */
function enumerate(tables: Tables, costs: Float64Array): number {
  const { horizon, values, allowed } = tables
  const objective = new Objective(tables)
  const row = new Int32Array(horizon)
  let best = Number.POSITIVE_INFINITY
  const fill = (day: number, cost: number) => {
    if (day === horizon) {
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
  fill(0, 0)
  return best
}

describe('the cheapest days of one employee', () => {
  test('are what trying all of them finds, and keep every hard rule', () => {
    let solvable = 0
    for (let seed = 1; seed <= 60; seed++) {
      const tables = compileTables(randomInstance(seed, { horizon: 7 + (seed % 2), employees: 1 }))
      const random = new Random(seed)
      const costs = Float64Array.from({ length: tables.horizon * tables.values }, () => random.below(21) - 10)
      const pricer = new Pricer(tables)
      const found = pricer.cheapest(0, costs)
      expect(found, `seed ${seed}`).toBe(enumerate(tables, costs))
      if (found === Number.POSITIVE_INFINITY) continue
      solvable++
      const objective = new Objective(tables)
      objective.reset(pricer.row)
      expect(objective.hard, `seed ${seed}`).toBe(0)
      expect(
        pricer.row.reduce((sum, value, day) => sum + costs[day * tables.values + value], 0),
        `seed ${seed}`,
      ).toBe(found)
    }
    expect(solvable).toBeGreaterThan(25)
  })
})
