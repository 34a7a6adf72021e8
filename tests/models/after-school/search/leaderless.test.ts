import { expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'

test('from a timetable whose leaders have left, sections are led by others or close, however dear a change', async () => {
  const plan = parsePlan(generate({ school: 'village', seed: 5, tier: 'normal' }).plan)
  const { solution } = await solve(afterSchool, plan, { stepLimit: 40_000, seed: 1 })
  const led = solution.posts.flatMap((post) => (post.kind === 'section' && post.role === 'lead' ? post.staff : []))
  const gone = new Set(led.slice(0, 3))
  const staff = plan.staff.map((person) => (gone.has(person.id) ? { ...person, offers: [] } : person))
  const changed = { ...plan, staff, baseline: solution, weights: { ...plan.weights, change: 16 } }
  const { solution: answer, hard } = await solve(afterSchool, changed, { stepLimit: 40_000, seed: 1, start: solution })
  expect(hard).toBe(0)
  // not by closing everything
  expect(answer.sections.length).toBeGreaterThan(solution.sections.length / 2)
  expect(checkTimetable(changed, answer).hard).toBe(0)
})
