import { expect, test } from 'vitest'
import { decode, encode } from '../../../../models/after-school/codec.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import { serveAll } from '../../../../models/after-school/search/serving.ts'
import { fillTouched } from '../../../../models/after-school/search/staffing.ts'
import { State } from '../../../../models/after-school/state.ts'
import { timetableParts } from '../../../../models/after-school/timetable.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { Random } from '../../../../src/kernel/random.ts'
import { smallPlan } from '../../../support/plan.ts'

/** S10, of a priority group, attends on Tuesday alone and wishes for chess, which meets on Monday; painting has the only room for either on Tuesday. */
function school(change?: (plan: PlanInput) => void): State {
  const plan = parsePlan(
    smallPlan((input) => {
      const [chess, , painting] = input.activities
      chess.roomFeatures = ['art']
      painting.length = 1
      painting.roles = [{ role: 'lead', count: 1, kinds: ['teacher'] }]
      const child = input.students.find(({ id }) => id === 'S10')!
      child.choices = ['chess']
      child.clubsWanted = 1
      child.attends = ['tue-1', 'tue-2']
      change?.(input)
    }),
  )
  const state = new State(compileSchool(plan))
  const lead = (activity: string, slot: string, staff: string) =>
    ['summer', 'winter'].map((season) => ({ kind: 'section', activity, number: 1, slot, role: 'lead', season, staff: [staff] }))
  const sections = [
    { activity: 'chess', number: 1, sessions: [{ slot: 'mon-1', room: 'ART' }], students: ['S01', 'S08', 'S11'] },
    { activity: 'painting', number: 1, sessions: [{ slot: 'tue-1', room: 'ART' }], students: ['S04', 'S07', 'S09'] },
  ]
  encode(state, timetableParts.parse({ sections, posts: [...lead('chess', 'mon-1', 'T1'), ...lead('painting', 'tue-1', 'T3')] }))
  state.price(20_000, 300, 1)
  return state
}

/** @returns what twenty attempts to serve S10 come to, each from the beginning */
function attempts(state: State) {
  const s = smallPlan().students.findIndex(({ id }) => id === 'S10')
  return Array.from({ length: 20 }, (_, seed) => {
    const done = serveAll(state, new Random(seed + 1), s, false)
    if (done) fillTouched(state, new Random(seed + 1))
    const { sections } = decode(state.school, state.values)
    const result = {
      done,
      hard: state.cost(0),
      clashes: state.amounts[state.rules.roomClash.row],
      sections: sections.map(({ activity, sessions, students }) => ({ activity, ...sessions[0], students })),
    }
    state.rollback(0)
    return result
  })
}

const meets = (sections: ReturnType<typeof attempts>[number]['sections'], activity: string) => sections.find((section) => section.activity === activity)

test('a section goes to where a child of a priority group can be, and what meets there to the time that comes free', () => {
  const found = attempts(school()).filter(({ done }) => done)
  const traded = found.find(({ sections }) => meets(sections, 'chess')?.slot === 'tue-1' && meets(sections, 'painting')?.slot === 'mon-1')
  expect(traded).toBeDefined()
  // the members of both come along
  expect(meets(traded!.sections, 'chess')!.students).toEqual(expect.arrayContaining(['S08', 'S10', 'S11']))
  expect(meets(traded!.sections, 'painting')!.students).toEqual(expect.arrayContaining(['S04', 'S09']))
  expect(traded!.hard).toBe(0)
})

test('no section goes to a room where a class is in care', () => {
  // but for the home rooms, where both classes are on Tuesday, no room suits that holds a section
  const state = school((plan) => {
    plan.rooms = plan.rooms.map((room) =>
      room.id === 'ART' ? { ...room, capacity: 1 } : room.id === 'FIELD' ? room : { ...room, features: [...(room.features ?? []), 'art'] },
    )
  })
  const before = state.amounts[state.rules.roomClash.row]
  for (const { clashes } of attempts(state)) expect(clashes).toBe(before)
})
