import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** `merged-care`, good practice: (class, slot, season) with students in care that another class or a care room hosts. Where: class, slot, season. */
export class MergedCare extends Rule {
  constructor(school: School, variables: Cells) {
    super('merged-care', school, variables)
  }

  get scope(): Iterable<number> {
    return this.region('host', 'stay')
  }

  count(values: Int32Array, found: Found): void {
    const { at, C, L, S } = this.school
    for (let i = 0; i < C * L * S; i++) {
      const key = Math.trunc(i / S)
      const c = Math.trunc(key / L)
      if (values[at.stay + i] > 0 && values[at.host + key] !== c) found(1, c, key % L, i % S)
    }
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, L, S } = this.school
    if (variable >= at.stay) {
      if (from > 0 === to > 0) return 0
      const key = Math.trunc((variable - at.stay) / S)
      return this.values[at.host + key] === Math.trunc(key / L) ? 0 : to > 0 ? 1 : -1
    }
    const key = variable - at.host
    const c = Math.trunc(key / L)
    const change = (to !== c ? 1 : 0) - (from !== c ? 1 : 0)
    if (change === 0) return 0
    let seasons = 0
    for (let season = 0; season < S; season++) if (this.values[at.stay + key * S + season] > 0) seasons++
    return change * seasons
  }
}
