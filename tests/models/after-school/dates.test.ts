import { describe, expect, test } from 'vitest'
import { planSessions, seasonDates, sunsetMinutes } from '../../../models/after-school/dates.ts'
import { planSchema } from '../../../models/after-school/plan.ts'
import { minutesOf } from '../../../src/calendar/index.ts'
import { smallPlan } from '../../support/plan.ts'

const parsed = (change?: Parameters<typeof smallPlan>[0]) => planSchema.parse(smallPlan(change))

describe('dates of a plan', () => {
  test('a term may end with the last date that is written in four digits', () => {
    const [dates] = seasonDates({
      term: { start: '9999-12-27', end: '9999-12-31', calendar: 'none', holidays: [], makeUpDays: [] },
      seasons: [{ id: 'last', from: '9999-12-27', bells: {} }],
    })
    expect(dates.map(({ date }) => date)).toEqual(['9999-12-27', '9999-12-28', '9999-12-29', '9999-12-30', '9999-12-31'])
  })

  test('every teaching date is in one season', () => {
    const [summer, winter] = seasonDates(parsed())
    expect(summer[0]).toEqual({ date: '2026-09-01', runs: 'tue' })
    expect(summer.at(-1)).toEqual({ date: '2026-09-30', runs: 'wed' })
    expect(winter[0]).toEqual({ date: '2026-10-08', runs: 'thu' })
    expect(winter.at(-1)).toEqual({ date: '2026-11-30', runs: 'mon' })
  })

  test('a make-up Sunday has the sessions of the Tuesday that it runs', () => {
    const plan = parsed()
    const there = planSessions(plan).filter(({ date }) => date === '2026-09-20')
    expect(there.map(({ slot, start }) => [plan.slots[slot].id, start])).toEqual([
      ['tue-1', minutesOf('16:30')],
      ['tue-2', minutesOf('17:15')],
    ])
  })

  test('a slot without a bell has no sessions in that season', () => {
    const plan = parsed()
    const wednesday = plan.slots.findIndex((slot) => slot.id === 'wed-1')
    const seasons = planSessions(plan).flatMap(({ slot, season }) => (slot === wednesday ? [season] : []))
    // 2, 9, 16, 23, 30 September
    expect(seasons).toEqual([0, 0, 0, 0, 0])
  })
})

describe('sunset of a season', () => {
  test('its own, where it says so', () => {
    const plan = parsed((p) => {
      p.seasons[1].sunset = '17:05'
    })
    expect(sunsetMinutes(plan, 1)).toBe(minutesOf('17:05'))
  })

  test('else the earliest over its teaching dates: the last of November, 17:19 in Luoyang', () => {
    expect(Math.abs(sunsetMinutes(parsed(), 1)! - minutesOf('17:19'))).toBeLessThanOrEqual(2)
    expect(sunsetMinutes(parsed(), 0)!).toBeGreaterThan(minutesOf('18:10'))
  })

  test('none without coordinates', () => {
    const plan = parsed((p) => {
      delete p.coordinates
    })
    expect(sunsetMinutes(plan, 1)).toBeUndefined()
  })
})
