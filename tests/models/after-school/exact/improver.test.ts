import { expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { checkTimetable, timetableFaults } from '../../../../models/after-school/check/index.ts'
import { schoolImprover } from '../../../../models/after-school/exact/improver.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

const plain = (seed: number) => {
  const { baseline: _, ...input } = randomPlan(seed)
  return validatePlan({ ...input, pins: {}, weights: {} }).plan!
}

// optima of the first two an annealing of any length misses: two classes move to the one care room together, or not at all; the last two have two sites
test.each([
  [128, 203, 233],
  [171, 361, 171],
  [101, 1724, 325],
  [222, 923, 331],
])('tiny school %i: the optimum, proved', async (seed, medium, soft) => {
  const outcome = await solve(afterSchool, plain(seed), { timeLimitSeconds: 60, improvingShare: 0.99 })
  expect(outcome).toMatchObject({ hard: 0, medium, soft, bound: soft, stopped: 'done' })
})

test('in a village, tries at parts give a better timetable', async () => {
  const plan = afterSchool.parse(generate({ school: 'village', seed: 1, tier: 'normal' }).plan)
  const { solution } = await solve(afterSchool, plan, { stepLimit: 1 })
  const improver = schoolImprover(plan)
  expect(improver.share).toBe(0)
  let timetable = solution
  const { medium, soft } = checkTimetable(plan, timetable)
  for (let i = 0; i < 6 && timetable === solution; i++) {
    const { solution: better, done } = await improver.improve(timetable, { timeLimitSeconds: 3 })
    expect(done).toBe(false)
    if (!better) continue
    expect(timetableFaults(plan, better)).toEqual([])
    const after = checkTimetable(plan, better)
    expect(after.hard).toBe(0)
    expect(after.medium * 1000 + after.soft).toBeLessThan(medium * 1000 + soft)
    timetable = better
  }
  // whoever has hardly searched leaves much to gain
  expect(timetable).not.toBe(solution)
})

test('a tiny school with a baseline: the optimum beside it, proved', async () => {
  const free = plain(128)
  const { sections, care, posts } = (await solve(afterSchool, free, { stepLimit: 2000, seed: 3 })).solution
  const plan = { ...free, baseline: { sections, care, posts } }
  const outcome = await solve(afterSchool, plan, { timeLimitSeconds: 60, improvingShare: 0.99 })
  expect(outcome).toMatchObject({ hard: 0, stopped: 'done' })
  expect(outcome.bound).toBe(outcome.soft)
  const { medium, soft } = checkTimetable(plan, { ...outcome.solution })
  expect([medium, soft]).toEqual([outcome.medium, outcome.soft])
  // the baseline itself changes nothing
  const kept = checkTimetable(plan, { ...outcome.solution, sections, care, posts })
  expect(outcome.medium * 1e6 + outcome.soft).toBeLessThanOrEqual(kept.medium * 1e6 + kept.soft)
})
