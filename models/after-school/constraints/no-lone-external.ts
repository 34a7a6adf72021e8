import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/**
 * `no-lone-external` 四(四), by the policy's `externalsAccompanied`. `group`: groups in a season with an external seated and nobody in service.
 * `site`: (site, slot, season) with an external in a group and nobody in service anywhere on the site at that slot. Where: group's post pair or (site × L + slot), season.
 */
export class NoLoneExternal extends SeatRule {
  private readonly mode: 'group' | 'site' | 'no'
  /** [place] externals in groups, people in service */
  private readonly external: Cells
  private readonly inside: Cells

  constructor(school: School, variables: Cells) {
    super('no-lone-external', school, variables)
    this.mode = school.policy.externalsAccompanied
    const places = this.mode === 'site' ? school.sites * school.L * school.S : school.Q
    this.external = this.trail.cells(places)
    this.inside = this.trail.cells(places)
    this.touched = new Int32Array(school.L + 2)
  }

  /** the places that a seat of this post touches, into `touched`; @returns how many */
  private readonly touched: Int32Array

  private places(values: Int32Array, q: number): number {
    const s = this.school
    const { S, L } = s
    const season = s.postSeason[q]
    if (this.mode === 'group') {
      // both roles of a session are one group: its lead post stands for it
      if (q < s.careFrom) this.touched[0] = Math.trunc(q / (2 * S)) * 2 * S + season
      else if (q < s.dutyFrom) this.touched[0] = q
      else return 0
      return 1
    }
    let n = 0
    if (q < s.careFrom) {
      const z = Math.trunc(q / (2 * S))
      const slot = values[s.at.slot + z] - 1
      const site = s.roomSite[values[s.at.room + z] - 1]
      this.touched[n++] = (site * L + slot) * S + season
      if (s.length[s.sectionActivity[s.sessionSection[z]]] === 2) this.touched[n++] = (site * L + s.next[slot]) * S + season
    } else if (q < s.dutyFrom) {
      this.touched[n++] = (s.hostSite[s.postGroup[q]] * L + s.postSlot[q]) * S + season
    } else if (q < s.generalFrom) {
      const key = Math.trunc((q - s.dutyFrom) / S)
      const site = Math.trunc(key / s.B)
      for (let l = 0; l < L; l++) if (s.slotBlock[l] === key % s.B) this.touched[n++] = (site * L + l) * S + season
    } else {
      const g = Math.trunc((q - s.generalFrom) / S)
      if (s.plan.generalDuties[s.generalDuty[g]].afterMinutes === undefined) this.touched[n++] = (s.generalSite[g] * L + s.generalSlot[g]) * S + season
    }
    return n
  }

  protected override refill(values: Int32Array): void {
    this.external.now.fill(0)
    this.inside.now.fill(0)
    this.tally(values, this.external.now, this.inside.now)
  }

  private tally(values: Int32Array, external: Int32Array, inside: Int32Array): void {
    if (this.mode === 'no') return
    this.eachSeat(values, (q, p) => {
      const n = this.places(values, q)
      for (let i = 0; i < n; i++) {
        if (this.school.inService[p]) inside[this.touched[i]]++
        else if (q < this.school.dutyFrom) external[this.touched[i]]++
      }
    })
  }

  count(values: Int32Array, found: Found): void {
    const external = new Int32Array(this.external.now.length)
    const inside = new Int32Array(this.inside.now.length)
    this.tally(values, external, inside)
    for (let i = 0; i < external.length; i++) if (external[i] > 0 && inside[i] === 0) found(1, Math.trunc(i / this.school.S), i % this.school.S)
  }

  protected price(post: number, person: number, sign: number): number {
    if (this.mode === 'no') return 0
    const n = this.places(this.values, post)
    const within = this.school.inService[person]
    const counts = within === 0 && post < this.school.dutyFrom
    let d = 0
    for (let i = 0; i < n; i++) {
      const at = this.touched[i]
      const e = this.external.now[at]
      const s = this.inside.now[at]
      const after = e + (counts ? sign : 0) > 0 && s + (within ? sign : 0) === 0
      d += (after ? 1 : 0) - (e > 0 && s === 0 ? 1 : 0)
    }
    return d
  }

  protected override shift(post: number, person: number, sign: number): void {
    if (this.mode === 'no') return
    const n = this.places(this.values, post)
    for (let i = 0; i < n; i++) {
      if (this.school.inService[person]) this.inside.add(this.touched[i], sign)
      else if (post < this.school.dutyFrom) this.external.add(this.touched[i], sign)
    }
  }
}
