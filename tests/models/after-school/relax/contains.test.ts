import { describe, expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { keyOf } from '../../../../models/after-school/constraints/parts.ts'
import { foundIn } from '../../../../models/after-school/exact/found.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import type { Plan } from '../../../../models/after-school/plan.ts'
import { type Detail, modelOf, relax } from '../../../../models/after-school/relax/prove.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { solveLinear } from '../../../../src/mip/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

/**
 * The relaxation with students and seats held where a timetable has them.
 * @returns its least cost by level, Infinity where the timetable is no solution of it
 */
async function leastCost(plan: Plan, timetable: TimetableParts, detail: Detail, mediumAtMost: number | undefined): Promise<{ medium: number; soft: number }> {
  const school = compileSchool(plan)
  const { relaxation, seats } = relax(school, detail, mediumAtMost)
  const found = foundIn(school, timetable)
  for (const { wish, activity, slot, column } of relaxation.starts) {
    const x = found.enrolled[wish] - 1
    const there = x >= 0 && school.sectionActivity[x] === activity && found.spans[x].some((span) => span % school.L === slot)
    relaxation.builder.bound(column, there ? 1 : 0, there ? 1 : 0)
  }
  const taken = new Set<number>()
  for (const post of timetable.posts) {
    const q = keyOf(school, post)!
    const inPosts = q - school.X * school.L * 2 * school.S + school.careFrom
    const { L, S } = school
    const a = post.kind === 'section' ? school.activityIndex.get(post.activity)! : 0
    const call =
      post.kind === 'section'
        ? ((a * 2 + (post.role === 'lead' ? 0 : 1)) * L + school.slotIndex.get(post.slot)!) * S + school.seasonIndex.get(post.season)!
        : school.fixedCall[inPosts]
    for (const id of post.staff) taken.add(call * school.P + school.staffIndex.get(id)!)
  }
  for (const [key, column] of seats) relaxation.builder.bound(column, taken.has(key) ? 1 : 0, taken.has(key) ? 1 : 0)
  const [medium, soft] = await Promise.all([1, 2].map((level) => solveLinear(modelOf(relaxation, level), { engine: 'highs', relaxed: true })))
  return { medium: medium.objective, soft: soft.objective }
}

async function holds(plan: Plan, stepLimit: number): Promise<void> {
  const { solution } = await solve(afterSchool, plan, { stepLimit, seed: 1 })
  const { hard, medium, soft } = checkTimetable(plan, solution)
  // what breaks a rule is no solution, and would be no test
  expect(hard).toBe(0)
  for (const detail of ['coarse', 'fine', 'sets'] as const) {
    const least = await leastCost(plan, solution, detail, medium)
    expect(least.medium).toBeLessThanOrEqual(medium + 1e-6)
    expect(least.soft).toBeLessThanOrEqual(soft + 1e-6)
  }
  // sets of classes where seats may be empty: the medium level alone
  expect((await leastCost(plan, solution, 'sets', undefined)).medium).toBeLessThanOrEqual(medium + 1e-6)
}

describe('every timetable is a solution of the relaxation, at no more than its own cost', () => {
  test.each([3, 5, 14, 27, 29, 39, 46, 48, 55, 56])('random school %i', async (seed) => {
    await holds(validatePlan({ ...randomPlan(seed), pins: {} }).plan!, 4000)
  })

  test.each([
    ['village', 3, 'normal', 500],
    ['village', 4, 'normal', 30_000],
    ['village', 5, 'over', 20_000],
    ['town', 2, 'normal', 20_000],
  ] as const)('%s %i, %s', async (school, seed, tier, steps) => {
    await holds(afterSchool.parse(generate({ school, seed, tier }).plan), steps)
  })
})
