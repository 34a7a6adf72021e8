import { Random } from '../../src/kernel/random.ts'

/** Draws for generated test data: the same seed, the same draws. */
export class Draw {
  private readonly random: Random

  constructor(seed: number) {
    this.random = new Random(seed)
  }

  chance(p: number): boolean {
    return this.random.unit() < p
  }

  /** a whole number, both ends included */
  between(least: number, most: number): number {
    return least + this.random.below(most - least + 1)
  }

  pick<T>(items: readonly T[]): T {
    return items[this.random.below(items.length)]
  }

  shuffled<T>(items: readonly T[]): T[] {
    const list = [...items]
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.random.below(i + 1)
      ;[list[i], list[j]] = [list[j], list[i]]
    }
    return list
  }

  /** each item with probability p, in order */
  some<T>(items: readonly T[], p: number): T[] {
    return items.filter(() => this.chance(p))
  }

  /** so many distinct items, or all there are */
  take<T>(items: readonly T[], n: number): T[] {
    return this.shuffled(items).slice(0, n)
  }

  /** at least one of them */
  someOf<T>(items: readonly T[], p: number): T[] {
    const some = this.some(items, p)
    return some.length > 0 ? some : [this.pick(items)]
  }

  /** the fields with probability p, else none: for optional parts of a document */
  maybe<T extends object>(p: number, make: () => T): T | Record<string, never> {
    return this.chance(p) ? make() : {}
  }
}
