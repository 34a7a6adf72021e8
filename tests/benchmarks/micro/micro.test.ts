import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { handWritten } from '../../../benchmarks/micro/hand-written.ts'
import { priceAt } from '../../../benchmarks/micro/price.ts'
import { courseSubject } from '../../../benchmarks/micro/public-models.ts'
import { priceInSearch, schoolRules } from '../../../benchmarks/micro/school.ts'
import { generate } from '../../../benchmarks/scenarios/index.ts'
import { compileTables } from '../../../models/course-timetabling/compile.ts'
import { placeAll } from '../../../models/course-timetabling/construct.ts'
import { parseEctt } from '../../../models/course-timetabling/ectt.ts'
import { Objective } from '../../../models/course-timetabling/objective.ts'
import { conflictWeight, cooling } from '../../../models/course-timetabling/search.ts'
import { Walk } from '../../../models/course-timetabling/walk.ts'
import { Random } from '../../../src/kernel/random.ts'
import { Schedule } from '../../../src/search/schedule.ts'
import { randomInstance } from '../../models/course-timetabling/random-instance.ts'

const toy = readFileSync(join(import.meta.dirname, '../../models/course-timetabling/fixtures/toy.ectt'), 'utf8')

describe('the loop written by hand', () => {
  test('makes the very moves that the kernel makes', () => {
    for (const instance of Array.from({ length: 12 }, (_, i) => randomInstance(i + 1))) {
      const tables = compileTables(instance)
      const start = new Int32Array(tables.lectures).fill(-1)
      placeAll(tables, start, new Random(1))
      if (start.includes(-1)) continue
      const walk = new Walk(tables, new Objective(tables), start, new Random(1))
      const schedule = new Schedule(cooling)
      for (let steps = 0; steps < 40_960; ) {
        const accepted = walk.run(4096, schedule.temperature, conflictWeight)
        steps += 4096
        schedule.after(4096, accepted, steps, steps / 40_960)
      }
      expect(handWritten(instance, start, 40_960, cooling, 1).values, instance.name).toEqual(walk.values)
    }
  })

  test('knows its own cost: what it adds up is what the rules count', () => {
    for (const instance of [parseEctt(toy), ...Array.from({ length: 12 }, (_, i) => randomInstance(i + 1))]) {
      const tables = compileTables(instance)
      const start = new Int32Array(tables.lectures).fill(-1)
      placeAll(tables, start, new Random(1))
      if (start.includes(-1)) continue
      const { hard, soft, values } = handWritten(instance, start, 40_960, cooling, 1)
      const objective = new Objective(tables)
      objective.reset(values)
      expect([hard, soft], instance.name).toEqual([objective.hard, objective.soft])
    }
  })
})

describe('a price alone', () => {
  test('of a rule at one state: the state is as it was', () => {
    const { rules, values, draw } = courseSubject(toy)
    const before = values.slice()
    const price = priceAt(rules[0], values, draw)
    expect(price).toMatchObject({ rule: 'conflicts', level: 'hard' })
    expect(price.delta).toBeGreaterThan(0)
    expect(price.apply).toBeGreaterThan(0)
    expect(values).toEqual(before)
  })

  test('of a rule within a search', () => {
    const { plan } = generate({ school: 'village', seed: 1, tier: 'normal' })
    expect(schoolRules(plan)).toContain('student-choice')
    const price = priceInSearch(plan, 'student-choice', { warmUp: 8192, timed: 8192 })
    expect(price.level).toBe('soft')
    expect(price.calls).toBeGreaterThan(0)
    expect(price.delta).toBeGreaterThan(0)
    expect(() => priceInSearch(plan, 'no-rule', { warmUp: 0, timed: 0 })).toThrow('no rule no-rule: there are')
  })
})
