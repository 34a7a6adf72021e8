import type { Random } from '../../src/kernel/random.ts'

/** Draws on top of the kernel's generator: the same seed draws the same school on every machine. */

export const chance = (random: Random, probability: number): boolean => random.unit() < probability

/** @returns a whole number in [low, high] */
export const between = (random: Random, low: number, high: number): number => low + random.below(high - low + 1)

export const oneOf = <T>(random: Random, list: readonly T[]): T => list[random.below(list.length)]

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const result = [...list]
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = result[i]
    result[i] = result[j]
    result[j] = held
  }
  return result
}

/** @returns an index, in proportion to its weight; weights at least 0, not all 0 */
export function weighted(random: Random, weights: readonly number[]): number {
  let left = random.unit() * weights.reduce((sum, weight) => sum + weight, 0)
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i]
    if (left < 0) return i
  }
  return weights.findLastIndex((weight) => weight > 0)
}

/** The item that scores highest; ties fall by lot, so that no list order shows through. @returns undefined for an empty list */
export function best<T>(random: Random, list: readonly T[], score: (item: T) => number): T | undefined {
  let winner: T | undefined
  let top = Number.NEGATIVE_INFINITY
  for (const item of list) {
    const value = score(item) + random.unit() * 1e-3
    if (value > top) {
      top = value
      winner = item
    }
  }
  return winner
}

/** Splits a total over parts as evenly as whole numbers allow, then moves single units about `spread` times. @returns parts that sum to the total */
export function parts(random: Random, total: number, count: number, spread: number): number[] {
  const result = Array.from({ length: count }, (_, i) => Math.floor(total / count) + (i < total % count ? 1 : 0))
  for (let k = 0; k < spread; k++) {
    const from = random.below(count)
    const to = random.below(count)
    if (result[from] > total / count - 4 && result[to] < total / count + 4) {
      result[from]--
      result[to]++
    }
  }
  return result
}

/** @returns the indices of the items that pass */
export const indicesWhere = <T>(list: readonly T[], passes: (index: number) => boolean): number[] => list.flatMap((_, index) => (passes(index) ? [index] : []))
