import { expect, test } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'

test('a section for which there is one helper opens with as many students as one helper may have, not with all who wish for it', async () => {
  const plan = parsePlan(
    smallPlan(({ activities, students }) => {
      const chess = activities.find(({ id }) => id === 'chess')!
      for (const student of students)
        Object.assign(student, { choices: ['chess'], clubsWanted: 1, attends: ['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'], priority: [] })
      // all twelve students wish for it alone; a teacher leads, and the parent alone may help
      chess.roles = [
        { role: 'lead', count: 1, kinds: ['teacher'], skills: ['chess'] },
        { role: 'assistant', perStudents: 4, kinds: ['parent'] },
      ]
    }),
  )
  const { solution, hard, medium } = await solve(afterSchool, plan, { stepLimit: 100_000, seed: 1 })
  expect({ hard, medium }).toEqual({ hard: 0, medium: 0 })
  expect(solution.sections.filter(({ activity }) => activity === 'chess').map(({ students }) => students.length)).toEqual([4])
  expect(checkTimetable(plan, solution)).toMatchObject({ hard: 0, medium: 0 })
})
