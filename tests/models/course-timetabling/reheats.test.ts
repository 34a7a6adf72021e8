import { describe, expect, test } from 'vitest'
import { Reheats } from '../../../models/course-timetabling/reheats.ts'
import { Random } from '../../../src/kernel/random.ts'

/** so many moves take a hundredth of the budget; the shortest reheat is 100,000 moves a lecture */
const reheats = (lectures: number, movesInAHundredth: number) => new Reheats(lectures, movesInAHundredth, 0.01)

describe('how long the first annealing is', () => {
  test.each([
    ['no reheats fit: all of the budget', 10, 50_000, 1],
    ['four fit into a half, just', 10, 80_001, 0.5],
    ['they fit: half of it', 10, 1_000_000, 0.5],
    ['many fit: what sixty of the shortest take', 10, 1_500_000, 0.4],
    ['very many fit: not less than three tenths', 10, 10_000_000, 0.3],
  ])('%s', (_name, lectures, moves, begin) => {
    expect(reheats(lectures, moves).begin).toBeCloseTo(begin, 10)
  })
})

describe('how long a reheat is', () => {
  const draw = (left: number) => {
    const random = new Random(1)
    return Array.from({ length: 200 }, () => reheats(10, 1_000_000).next(random, left)).sort((a, b) => a.length - b.length)
  }

  test('between the shortest and a tenth of the budget, and both near; the longer the hotter', () => {
    const drawn = draw(1)
    const lengths = drawn.map(({ length }) => length)
    expect(lengths[0]).toBeGreaterThanOrEqual(0.01)
    expect(lengths[0]).toBeLessThan(0.012)
    expect(lengths[199]).toBeLessThanOrEqual(0.1)
    expect(lengths[199]).toBeGreaterThan(0.08)
    expect(drawn.map(({ temperature }) => temperature)).toEqual(drawn.map(({ temperature }) => temperature).sort((a, b) => a - b))
    expect(drawn[199].temperature / drawn[0].temperature).toBeCloseTo(3, 0)
  })

  test('what would be too short for another one is not left over', () => {
    expect(draw(0.015).every(({ length }) => length === 0.015)).toBe(true)
  })
})

describe('how warm a reheat is', () => {
  const after = (rises: readonly number[]) => {
    const one = reheats(10, 1_000_000)
    const { temperature } = one
    for (const rise of rises) one.after(rise)
    return one.temperature / temperature
  }

  test.each([
    ['one that finds better is followed by a hotter one', [-3], 1.3],
    ['one that comes back but for a shiver, too', [1], 1.3],
    ['one that ends worse is followed by a colder one', [2], 0.9],
    ['conflicts at the end are worse', [Number.POSITIVE_INFINITY], 0.9],
    ['as often back as not: ever hotter', [0, 9, 0, 9], 1.3 * 0.9 * 1.3 * 0.9],
  ])('%s', (_name, rises, ratio) => {
    expect(after(rises)).toBeCloseTo(ratio, 10)
  })

  test('within bounds', () => {
    const one = reheats(10, 1_000_000)
    for (let i = 0; i < 99; i++) one.after(9)
    expect(one.temperature).toBe(0.2)
    for (let i = 0; i < 99; i++) one.after(0)
    expect(one.temperature).toBe(4)
  })
})
