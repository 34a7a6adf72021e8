import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { RunningSection } from './running.ts'

/** `season-gap` 三(二): (session, season) of a running section without a bell for a slot it occupies. Where: section. */
export class SeasonGap extends RunningSection {
  constructor(school: School, variables: Cells) {
    super('season-gap', school, variables)
  }

  protected amount(values: Int32Array, x: number, variable: number, instead: number): number {
    const { sessionsFrom, sectionActivity, length, start, at, S, L } = this.school
    const double = length[sectionActivity[x]] === 2 ? L : 0
    let n = 0
    for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
      const slot = (at.slot + z === variable ? instead : values[at.slot + z]) - 1
      if (slot < 0) continue
      for (let season = 0; season < S; season++) if (start[season * 2 * L + double + slot] < 0) n++
    }
    return n
  }
}
