import { describe, expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'

const { plan: village } = generate({ school: 'village', seed: 7, tier: 'normal' })
const moves = 20_000

/** @returns what the best timetable after some moves costs at the hard level, by the checker */
function hardWith(pins: object): number {
  const plan = parsePlan({ ...village, pins })
  const compiled = afterSchool.compile(plan)
  for (const { steps, hard } of compiled.search({ seed: 1, used: (done) => done / moves })) if (hard === 0 || steps >= moves) break
  return checkTimetable(plan, compiled.decode()).hard
}

const section = (activity: string, slot: string, room: string, students: string[] = []) => ({
  sections: [{ activity, number: 1, sessions: [{ slot, room }], students }],
})

test('pins that nothing can keep, however many, leave seats that are empty their turns', () => {
  // one seat of this village takes some thousand moves of its own kind
  const { plan: input } = generate({ school: 'village', seed: 33, tier: 'normal' })
  const [activity] = input.activities.filter(({ tutoring }) => !tutoring)
  // more than twice as many as the section holds
  const all = input.students.filter(({ choices }) => choices?.includes(activity.id))
  const plan = parsePlan({ ...input, pins: { sections: [{ activity: activity.id, number: 1, sessions: [], students: all.map(({ id }) => id) }] } })
  const left = [1, 2, 3, 4].map((seed) => {
    const compiled = afterSchool.compile(plan)
    for (const { steps } of compiled.search({ seed, used: (done) => done / (3 * moves) })) if (steps >= 3 * moves) break
    return checkTimetable(plan, compiled.decode())
  })
  for (const { hard } of left) expect(hard).toBeGreaterThan(0)
  expect(left.map(({ medium }) => medium)).toEqual([0, 0, 0, 0])
})

describe('pins ask for moves of their own', () => {
  // none of these is kept by a search that only hears what a broken pin costs
  test.each([
    ['a section’s session in a room that is free', section('tangrams', 'fri-2', 'activity')],
    ['a section’s session in the home room of a class that is in care then', section('handicraft', 'mon-1', 'home-1-1')],
    ['a session with one of the many students that it needs', section('tangrams', 'fri-1', 'home-2-1', ['s001'])],
  ])('%s', (_, pins) => {
    expect(hardWith(pins)).toBe(0)
  })

  test('a host whose classes are elsewhere, and whoever is to supervise there', () => {
    const at = (slot: string) => ({ class: 'c2-1', slot, host: 'c1-1' })
    const post = (staff: string, slot: string) => ({ kind: 'care', host: 'c1-1', slot, season: 'summer', staff: [staff] })
    const free = village.staff.find(({ kind, offers }) => kind === 'teacher' && offers?.some(({ weekday }) => weekday === 'mon'))!
    expect(hardWith({ care: [at('mon-1'), at('wed-2')], posts: [post(free.id, 'mon-1')] })).toBe(0)
  })
})
