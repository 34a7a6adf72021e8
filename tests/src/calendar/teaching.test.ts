import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { isPublicHoliday, knowsYear, makeUpDayRuns, type Term, teachingDates, unknownYears, weekdayOf } from '../../../src/calendar/index.ts'

const term = (start: string, end: string, more: Partial<Term> = {}): Term => ({ start, end, calendar: 'none', holidays: [], makeUpDays: [], ...more })
const said = (t: Term) => teachingDates(t).map(({ date, runs }) => `${date.slice(5)} ${runs}`)

describe('teachingDates', () => {
  test.each<[string, Term, string[]]>([
    ['Monday to Friday', term('2026-09-04', '2026-09-08'), ['09-04 fri', '09-07 mon', '09-08 tue']],
    ['one day', term('2026-09-07', '2026-09-07'), ['09-07 mon']],
    ['a weekend', term('2026-09-05', '2026-09-06'), []],
    ['a leap day', term('2028-02-28', '2028-03-01'), ['02-28 mon', '02-29 tue', '03-01 wed']],
    ['an own holiday', term('2026-09-07', '2026-09-09', { holidays: ['2026-09-08'] }), ['09-07 mon', '09-09 wed']],
    ['an own make-up Saturday', term('2026-09-11', '2026-09-13', { makeUpDays: [{ date: '2026-09-12', runs: 'tue' }] }), ['09-11 fri', '09-12 tue']],
    ['a weekday that runs another', term('2026-09-07', '2026-09-08', { makeUpDays: [{ date: '2026-09-07', runs: 'thu' }] }), ['09-07 thu', '09-08 tue']],
    [
      'the public calendar: National Day 2026, made up on Sunday 20 September and Saturday 10 October',
      term('2026-09-18', '2026-10-12', { calendar: 'CN' }),
      [
        '09-18 fri',
        '09-20 tue',
        '09-21 mon',
        '09-22 tue',
        '09-23 wed',
        '09-24 thu',
        '09-28 mon',
        '09-29 tue',
        '09-30 wed',
        '10-08 thu',
        '10-09 fri',
        '10-10 wed',
        '10-12 mon',
      ],
    ],
    ['an own holiday above a public make-up day', term('2026-09-18', '2026-09-21', { calendar: 'CN', holidays: ['2026-09-20'] }), ['09-18 fri', '09-21 mon']],
    [
      'an own make-up day above a public one and above a public holiday',
      term('2026-09-20', '2026-09-25', {
        calendar: 'CN',
        makeUpDays: [
          { date: '2026-09-20', runs: 'fri' },
          { date: '2026-09-25', runs: 'mon' },
        ],
      }),
      ['09-20 fri', '09-21 mon', '09-22 tue', '09-23 wed', '09-24 thu', '09-25 mon'],
    ],
  ])('%s', (_, input, expected) => expect(said(input)).toEqual(expected))

  test('a whole autumn term', () => {
    const dates = teachingDates(term('2025-09-01', '2025-12-31', { calendar: 'CN' }))
    // 88 weekdays, less 1, 2, 3, 6, 7, 8 October, and 28 September (Sunday) and 11 October (Saturday) made up
    expect(dates).toHaveLength(88 - 6 + 2)
    expect(dates.filter(({ date, runs }) => runs !== weekdayOf(date))).toEqual([
      { date: '2025-09-28', runs: 'tue' },
      { date: '2025-10-11', runs: 'wed' },
    ])
  })
})

describe('the public calendar', () => {
  test('knows the years that were announced', () => {
    expect([2003, 2004, 2026, 2027].map(knowsYear)).toEqual([false, true, true, false])
  })

  test('every make-up day of every known year is a weekend day and makes up a weekday', () => {
    const makeUpDays = Object.keys(announced.workdays)
    expect(makeUpDays.length).toBeGreaterThan(100)
    for (const date of makeUpDays) {
      expect(['sat', 'sun'], date).toContain(weekdayOf(date))
      expect(['mon', 'tue', 'wed', 'thu', 'fri'], date).toContain(makeUpDayRuns(date))
      expect(isPublicHoliday(date), date).toBe(false)
    }
  })

  test.each<[string, Pick<Term, 'start' | 'end' | 'calendar' | 'holidays'>, number[]]>([
    ['known', term('2026-09-01', '2026-12-31', { calendar: 'CN' }), []],
    ['not announced', term('2026-09-01', '2027-01-15', { calendar: 'CN' }), [2027]],
    ['not announced, but listed', term('2026-09-01', '2027-01-15', { calendar: 'CN', holidays: ['2027-01-01'] }), []],
    ['long ago', term('2003-02-10', '2003-06-30', { calendar: 'CN' }), [2003]],
    ['own calendar', term('2030-09-01', '2031-01-15'), []],
  ])('years that nobody knows: %s', (_, input, years) => {
    expect(unknownYears(input)).toEqual(years)
    if (years.length > 0) expect(() => teachingDates(term(input.start, input.end, input))).toThrow(RangeError)
  })

  test('a year that is listed by hand counts its own holidays', () => {
    expect(said(term('2026-12-31', '2027-01-04', { calendar: 'CN', holidays: ['2027-01-01'] }))).toEqual(['12-31 thu', '01-04 mon'])
  })
})
