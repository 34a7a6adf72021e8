import { describe, expect, test } from 'vitest'
import { compare, compareSums, deviation, mean, quantile } from '../../../benchmarks/runner/statistics.ts'

test('mean and deviation of a sample', () => {
  expect(mean([2, 4, 9])).toBe(5)
  expect(deviation([2, 4, 9])).toBeCloseTo(Math.sqrt(13), 10)
  expect(deviation([7])).toBe(0)
})

test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [10, 2.228],
  [30, 2.042],
  [1000, 1.962],
])('Student’s t of %i degrees of freedom is what tables say', (freedom, t) => {
  expect(quantile(freedom)).toBeCloseTo(t, 2)
})

test('degrees of freedom need not be whole', () => {
  // between those of 1 and 2 degrees
  expect(quantile(1.742)).toBeCloseTo(4.975, 1)
})

describe('comparing two samples', () => {
  test('by hand: 1, 3 against 5, 9', () => {
    // variances 2 and 8, so 1 + 4 = 5 of the difference; Welch's degrees of freedom 25 / (1 + 16) = 1.47
    const { difference, noise } = compare([1, 3], [5, 9])
    expect(difference).toBe(5)
    expect(noise).toBeCloseTo(quantile(25 / 17) * Math.sqrt(5), 6)
  })

  test('one value says nothing of the noise', () => {
    expect(compare([1], [5, 9]).noise).toBe(Number.POSITIVE_INFINITY)
  })

  test('samples that never vary differ for sure', () => {
    expect(compare([4, 4, 4], [5, 5, 5])).toEqual({ difference: 1, noise: 0 })
  })

  test('sums of means: differences add up, and so do the squares of their noise', () => {
    const pair = { first: [10, 12, 14], second: [9, 11, 13] }
    const one = compare(pair.first, pair.second)
    const two = compareSums([pair, pair])
    expect(two.difference).toBe(-2)
    expect(two.noise).toBeGreaterThan(one.noise)
    expect(two.noise).toBeLessThan(2 * one.noise)
  })
})
