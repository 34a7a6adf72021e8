import { describe, expect, test } from 'vitest'
import { checkTimetable, timetableFaults } from '../../../../models/after-school/check/index.ts'
import { placeStudents } from '../../../../models/after-school/exact/placement.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import type { Plan } from '../../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

const seeds = [1, 3, 4, 6, 9, 12, 15, 21]
/** the rows that a placement may move */
const ofStudents = ['student-choice', 'balanced-week', 'priority-unserved', 'tutoring-unserved', 'unplaced-student', 'change']

const key = ({ hard, medium, soft }: { hard: number; medium: number; soft: number }) => hard * 1e12 + medium * 1e6 + soft
const others = (plan: Plan, timetable: TimetableParts) =>
  checkTimetable(plan, timetable)
    .constraints.filter(({ id }) => !ofStudents.includes(id))
    .map(({ id, amount }) => [id, amount])

describe.each(seeds)('random school %i', (seed) => {
  const run = async () => {
    const plan = validatePlan({ ...randomPlan(seed), pins: {} }).plan!
    const { solution, hard } = await solve(afterSchool, plan, { stepLimit: 3000, seed })
    expect(hard).toBe(0)
    return { plan, found: solution, placed: await placeStudents(plan, solution) }
  }

  test('the gain is what the checker says; nothing but the students’ rows moves', async () => {
    const { plan, found, placed } = await run()
    expect(placed).toMatchObject({ proven: true, open: 0 })
    expect(timetableFaults(plan, placed.timetable)).toEqual([])
    const [before, after] = [checkTimetable(plan, found), checkTimetable(plan, placed.timetable)]
    const { hard, medium, soft } = placed.gained
    expect([before.hard - after.hard, before.medium - after.medium, before.soft - after.soft]).toEqual([hard, medium, soft])
    expect(key(after)).toBeLessThanOrEqual(key(before))
    expect(others(plan, placed.timetable)).toEqual(others(plan, found))
    expect((await placeStudents(plan, placed.timetable)).gained).toEqual({ hard: 0, medium: 0, soft: 0 })
  })

  test('no single student who moves, joins or leaves makes it better', async () => {
    const { plan, placed } = await run()
    const best = checkTimetable(plan, placed.timetable)
    const same = JSON.stringify(others(plan, placed.timetable))
    const all = [...neighbours(plan, placed.timetable)]
    const stride = Math.ceil(all.length / 80)
    for (const other of all.filter((_, i) => i % stride === 0)) {
      if (timetableFaults(plan, other).length > 0) continue
      const report = checkTimetable(plan, other)
      // a need that rises leaves a seat unfilled: another row moves
      if (JSON.stringify(others(plan, other)) !== same) continue
      expect(key(report)).toBeGreaterThanOrEqual(key(best))
    }
  })
})

test('two children each in what the other wished change places', async () => {
  const base = randomPlan(3)
  const slot = { id: 'mon-1', weekday: 'mon' as const, period: 1 }
  const student = (id: string, choices: string[]) => ({ id, class: 'C1', attends: ['mon-1'], choices, clubsWanted: 1 })
  const activity = (id: string) => ({ id, grades: [1], sections: { min: 0, max: 1 }, size: { min: 1, max: 1 }, slots: ['mon-1'] })
  const { plan, errors } = validatePlan({
    ...base,
    seasons: [{ id: 's', from: '2026-09-01', bells: { 'mon-1': { start: '16:00', end: '16:40' } } }],
    term: { start: '2026-09-01', end: '2026-12-31' },
    slots: [slot],
    policy: { pack: 'luoyang-2020-87' },
    sites: [{ id: 'main' }],
    travel: [],
    rooms: ['R1', 'X1', 'X2'].map((id) => ({ id, site: 'main', capacity: 20 })),
    careRooms: [],
    classes: [{ id: 'C1', grade: 1, homeRoom: 'R1' }],
    students: [student('a', ['chess', 'clay']), student('b', ['clay', 'chess']), student('c', [])],
    staff: [],
    activities: [activity('chess'), activity('clay')],
    careRole: {},
    generalDuties: [],
    weights: {},
    budget: undefined,
    pins: {},
    baseline: undefined,
  })
  expect(errors).toEqual([])
  const section = (name: string, room: string, who: string) => ({ activity: name, number: 1, sessions: [{ slot: 'mon-1', room }], students: [who] })
  const found = { sections: [section('chess', 'X1', 'b'), section('clay', 'X2', 'a')], care: [], posts: [] }
  const placed = await placeStudents(plan!, found)
  expect(placed).toMatchObject({ gained: { hard: 0, medium: 0, soft: 2 }, proven: true })
  expect(placed.timetable.sections.map(({ students }) => students)).toEqual([['a'], ['b']])
})

/** every timetable that differs in one student's place in one or two sections */
function* neighbours(plan: Plan, timetable: TimetableParts): Generator<TimetableParts> {
  const moved = (id: string, from: number, to: number): TimetableParts => ({
    ...timetable,
    sections: timetable.sections.map((section, i) => ({
      ...section,
      students: i === from ? section.students.filter((other) => other !== id) : i === to ? [...section.students, id] : section.students,
    })),
  })
  for (const { id } of plan.students) {
    const inside = timetable.sections.flatMap((section, i) => (section.students.includes(id) ? [i] : []))
    for (let to = -1; to < timetable.sections.length; to++) {
      if (inside.includes(to)) continue
      for (const from of [...inside, -1]) {
        if (from >= 0 && timetable.sections[from].students.length === 1) continue
        if (from !== to) yield moved(id, from, to)
      }
    }
  }
}
