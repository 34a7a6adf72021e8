import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkCourseTimetable } from '../../../models/course-timetabling/check/check.ts'
import type { Instance } from '../../../models/course-timetabling/instance.ts'
import { courseTimetabling } from '../../../models/course-timetabling/model.ts'
import { solve } from '../../../src/solve/solve.ts'
import { randomInstance } from './random-instance.ts'

const toy = courseTimetabling.parse(readFileSync(join(import.meta.dirname, 'fixtures/toy.ectt'), 'utf8'))

/** one room, one day of three periods: whatever is done is easily counted by hand */
const line = (courses: readonly Partial<Instance['courses'][number]>[], curricula: readonly (readonly number[])[], rooms: readonly number[]): Instance => ({
  name: 'line',
  days: 1,
  periodsPerDay: 3,
  courses: courses.map((course, c) => ({ id: `C${c}`, teacher: `t${c}`, lectures: 1, minimumDays: 1, students: 10, unavailable: [], ...course })),
  rooms: rooms.map((capacity, r) => ({ id: `R${r}`, capacity })),
  curricula: curricula.map((courses, k) => ({ id: `K${k}`, courses })),
})

/** optima by hand */
const cases: readonly (readonly [name: string, instance: Instance, hard: number, soft: number])[] = [
  ['two of a curriculum find each other', line([{}, {}], [[0, 1]], [10]), 0, 0],
  ['a third one stands between them: 2 alone', line([{ unavailable: [1, 2] }, { unavailable: [0, 1] }, { unavailable: [0, 2] }], [[0, 1]], [10]), 0, 4],
  ['one day where two are wanted', line([{ lectures: 2, minimumDays: 2 }], [], [10]), 0, 5],
  ['four over capacity', line([{ students: 14 }], [], [10]), 0, 4],
  ['at once in two rooms: the larger one for the larger course', line([{ students: 20, unavailable: [1, 2] }, { unavailable: [1, 2] }], [], [10, 20]), 0, 0],
  [
    'two at once, one of them in a room too small',
    line(
      [
        { lectures: 3, students: 20 },
        { students: 20, unavailable: [1, 2] },
      ],
      [],
      [20, 15],
    ),
    0,
    5,
  ],
  [
    'the large room is free once: to change rooms and to stay in the small one both cost 2',
    line(
      [
        { lectures: 2, students: 11 },
        { students: 30, unavailable: [1, 2] },
        { students: 30, unavailable: [0, 2] },
      ],
      [],
      [30, 10],
    ),
    0,
    2,
  ],
  ['four lectures and three places: one is missing', line([{ lectures: 4 }], [], [10]), 1, 0],
  ['two lectures that have only one period: a conflict', line([{ lectures: 2, unavailable: [0, 1] }], [], [10, 10]), 1, 1],
]

describe('solving course timetabling', () => {
  test.each(cases)('%s', async (_, instance, hard, soft) => {
    const outcome = await solve(courseTimetabling, instance, { stepLimit: 20_000 })
    expect([outcome.hard, outcome.soft]).toEqual([hard, soft])
    const report = checkCourseTimetable(instance, outcome.solution)
    expect([report.hard, report.soft]).toEqual([hard, soft])
  })

  const solved = () => solve(courseTimetabling, toy, { stepLimit: 2_000_000 })

  test('the toy of the competition costs nothing', async () => {
    const outcome = await solved()
    expect([outcome.hard, outcome.soft, outcome.stopped]).toEqual([0, 0, 'done'])
  })

  test('solver and checker agree, row by row', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const instance = randomInstance(seed)
      const outcome = await solve(courseTimetabling, instance, { stepLimit: 3_000, seed })
      const report = checkCourseTimetable(instance, outcome.solution)
      expect([report.hard, report.soft], `seed ${seed}`).toEqual([outcome.hard, outcome.soft])
      expect(Object.fromEntries(report.rows.map((row) => [row.id, row.amount])), `seed ${seed}`).toEqual(outcome.amounts)
    }
  })

  test('the same seed and step limit give the same timetable; another seed another one', async () => {
    const run = (seed: number) => solve(courseTimetabling, randomInstance(4), { stepLimit: 5_000, seed })
    const [first, second] = [await run(1), await run(1)]
    expect(second.solution).toEqual(first.solution)
    expect((await run(2)).solution).not.toEqual(first.solution)
  })

  test('starts from a timetable that it is given', async () => {
    const good = await solved()
    const again = await solve(courseTimetabling, toy, { stepLimit: 1, start: good.solution })
    expect([again.hard, again.soft, again.stopped]).toEqual([0, 0, 'done'])
    expect(again.solution).toHaveLength(16)
  })

  test('goes on from a better timetable of another search, and from no worse one', async () => {
    const good = await solved()
    const compiled = courseTimetabling.compile(toy)
    const search = compiled.search({ seed: 1, stepLimit: 500, used: (steps) => steps / 500 })
    const start = search.next().value!
    expect(start.hard + start.soft).toBeGreaterThan(0)
    compiled.adopt!(good.solution)
    expect(checkCourseTimetable(toy, compiled.decode())).toMatchObject({ hard: 0, soft: 0 })
    expect(search.next().value).toMatchObject({ hard: 0, soft: 0, done: true })
    compiled.adopt!([])
    expect(compiled.decode()).toHaveLength(16)
  })

  test('warms the best timetable again where the budget is long, and stays exact', async () => {
    // two lectures: their shortest reheat is 200,000 moves
    const outcome = await solve(courseTimetabling, line([{ lectures: 2, minimumDays: 2 }], [], [10]), { stepLimit: 2_000_000 })
    expect([outcome.hard, outcome.soft, outcome.stopped]).toEqual([0, 5, 'steps'])
    expect(checkCourseTimetable(line([{ lectures: 2, minimumDays: 2 }], [], [10]), outcome.solution)).toMatchObject({ hard: 0, soft: 5 })
  })
})
