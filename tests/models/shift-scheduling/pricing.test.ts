import { describe, expect, test } from 'vitest'
import { compileTables } from '../../../models/shift-scheduling/compile.ts'
import { Objective } from '../../../models/shift-scheduling/objective.ts'
import { Pricer } from '../../../models/shift-scheduling/pricing.ts'
import { Random } from '../../../src/kernel/random.ts'
import { enumerate } from './enumerate.ts'
import { randomInstance } from './random-instance.ts'

describe('the cheapest days of one employee', () => {
  test('are what trying all of them finds, and keep every hard rule', () => {
    let solvable = 0
    for (let seed = 1; seed <= 60; seed++) {
      const tables = compileTables(randomInstance(seed, { horizon: 7 + (seed % 2), employees: 1 }))
      const random = new Random(seed)
      const costs = Float64Array.from({ length: tables.horizon * tables.values }, () => random.below(21) - 10)
      const pricer = new Pricer(tables)
      const found = pricer.cheapest(0, costs)
      expect(found, `seed ${seed}`).toBe(enumerate(tables, costs, new Int32Array(tables.horizon), 0, tables.horizon))
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
