import { describe, expect, test } from 'vitest'
import { unlimited } from '../../../models/shift-scheduling/instance.ts'
import { formatRoster, parseRoster } from '../../../models/shift-scheduling/solution.ts'
import { parseInstance, TextFault } from '../../../models/shift-scheduling/text.ts'

const text = `# a comment
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
N,600,E|N

SECTION_STAFF
A,E=7|N=2,2400,480,5,2,2,1
B,E=7,2400,0,5,1,1,0

SECTION_DAYS_OFF
A,0,3

SECTION_SHIFT_ON_REQUESTS
B,2,N,3

SECTION_SHIFT_OFF_REQUESTS
A,1,E,1

SECTION_COVER
0,E,2,100,1
`

const faultsOf = (broken: string): readonly string[] => {
  try {
    parseInstance(broken)
  } catch (error) {
    if (error instanceof TextFault) return error.faults
    throw error
  }
  return []
}

describe('the text format of shift scheduling', () => {
  test('is read in full', () => {
    const instance = parseInstance(text)
    expect(instance.horizon).toBe(7)
    expect(instance.shifts).toEqual([
      { id: 'E', minutes: 480, cannotPrecede: [] },
      { id: 'N', minutes: 600, cannotPrecede: [0, 1] },
    ])
    expect(instance.staff[0]).toEqual({
      id: 'A',
      maximumShifts: [7, 2],
      maximumMinutes: 2400,
      minimumMinutes: 480,
      maximumRun: 5,
      minimumRun: 2,
      minimumRest: 2,
      maximumWeekends: 1,
      daysOff: [0, 3],
    })
    expect(instance.staff[1].maximumShifts).toEqual([7, unlimited])
    expect(instance.requests).toEqual([
      { employee: 1, day: 2, shift: 1, kind: 'on', weight: 3 },
      { employee: 0, day: 1, shift: 0, kind: 'off', weight: 1 },
    ])
    expect(instance.cover).toEqual([{ day: 0, shift: 0, wanted: 2, under: 100, over: 1 }])
  })

  test('every fault is named with its line', () => {
    const broken = text.replace('A,0,3', 'C,0,9').replace('N,600,E|N', 'N,six,X').replace('0,E,2,100,1', '0,E,2,100').replace('SECTION_SHIFT_ON', 'SECTION_ON')
    expect(faultsOf(broken)).toEqual([
      'line 16: unknown section SECTION_ON_REQUESTS; there are SECTION_HORIZON, SECTION_SHIFTS, SECTION_STAFF, SECTION_DAYS_OFF, SECTION_SHIFT_ON_REQUESTS, SECTION_SHIFT_OFF_REQUESTS, SECTION_COVER',
      'line 7: unknown shift "X": "N,six,X"',
      'line 7: field 2 is no whole number: "N,six,X"',
      'line 14: unknown employee "C": "C,0,9"',
      'line 14: day 9 is beyond the horizon: "C,0,9"',
      'line 23: field 5 is no whole number: "0,E,2,100"',
    ])
  })

  test.each([
    ['nothing', '', 'SECTION_HORIZON is missing or empty'],
    ['a text that ends before its last section', text.slice(0, text.indexOf('SECTION_COVER')), 'SECTION_COVER is missing'],
    ['nobody', text.replace(/^[AB],.*\n/gm, ''), 'SECTION_STAFF is missing or empty'],
    ['more days than can be dealt with', text.replace('7\n', '1000000000\n'), 'line 3: field 1 is above 3,660: "1000000000"'],
    [
      'places that cost more together',
      text.replace('0,E,2,100,1', '0,E,2,1000000000,1\n1,E,2,1000000000,1'),
      'all that is wanted and wished may cost 4,000,000,004 at worst, more than 2,147,483,647',
    ],
    [
      'a place that costs more by itself',
      text.replace('0,E,2,100,1', '0,E,3,1000000000,1'),
      'line 23: may cost 3,000,000,000, more than 2,147,483,647: "0,E,3,1000000000,1"',
    ],
    ['a line before any section', `7\n${text}`, 'line 1: stands before the first section: "7"'],
    ['two employees of one id', text.replace('B,E=7', 'A,E=7'), 'line 11: a second employee of this id: "A,E=7,2400,0,5,1,1,0"'],
  ])('%s', (_, broken, fault) => {
    expect(faultsOf(broken)).toContain(fault)
  })

  test('spaces between the parts of a list are nothing', () => {
    expect(parseInstance(text.replace('E=7|N=2', 'E=7 | N=2').replace('E|N', 'E | N'))).toEqual(parseInstance(text))
  })

  test('rosters come back as they were written', () => {
    const roster = [{ employee: 'A', day: 3, shift: 'N' }]
    expect(formatRoster(roster)).toBe('A,3,N\n')
    expect(parseRoster(formatRoster(roster))).toEqual(roster)
    expect(() => parseRoster('A,3,N\nA,x,N\nA,1')).toThrow(/line 2.*\n.*line 3/)
  })
})
