import { expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { descend } from '../../../../models/after-school/explain/descent.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'

const plan = parsePlan(smallPlan())
const steps = 40_000

it('gives back a place that only has to be taken', async () => {
  const { solution } = await solve(afterSchool, plan, { stepLimit: steps, seed: 1 })
  const sections = solution.sections.filter(({ students }) => students.length > 2)
  expect(sections.length).toBeGreaterThan(1)
  const best = checkTimetable(plan, solution)
  for (const section of sections) {
    const without = { ...solution, sections: solution.sections.map((own) => (own === section ? { ...own, students: own.students.slice(1) } : own)) }
    expect(checkTimetable(plan, without).soft).toBeGreaterThan(best.soft)
    const after = checkTimetable(plan, descend(plan, without, steps).timetable)
    expect([after.hard, after.medium]).toEqual([best.hard, best.medium])
    expect(after.soft).toBeLessThanOrEqual(best.soft)
  }
})

it('is no worse than where it began, gives the same answer again, and ends where enough is found', async () => {
  const { solution } = await solve(afterSchool, plan, { stepLimit: 4096, seed: 3 })
  const before = checkTimetable(plan, solution)
  const once = descend(plan, solution, steps)
  const after = checkTimetable(plan, once.timetable)
  expect(after.hard).toBeLessThanOrEqual(before.hard)
  expect(after.hard + after.medium).toBeLessThanOrEqual(before.hard + before.medium)
  expect(after.soft).toBeLessThanOrEqual(before.soft)
  expect(once).toEqual(descend(plan, solution, steps))
  let asked = 0
  expect(descend(plan, solution, steps, () => ++asked > 0).reached).toBe(true)
  expect(asked).toBe(1)
})
