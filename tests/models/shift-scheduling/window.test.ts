import { describe, expect, test } from 'vitest'
import { compileTables } from '../../../models/shift-scheduling/compile.ts'
import { Objective } from '../../../models/shift-scheduling/objective.ts'
import { Pricer } from '../../../models/shift-scheduling/pricing.ts'
import { Random } from '../../../src/kernel/random.ts'
import { enumerate } from './enumerate.ts'
import { randomInstance } from './random-instance.ts'

describe('the cheapest days of one employee within a window', () => {
  for (const [from, to] of [
    [0, 7],
    [7, 14],
    [14, 21],
  ]) {
    test(`days ${from} to ${to - 1} are what trying all of them finds, beside the days around`, () => {
      let solvable = 0
      for (let seed = 1; seed <= 40; seed++) {
        const tables = compileTables(randomInstance(seed, { horizon: 21, employees: 1 }))
        const random = new Random(seed)
        const draw = () => Float64Array.from({ length: tables.horizon * tables.values }, () => random.below(21) - 10)
        const pricer = new Pricer(tables)
        pricer.cheapest(0, draw())
        if (!pricer.legal) continue
        solvable++
        const around = pricer.row.slice()
        const costs = draw()
        const found = pricer.cheapest(0, costs, { from, to }, around)
        expect(found, `seed ${seed}`).toBe(enumerate(tables, costs, around, from, to))
        const objective = new Objective(tables)
        objective.reset(pricer.row)
        expect(objective.hard, `seed ${seed}`).toBe(0)
        expect([...pricer.row].filter((_, day) => day < from || day >= to)).toEqual([...around].filter((_, day) => day < from || day >= to))
      }
      expect(solvable).toBeGreaterThan(15)
    })
  }
})
