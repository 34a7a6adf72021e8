import { describe, expect, test } from 'vitest'
import { type Coordinates, minutesOf, sunset } from '../../../src/calendar/index.ts'

const luoyang = { latitude: 34.62, longitude: 112.45 }
const beijing = { latitude: 39.9, longitude: 116.4 }
const greenwich = { latitude: 51.48, longitude: 0 }
const sydney = { latitude: -33.87, longitude: 151.21 }

describe('sunset', () => {
  test.each<[string, string, Coordinates, number, string, number]>([
    // calibration figures, good to five minutes
    ['Luoyang', '2026-10-31', luoyang, 480, '17:35', 5],
    ['Luoyang', '2026-12-01', luoyang, 480, '17:19', 5],
    ['Luoyang', '2026-02-20', luoyang, 480, '18:16', 5],
    ['Luoyang', '2026-05-01', luoyang, 480, '19:13', 5],
    // almanac times, to the minute
    ['Beijing, winter solstice', '2025-12-21', beijing, 480, '16:53', 2],
    ['London, summer solstice', '2026-06-21', greenwich, 60, '21:21', 2],
    ['Sydney, December', '2025-12-21', sydney, 660, '20:05', 2],
  ])('%s on %s', (_, date, place, offset, clock, within) => {
    expect(Math.abs(sunset(date, place, offset)! - minutesOf(clock))).toBeLessThanOrEqual(within)
  })

  test('does not set in the polar summer, nor rise in the polar winter', () => {
    const tromso = { latitude: 69.65, longitude: 18.96 }
    expect(sunset('2026-06-21', tromso, 120)).toBeUndefined()
    expect(sunset('2026-12-21', tromso, 60)).toBeUndefined()
  })

  test('is later towards the west, by four minutes a degree', () => {
    const west = sunset('2026-03-20', { ...luoyang, longitude: luoyang.longitude - 5 }, 480)!
    expect(west - sunset('2026-03-20', luoyang, 480)!).toBeCloseTo(20, 0)
  })
})
