import { expect, test } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { decode, encode } from '../../../../models/after-school/codec.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { squeeze } from '../../../../models/after-school/search/squeeze.ts'
import { State } from '../../../../models/after-school/state.ts'
import { timetableParts } from '../../../../models/after-school/timetable.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { Random } from '../../../../src/kernel/random.ts'
import { smallPlan } from '../../../support/plan.ts'

/** Two classes of three in the first grade and a larger one in the second; one supervisor looks after four, chess takes two: the first two of the larger class, led by T1. */
function school(larger: number) {
  const plan = parsePlan(
    smallPlan((p) => {
      p.policy.overrides = [
        { field: 'studentsPerSupervisor', value: 4, reason: '四人一组' },
        { field: 'mergeGrades', value: 'same', reason: '只合并同年级' },
      ]
      p.rooms.push({ id: 'R3', site: 'main', capacity: 30, features: ['step-free'] })
      p.classes.push({ ...p.classes[1], id: 'C3', grade: 2, homeRoom: 'R3', homeroomTeacher: 'T3' })
      p.classes[1].grade = 1
      const template = p.students[0]
      p.students = Object.entries({ C1: 3, C2: 3, C3: larger }).flatMap(([of, n]) =>
        Array.from({ length: n }, (_, i) => ({ ...template, id: `${of}-${i}`, class: of, choices: ['chess'], clubsWanted: 1 })),
      )
      p.activities[0].size = { min: 1, max: 2 }
      p.activities[0].slots = ['mon-1']
    }),
  )
  const state = new State(compileSchool(plan))
  const lead = (season: string) => ({ kind: 'section', activity: 'chess', number: 1, slot: 'mon-1', role: 'lead', season, staff: ['T1'] })
  const chess = { activity: 'chess', number: 1, sessions: [{ slot: 'mon-1', room: 'ART' }], students: ['C3-0', 'C3-1'] }
  encode(state, timetableParts.parse({ sections: [chess], posts: [lead('summer'), lead('winter')] }))
  return { plan, state, monday: plan.slots.findIndex(({ id }) => id === 'mon-1') }
}

const emptySeats = (state: State) => state.amounts[state.rules.unfilledSeat.row]
test('two classes share a supervisor once their children have the places of a class that has room', () => {
  const { plan, state, monday } = school(4)
  const before = emptySeats(state)
  expect(squeeze(state, new Random(1), monday, 0)).toBe(true)
  const timetable = decode(state.school, state.values)
  expect(timetable.sections[0].students).toHaveLength(2)
  for (const id of timetable.sections[0].students) expect(id).toMatch(/^C[12]-/)
  expect(timetable.care).toEqual([expect.objectContaining({ slot: 'mon-1', class: expect.stringMatching(/^C[12]$/) })])
  // one in each season; the checker counts the same
  expect(emptySeats(state)).toBe(before - 2)
  const { hard, constraints } = checkTimetable(plan, timetable)
  expect({ hard, empty: constraints.find(({ id }) => id === 'unfilled-seat')!.amount }).toEqual({ hard: 0, empty: before - 2 })
})

test('not where the class that would make room needs another supervisor for it', () => {
  const { state, monday } = school(6)
  expect(squeeze(state, new Random(1), monday, 0)).toBe(false)
})
