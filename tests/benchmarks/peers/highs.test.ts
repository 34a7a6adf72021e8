import { describe, expect, test } from 'vitest'
import { firstTimetable } from '../../../benchmarks/peers/facts/start.ts'
import { solveExactly } from '../../../benchmarks/peers/highs/solve.ts'
import { checkTimetable, timetableFaults } from '../../../models/after-school/check/index.ts'
import { compileSchool } from '../../../models/after-school/compile/school.ts'
import { everything } from '../../../models/after-school/exact/freedom.ts'
import { programmeOf } from '../../../models/after-school/exact/solve.ts'
import { afterSchool } from '../../../models/after-school/model.ts'
import type { PlanInput } from '../../../models/after-school/plan.ts'
import { validatePlan } from '../../../models/after-school/validate/index.ts'
import { breach } from '../../../src/mip/linear-model.ts'
import type { Cost } from '../../../src/solve/model.ts'
import { solve } from '../../../src/solve/solve.ts'
import { smallPlan } from '../../support/plan.ts'
import { randomPlan } from '../../support/random-plan.ts'
import { threeSlots } from '../../support/three-slots.ts'

const oneSeason = (plan: PlanInput) => {
  plan.seasons = plan.seasons.slice(0, 1)
  for (const own of plan.classes) own.dismissal = { summer: '16:20' }
}
const override = (field: 'externalsAccompanied' | 'mergeGrades', value: string) => (plan: PlanInput) => {
  plan.policy.overrides = [{ field, value, reason: 'for the test' }]
}
const fewer = (plan: PlanInput) => {
  plan.staff = plan.staff.filter(({ id }) => id !== 'T3' && id !== 'K1')
}

describe('the optimum of a tiny school is the best that the search finds', () => {
  const table: [string, ((plan: PlanInput) => void)[]][] = [
    ['three slots', [threeSlots]],
    ['three slots, one season', [threeSlots, oneSeason]],
    ['merging refused to other grades', [threeSlots, oneSeason, override('mergeGrades', 'same')]],
    ['externals alone if need be', [threeSlots, oneSeason, override('externalsAccompanied', 'no')]],
    ['too few people', [threeSlots, oneSeason, fewer]],
  ]
  test.each(table)('%s', { timeout: 100_000 }, async (_, changes) => {
    const plan = afterSchool.parse(
      smallPlan((input) => {
        for (const change of changes) change(input)
      }),
    )
    const exact = await solveExactly(plan, firstTimetable(plan), { timeLimitSeconds: 80 })
    expect(exact.proven).toBe(true)
    expect(timetableFaults(plan, exact.timetable)).toEqual([])
    const { hard, medium, soft } = checkTimetable(plan, exact.timetable)
    expect(soft).toBe(exact.bound)
    const costs: number[][] = []
    for (const seed of [1, 2, 3]) {
      const found = await solve(afterSchool, plan, { stepLimit: 60_000, seed })
      costs.push([found.hard, found.medium, found.soft])
    }
    expect(costs).toContainEqual([hard, medium, soft])
  })
})

test('of random schools, a timetable found breaks no rule, and a proved optimum is never worse than the search', async () => {
  const inputs = Array.from({ length: 400 }, (_, seed) => randomPlan(seed + 1)).filter(
    ({ sites, classes, students }) => sites.length === 1 && classes.length <= 3 && students.length <= 11,
  )
  for (const { baseline: _, ...input } of inputs.slice(0, 6)) {
    const plan = validatePlan({ ...input, pins: {}, weights: {} }).plan!
    const exact = await solveExactly(plan, firstTimetable(plan), { timeLimitSeconds: 1.5 })
    const { hard, medium, soft } = checkTimetable(plan, exact.timetable)
    expect(hard).toBe(0)
    if (!exact.proven) continue
    expect(soft).toBe(exact.bound)
    const found = await solve(afterSchool, plan, { stepLimit: 10_000, seed: 1 })
    expect(medium * 1e6 + soft).toBeLessThanOrEqual(found.hard * 1e12 + found.medium * 1e6 + found.soft)
  }
})

// pins that cannot all be kept and a baseline; a baseline; two sites, a pin and a baseline; two sites and pins
test.each([1, 6, 8, 12])('pins, a baseline and ways between sites are priced: random plan %i', { timeout: 60_000 }, async (seed) => {
  const plan = validatePlan({ ...randomPlan(seed), weights: {} }).plan!
  const first = firstTimetable(plan)
  const programme = programmeOf(compileSchool(plan), first, everything)
  const x = programme.incumbent()
  expect(programme.broken).toBe(false)
  expect(breach(programme.build(2), x)).toBeLessThan(1e-6)
  const costs = [0, 1, 2].map((level) => {
    const { cost, offset } = programme.cost(level)
    return offset + cost.reduce((sum, c, j) => sum + c * x[j], 0)
  })
  const report = checkTimetable(plan, first)
  expect(costs).toEqual([report.hard, report.medium, report.soft])
  const exact = await solveExactly(plan, first, { timeLimitSeconds: 3 })
  expect(timetableFaults(plan, exact.timetable)).toEqual([])
  const after = checkTimetable(plan, exact.timetable)
  const one = ({ hard, medium, soft }: Cost) => hard * 1e12 + medium * 1e6 + soft
  expect(one(after)).toBeLessThanOrEqual(one(report))
  if (exact.proven) expect(exact.bound).toBe(after.soft)
})

test('what the programme does not know, it refuses', async () => {
  const forgiving = afterSchool.parse(smallPlan((plan) => Object.assign(plan, { weights: { 'group-size': 0 } })))
  await expect(solveExactly(forgiving, firstTimetable(forgiving), { timeLimitSeconds: 1 })).rejects.toThrow('hard row')
})
