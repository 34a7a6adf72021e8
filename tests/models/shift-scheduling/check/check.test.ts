import { describe, expect, test } from 'vitest'
import { checkRoster } from '../../../../models/shift-scheduling/check/check.ts'
import type { Instance } from '../../../../models/shift-scheduling/instance.ts'
import { parseRoster } from '../../../../models/shift-scheduling/solution.ts'

/** Two weeks; early and late (nothing early after a late one); A: 2–4 days of work on end, 2 of rest, one weekend, 16 to 40½ hours, 3 lates at most, day 9 off. */
const instance: Instance = {
  horizon: 14,
  shifts: [
    { id: 'E', minutes: 480, cannotPrecede: [] },
    { id: 'L', minutes: 600, cannotPrecede: [0] },
  ],
  staff: [
    {
      id: 'A',
      maximumShifts: [14, 3],
      minimumMinutes: 960,
      maximumMinutes: 2430,
      maximumRun: 4,
      minimumRun: 2,
      minimumRest: 2,
      maximumWeekends: 1,
      daysOff: [9],
    },
  ],
  requests: [
    { employee: 0, day: 1, shift: 0, kind: 'on', weight: 3 },
    { employee: 0, day: 2, shift: 1, kind: 'off', weight: 2 },
  ],
  cover: [{ day: 3, shift: 0, wanted: 2, under: 100, over: 1 }],
}

/** A's days as letters, a dot for each day off */
const days = (letters: string) => parseRoster([...letters].flatMap((letter, day) => (letter === '.' ? [] : [`A,${day},${letter}`])).join('\n'))

/** rows that are not 0, from the instance's own words; the base roster EE.. ……… has only the cover of day 3 unmet */
const cases: readonly (readonly [name: string, letters: string, amounts: Record<string, number>])[] = [
  ['two early ones grant the wish of day 1', 'EE............', { cover: 200 }],
  ['one is there on day 3', '..EE..........', { requests: 3, cover: 100 }],
  ['a late one that was to be spared', '.ELE..........', { succession: 1, requests: 2, cover: 100 }],
  ['early after late', 'LE............', { succession: 1, cover: 200 }],
  ['four lates', 'LL..LL........', { 'shift-limits': 1, requests: 3, weekends: 0, cover: 200 }],
  ['no minutes at all', '..............', { minutes: 16, requests: 3, cover: 200 }],
  ['an hour counts from its first minute', 'EE.EEL........', { minutes: 2, 'minimum-rest': 1, cover: 100 }],
  ['five days on end', 'EEEEE.........', { 'maximum-run': 1, cover: 100 }],
  ['one day alone', 'EE..E.........', { 'minimum-run': 1, cover: 200 }],
  ['one day alone at the ends of the horizon', 'E...........EE', { requests: 3, cover: 200 }],
  ['the last day alone', 'EE...........E', { cover: 200 }],
  ['one day off between', 'EE.EE.........', { 'minimum-rest': 1, cover: 100 }],
  ['one day off at the beginning', '.EE...........', { cover: 200 }],
  ['both weekends', '....EE......EE', { weekends: 1, requests: 3, cover: 200 }],
  ['Saturday and Sunday are one weekend', '.....EE.......', { requests: 3, cover: 200 }],
  ['a given day off', 'EE......EE....', { 'days-off': 1, cover: 200 }],
]

describe('the price of a roster', () => {
  test.each(cases)('%s', (_, letters, amounts) => {
    const report = checkRoster(instance, days(letters))
    const found = Object.fromEntries(report.rows.filter((row) => row.amount > 0).map((row) => [row.id, row.amount]))
    expect(found).toEqual(Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount > 0)))
    for (const row of report.rows) expect(row.findings.reduce((sum, one) => sum + one.amount, 0)).toBe(row.amount)
  })

  test('what is no assignment', () => {
    const report = checkRoster(instance, parseRoster('A,0,E\nA,0,L\nA,1,E\nB,2,E\nA,14,E\nA,3,X'))
    expect(report.rows.find((row) => row.id === 'assignments')!.amount).toBe(4)
  })

  test('too many on a shift', () => {
    const crowded = { ...instance, cover: [{ day: 0, shift: 0, wanted: 0, under: 100, over: 7 }] }
    expect(checkRoster(crowded, days('EE............')).soft).toBe(7)
  })
})
