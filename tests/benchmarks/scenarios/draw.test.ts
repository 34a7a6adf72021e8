import { describe, expect, it } from 'vitest'
import { best, between, indicesWhere, parts, shuffled, weighted } from '../../../benchmarks/scenarios/draw.ts'
import { Random } from '../../../src/kernel/random.ts'

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)

describe('draws', () => {
  it('between: both ends come up, nothing beyond', () => {
    const random = new Random(1)
    expect([...new Set(times(200, () => between(random, 3, 5)))].sort()).toEqual([3, 4, 5])
  })

  it('weighted: in proportion, and never what weighs nothing', () => {
    const random = new Random(2)
    const counts = [0, 0, 0]
    for (const index of times(3000, () => weighted(random, [1, 0, 3]))) counts[index]++
    expect(counts[1]).toBe(0)
    expect(counts[2] / counts[0]).toBeGreaterThan(2.4)
    expect(counts[2] / counts[0]).toBeLessThan(3.6)
  })

  it('shuffled: the same items in another order, the list left alone', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8]
    const result = shuffled(new Random(3), list)
    expect(result.toSorted()).toEqual(list)
    expect(result).not.toEqual(list)
    expect(list).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('best: the top score, ties by lot, nothing from nothing', () => {
    const random = new Random(4)
    expect(best(random, [1, 7, 3], (n) => n)).toBe(7)
    expect(new Set(times(50, () => best(random, ['a', 'b'], () => 0))).size).toBe(2)
    expect(best(random, [], () => 0)).toBeUndefined()
  })

  it.each([
    [1000, 24, 48],
    [150, 6, 12],
    [7, 3, 0],
  ])('parts: %i over %i classes, moved %i times, sum up and stay within 5 of even', (total, count, spread) => {
    const result = parts(new Random(5), total, count, spread)
    expect(result.reduce((sum, n) => sum + n, 0)).toBe(total)
    for (const n of result) expect(Math.abs(n - total / count)).toBeLessThan(5)
  })

  it('indicesWhere', () => {
    expect(indicesWhere(['a', 'b', 'c'], (i) => i !== 1)).toEqual([0, 2])
  })
})
