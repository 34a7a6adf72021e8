import { describe, expect, test } from 'vitest'
import { compileTables } from '../../models/shift-scheduling/compile.ts'
import { Objective } from '../../models/shift-scheduling/objective.ts'
import type { Random } from '../../src/kernel/random.ts'
import { randomInstance } from '../models/shift-scheduling/random-instance.ts'
import { checkLaws, type Ground } from './laws.ts'

/** any value on any day, allowed or not, but every other day off: the rules must count whatever they are given */
const ground = (variables: number, values: number): Ground => ({
  values: (random: Random) => Int32Array.from({ length: variables }, () => draw(values, random)),
  move: (_, random) => ({ variable: random.below(variables), to: draw(values, random) }),
})

const draw = (values: number, random: Random) => (random.below(2) ? 0 : random.below(values))

const ids = new Objective(compileTables(randomInstance(1))).rules.map((rule) => rule.id)

describe('every rule of shift scheduling keeps the laws', () => {
  test.each(ids)('%s', (id) => {
    let changed = 0
    for (let seed = 1; seed <= 12; seed++) {
      const tables = compileTables(randomInstance(seed))
      const rule = new Objective(tables).rules.find((one) => one.id === id)!
      changed += checkLaws(rule, ground(tables.variables, tables.values), { seed, moves: 60 })
    }
    expect(changed).toBeGreaterThan(15)
  })
})
