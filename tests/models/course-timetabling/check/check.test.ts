import { describe, expect, test } from 'vitest'
import { checkCourseTimetable } from '../../../../models/course-timetabling/check/check.ts'
import type { Instance } from '../../../../models/course-timetabling/instance.ts'
import { parseSolution } from '../../../../models/course-timetabling/solution.ts'

/** Two days of four periods; A (2 lectures on 2 days, 30 students) and B (2 lectures, 10 students) share curriculum K; C (1 lecture) has A's teacher; D is free. */
const instance: Instance = {
  name: 'hand-made',
  days: 2,
  periodsPerDay: 4,
  courses: [
    { id: 'A', teacher: 't', lectures: 2, minimumDays: 2, students: 30, unavailable: [7] },
    { id: 'B', teacher: 'u', lectures: 2, minimumDays: 1, students: 10, unavailable: [] },
    { id: 'C', teacher: 't', lectures: 1, minimumDays: 1, students: 10, unavailable: [] },
    { id: 'D', teacher: 'v', lectures: 1, minimumDays: 1, students: 10, unavailable: [] },
  ],
  rooms: [
    { id: 'big', capacity: 30 },
    { id: 'small', capacity: 12 },
  ],
  curricula: [{ id: 'K', courses: [0, 1] }],
}

/** costs nothing: A and B side by side on both days, everybody seated, each in one room */
const perfect = ['A big 0 0', 'B small 0 1', 'A big 1 0', 'B small 1 1', 'C small 0 2', 'D small 0 3']
const changed = (...changes: readonly (readonly [line: number, to: string])[]) =>
  perfect.map((line, i) => changes.find(([at]) => at === i)?.[1] ?? line).filter((line) => line !== '')

const cases: readonly (readonly [name: string, lines: readonly string[], amounts: Record<string, number>])[] = [
  ['perfect', perfect, {}],
  ['a lecture missing: its course is on no day', changed([5, '']), { lectures: 1, 'working-days': 1 }],
  ['a lecture too many', [...perfect, 'D small 1 3'], { lectures: 1 }],
  ['an unknown room, and so the lecture is missing too', changed([5, 'D nowhere 0 3']), { lectures: 2, 'working-days': 1 }],
  ['a day that does not exist', changed([5, 'D small 2 3']), { lectures: 2, 'working-days': 1 }],
  ['one curriculum in one period', changed([1, 'B small 0 0']), { conflicts: 1, compactness: 2 }],
  ['one teacher in one period', changed([4, 'C small 0 0']), { conflicts: 1 }],
  ['one course twice in a period', changed([2, 'A small 0 0']), { conflicts: 1, 'room-capacity': 18, 'working-days': 1, compactness: 1, 'room-stability': 1 }],
  ['a period that is not available', changed([2, 'A big 1 3'], [3, 'B small 1 2']), { availability: 1 }],
  ['two lectures in one room', changed([5, 'D small 0 2']), { 'room-occupancy': 1 }],
  ['three lectures in one room', changed([5, 'D small 0 2'], [1, 'B small 0 2']), { 'room-occupancy': 2, compactness: 2 }],
  ['students without seats', changed([0, 'A small 0 0'], [2, 'A small 1 0']), { 'room-capacity': 36 }],
  ['too few days', changed([2, 'A big 0 2'], [4, 'C small 0 3'], [5, 'D small 1 3']), { 'working-days': 1, compactness: 1 }],
  ['both alone on a day', changed([3, 'B small 1 2']), { compactness: 2 }],
  ['days do not adjoin', changed([1, 'B small 1 2'], [0, 'A big 0 3'], [5, 'D small 0 0']), { compactness: 1 }],
  ['two rooms', changed([3, 'B big 1 1']), { 'room-stability': 1 }],
]

describe('the price of a course timetable', () => {
  test.each(cases)('%s', (_, lines, amounts) => {
    const report = checkCourseTimetable(instance, parseSolution(lines.join('\n')))
    expect(Object.fromEntries(report.rows.filter((row) => row.amount > 0).map((row) => [row.id, row.amount]))).toEqual(amounts)
    for (const row of report.rows) expect(row.findings.reduce((sum, one) => sum + one.amount, 0)).toBe(row.amount)
  })

  test('weights: 1 a student, 5 a day, 2 a lecture alone, 1 a room', () => {
    const lines = ['A small 0 0', 'A big 0 1', 'B small 1 0', 'B big 1 2', 'C small 0 2', 'D small 0 3']
    // 18 students, 1 day, B alone twice, A and B in two rooms each
    expect(checkCourseTimetable(instance, parseSolution(lines.join('\n'))).soft).toBe(18 + 5 + 2 * 2 + 2)
  })

  test('two curricula of one id are two curricula', () => {
    const twice = {
      ...instance,
      curricula: [
        { id: 'K', courses: [0] },
        { id: 'K', courses: [1] },
      ],
    }
    expect(checkCourseTimetable(twice, parseSolution(changed([1, 'B small 0 0']).join('\n'))).hard).toBe(0)
  })
})
