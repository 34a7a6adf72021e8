import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseEctt, TextFault } from '../../../models/course-timetabling/ectt.ts'
import { formatSolution, parseSolution } from '../../../models/course-timetabling/solution.ts'

const toy = readFileSync(join(import.meta.dirname, 'fixtures/toy.ectt'), 'utf8')

const faultsOf = (text: string): readonly string[] => {
  try {
    parseEctt(text)
  } catch (error) {
    if (error instanceof TextFault) return error.faults
    throw error
  }
  return []
}

describe('the .ectt format', () => {
  test('is read in full', () => {
    const instance = parseEctt(toy)
    expect([instance.name, instance.days, instance.periodsPerDay]).toEqual(['Toy', 5, 4])
    expect(instance.courses).toEqual([
      { id: 'SceCosC', teacher: 'Ocra', lectures: 3, minimumDays: 3, students: 30, unavailable: [] },
      { id: 'ArcTec', teacher: 'Indaco', lectures: 3, minimumDays: 2, students: 42, unavailable: [16, 17, 18, 19] },
      { id: 'TecCos', teacher: 'Rosa', lectures: 5, minimumDays: 4, students: 40, unavailable: [8, 9, 14, 15] },
      { id: 'Geotec', teacher: 'Scarlatti', lectures: 5, minimumDays: 4, students: 18, unavailable: [] },
    ])
    expect(instance.rooms).toEqual([
      { id: 'rA', capacity: 32 },
      { id: 'rB', capacity: 50 },
      { id: 'rC', capacity: 40 },
    ])
    expect(instance.curricula).toEqual([
      { id: 'Cur1', courses: [0, 1, 2] },
      { id: 'Cur2', courses: [2, 3] },
    ])
  })

  test('the older .ctt, without the columns that UD2 does not use, is read too', () => {
    const older = toy
      .replace(/^Min_Max.*\n/m, '')
      .replace(/^(\w+ \w+ \d+ \d+ \d+) [01]$/gm, '$1')
      .replace(/^(r\w \d+) \d$/gm, '$1')
    expect(parseEctt(older)).toEqual(parseEctt(toy))
  })

  test.each([
    ['a wrong count', toy.replace('Courses: 4', 'Courses: 5'), ['header: courses says 5, the section lists 4']],
    [
      'a text that ends too soon',
      toy.slice(0, toy.indexOf('ROOM_CONSTRAINTS')).replace(/^ArcTec 4 0\s*\n/m, ''),
      ['header: unavailabilityconstraints says 8, the section lists 7'],
    ],
    [
      'more than can be dealt with',
      toy.replace('Days: 5', 'Days: 3000').replace('ArcTec Indaco 3', 'ArcTec Indaco 100000'),
      ['periods: 12,000 are more than the 10,000 that can be dealt with', 'lectures: 100,013 are more than the 100,000 that can be dealt with'],
    ],
    ['numbers that are written otherwise', toy.replace('rA 32', 'rA 3e1'), ['line 18: column 2 is no whole number: "rA 3e1 1"']],
    ['no days', toy.replace('Days: 5\n', ''), ['header: days is missing or no whole number above 0']],
    [
      'unknown courses, each with its line',
      toy.replace('TecCos 2 0', 'Tec 2 0').replace('Cur2 2 TecCos', 'Cur2 2 Tec'),
      ['line 24: unknown course Tec: "Cur2 2 Tec Geotec"', 'line 27: unknown course: "Tec 2 0"'],
    ],
    ['a period that does not exist', toy.replace('TecCos 2 0', 'TecCos 2 4'), ['line 27: no such period: "TecCos 2 4"']],
    ['words for numbers', toy.replace('rA 32', 'rA many'), ['line 18: column 2 is no whole number: "rA many 1"']],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults)
  })
})

describe('the solution format', () => {
  test('comes back as it was written', () => {
    const solution = [{ course: 'A', room: 'r', day: 0, period: 3 }]
    expect(formatSolution(solution)).toBe('A r 0 3\n')
    expect(parseSolution(formatSolution(solution))).toEqual(solution)
  })

  test('every bad line is named', () => {
    expect(() => parseSolution('A r 0 3\nA r 0\nA r x 1')).toThrow(/line 2.*\n.*line 3/)
  })
})
