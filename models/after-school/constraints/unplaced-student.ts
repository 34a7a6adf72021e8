import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** `unplaced-student` 三(一): students of a care group above its room's capacity, per slot and season. Where: host, slot, season. */
export class UnplacedStudent extends Rule {
  constructor(school: School, variables: Cells) {
    super('unplaced-student', school, variables)
  }

  get scope(): Iterable<number> {
    return this.region('group')
  }

  count(values: Int32Array, found: Found): void {
    const { at, H, L, S, capacity, hostRoom } = this.school
    for (let i = 0; i < H * L * S; i++) {
      const h = Math.trunc(i / (L * S))
      const over = values[at.group + i] - capacity[hostRoom[h]]
      if (over > 0) found(over, h, Math.trunc(i / S) % L, i % S)
    }
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, careFrom, postGroup, capacity, hostRoom } = this.school
    const room = capacity[hostRoom[postGroup[careFrom + variable - at.group]]]
    return (to > room ? to - room : 0) - (from > room ? from - room : 0)
  }
}
