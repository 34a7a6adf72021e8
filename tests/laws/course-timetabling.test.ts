import { describe, expect, test } from 'vitest'
import { compileTables } from '../../models/course-timetabling/compile.ts'
import { Objective } from '../../models/course-timetabling/objective.ts'
import type { Random } from '../../src/kernel/random.ts'
import { randomInstance } from '../models/course-timetabling/random-instance.ts'
import { checkLaws } from './laws.ts'

/** any place for any lecture, taken or not: the rules must count whatever they are given */
const ground = (lectures: number, places: number) => {
  const move = (_: Int32Array, random: Random) => ({ variable: random.below(lectures), to: random.below(places) })
  return {
    values: (random: Random) => Int32Array.from({ length: lectures }, () => random.below(places)),
    move,
    pair: (values: Int32Array, random: Random) => {
      const a = move(values, random)
      const b = move(values, random)
      // half of them exchanges, which the rules price by a way of their own
      return random.below(2)
        ? ([
            { ...a, to: values[b.variable] },
            { ...b, to: values[a.variable] },
          ] as const)
        : ([a, b] as const)
    },
  }
}

const ids = new Objective(compileTables(randomInstance(1))).rules.map((rule) => rule.id)

describe('every rule of course timetabling keeps the laws', () => {
  test.each(ids)('%s', (id) => {
    let changed = 0
    for (let seed = 1; seed <= 12; seed++) {
      const tables = compileTables(randomInstance(seed))
      const rule = new Objective(tables).rules.find((one) => one.id === id)!
      changed += checkLaws(rule, ground(tables.lectures, tables.places), { seed, moves: 40 })
    }
    expect(changed).toBeGreaterThan(50)
  })
})
