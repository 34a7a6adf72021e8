import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** `group-size` 四(四): students of a running section below the minimum or above the maximum. Where: section. */
export class GroupSize extends Rule {
  constructor(school: School, variables: Cells) {
    super('group-size', school, variables)
  }

  get scope(): Iterable<number> {
    return this.region('size')
  }

  count(values: Int32Array, found: Found): void {
    for (let x = 0; x < this.school.X; x++) {
      const amount = this.outside(x, values[this.school.at.size + x])
      if (amount > 0) found(amount, x)
    }
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const x = variable - this.school.at.size
    return this.outside(x, to) - this.outside(x, from)
  }

  private outside(x: number, size: number): number {
    const a = this.school.sectionActivity[x]
    const { sizeMin, sizeMax } = this.school
    return size === 0 ? 0 : size < sizeMin[a] ? sizeMin[a] - size : size > sizeMax[a] ? size - sizeMax[a] : 0
  }
}
