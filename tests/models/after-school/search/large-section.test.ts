import { expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'

test('a section of more than 512 students is closed, moved and opened like any other', async () => {
  const plan = parsePlan(generate({ school: 'town', seed: 3, tier: 'normal' }).plan)
  const club = plan.activities.find(({ everyone, sections }) => !everyone && (sections.min ?? 0) === 0)!
  const hall = { ...club, grades: [1, 2, 3, 4, 5, 6], size: { min: 8, max: 900 }, roles: [{ role: 'lead' as const, count: 1 }], roomFeatures: [] }
  const students = plan.students.map((s) => ({ ...s, choices: [club.id], clubsWanted: 1 }))
  const rooms = plan.rooms.map((room) => ({ ...room, capacity: 1000 }))
  const staff = plan.staff.map((person) => ({ ...person, refuses: [] }))
  const large = parsePlan({ ...plan, activities: [hall], students, rooms, staff })
  const { solution, hard } = await solve(afterSchool, large, { stepLimit: 300_000, seed: 1 })
  expect(Math.max(...solution.sections.map((section) => section.students.length))).toBeGreaterThan(512)
  expect(hard).toBe(0)
  expect(checkTimetable(large, solution).hard).toBe(0)
})
