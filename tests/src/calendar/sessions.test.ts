import { describe, expect, test } from 'vitest'
import { datedSessions, datesBySeason, daysBetween, instantOf, isZone, plusDays, seasonOf, type Weekday } from '../../../src/calendar/index.ts'

describe('seasons', () => {
  const from = ['2026-09-01', '2026-10-01']
  test.each([
    ['2026-08-31', -1],
    ['2026-09-01', 0],
    ['2026-09-30', 0],
    ['2026-10-01', 1],
    ['2027-01-01', 1],
  ])('%s lies in season %i', (date, season) => expect(seasonOf(date, from)).toBe(season))

  test('dates before the first season are in none', () => {
    const dates = ['2026-08-31', '2026-09-30', '2026-10-01'].map((date) => ({ date, runs: 'mon' as Weekday }))
    expect(datesBySeason(dates, from)).toEqual([[dates[1]], [dates[2]]])
  })
})

describe('datedSessions', () => {
  const slots: Weekday[] = ['mon', 'mon', 'tue']
  const first = { start: 990, end: 1030 }
  const second = { start: 1035, end: 1075 }
  const winter = { start: 970, end: 1010 }

  test('each slot, on the dates that run its weekday, with the bells of the season', () => {
    const dates = [
      [
        { date: '2026-09-07', runs: 'mon' as Weekday },
        { date: '2026-09-12', runs: 'tue' as Weekday },
      ],
      [{ date: '2026-10-12', runs: 'mon' as Weekday }],
    ]
    // slot 0 is the later one; slot 1 does not run in winter
    const bells = [
      [second, first, first],
      [winter, undefined, winter],
    ]
    expect(datedSessions(slots, bells, dates)).toEqual([
      { date: '2026-09-07', season: 0, slot: 1, ...first },
      { date: '2026-09-07', season: 0, slot: 0, ...second },
      { date: '2026-09-12', season: 0, slot: 2, ...first },
      { date: '2026-10-12', season: 1, slot: 0, ...winter },
    ])
  })
})

describe('dates and zones', () => {
  test('days', () => {
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-02-28', '2026-03-02')).toBe(2)
    expect(daysBetween('2026-03-02', '2026-02-28')).toBe(-2)
  })

  test('instants', () => {
    expect(instantOf('2026-09-07', 1075, 'Asia/Shanghai')).toBe('2026-09-07T17:55:00+08:00')
    expect(instantOf('2026-07-01', 720, 'Europe/Berlin')).toBe('2026-07-01T12:00:00+02:00')
  })

  test('zones', () => expect(['Asia/Shanghai', 'UTC', 'Asia/Luoyang', ''].map(isZone)).toEqual([true, true, false, false]))
})
