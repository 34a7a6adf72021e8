import { describe, expect, test } from 'vitest'
import { clockOf, minutesOf } from '../../../src/calendar/index.ts'

describe('clock times', () => {
  test.each([
    ['00:00', 0],
    ['07:05', 425],
    ['18:00', 1080],
    ['23:59', 1439],
  ])('%s is minute %i', (clock, minutes) => {
    expect(minutesOf(clock)).toBe(minutes)
    expect(clockOf(minutes)).toBe(clock)
  })
})
