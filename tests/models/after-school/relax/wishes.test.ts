import { describe, expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import type { Plan } from '../../../../models/after-school/plan.ts'
import { wishFloor } from '../../../../models/after-school/relax/wishes.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

const floorOf = (plan: Plan) => wishFloor(compileSchool(plan))
const choiceOf = async (plan: Plan, stepLimit: number) => {
  const report = checkTimetable(plan, (await solve(afterSchool, plan, { stepLimit, seed: 1 })).solution)
  return { hard: report.hard, cost: report.constraints.find(({ id }) => id === 'student-choice')!.cost }
}

const seeds = Array.from({ length: 20 }, (_, i) => i + 1)
test.each(seeds)('random school %i: no timetable serves wishes for less', async (seed) => {
  const plan = validatePlan({ ...randomPlan(seed), pins: {} }).plan!
  for (const steps of [1, 3000]) {
    const { hard, cost } = await choiceOf(plan, steps)
    expect(hard).toBe(0)
    expect(floorOf(plan)).toBeLessThanOrEqual(cost)
  }
})

describe('a generated village', () => {
  const village = afterSchool.parse(generate({ school: 'village', seed: 7, tier: 'normal' }).plan)

  test('more is wished than there is', async () => {
    const { cost } = await choiceOf(village, 40_000)
    expect(floorOf(village)).toBeLessThanOrEqual(cost)
    expect(floorOf(village)).toBeGreaterThan(0)
  })

  test.each([
    ['without any place: as in the empty timetable', { sections: { min: 0, max: 0 } }],
    ['in slots that nobody attends: the same', { slots: [] as string[] }],
  ])('%s', (_, change) => {
    const plan = { ...village, activities: village.activities.map((activity) => ({ ...activity, ...change })) } as Plan
    const empty = checkTimetable(plan, { sections: [], care: [], posts: [] })
    expect(floorOf(plan)).toBe(empty.constraints.find(({ id }) => id === 'student-choice')!.cost)
  })

  test.each([
    ['a weight', { weights: { 'student-choice': 3 } }, 3],
    ['no weight', { weights: { 'student-choice': 0 } }, 0],
  ])('with %s', (_, more, factor) => {
    const floor = floorOf({ ...village, ...more } as Plan)
    // rounding up comes last
    expect(floor).toBeGreaterThanOrEqual(factor * (floorOf(village) - 1))
    expect(floor).toBeLessThanOrEqual(factor * floorOf(village))
  })
})
