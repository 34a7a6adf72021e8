import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import type { Hosting } from '../hosting.ts'
import { type Found, Rule } from './rule.ts'

/** `own-class-care`, good practice: care seats held by somebody who teaches no class with students in the group. Where: post, person. */
export class OwnClassCare extends Rule {
  private readonly hosting: Hosting

  constructor(school: School, variables: Cells, hosting: Hosting) {
    super('own-class-care', school, variables)
    this.hosting = hosting
  }

  get scope(): Iterable<number> {
    return this.region('seat', 'host', 'stay')
  }

  /** 1 if the person teaches no class that has students in the group, leaving out one class (or −1) */
  private stranger(h: number, l: number, season: number, person: number, without: number): number {
    const { at, C, L, S, teaches } = this.school
    const { first, next } = this.hosting
    for (let n = first[h * L + l]; n !== 0; n = next[(n - 1) * L + l]) {
      if (n - 1 !== without && teaches[person * C + n - 1] && this.values[at.stay + ((n - 1) * L + l) * S + season] > 0) return 0
    }
    return 1
  }

  private teachesOne(values: Int32Array, h: number, l: number, season: number, person: number): boolean {
    const { at, C, L, S, teaches } = this.school
    for (let c = 0; c < C; c++) {
      if (teaches[person * C + c] && values[at.host + c * L + l] === h && values[at.stay + (c * L + l) * S + season] > 0) return true
    }
    return false
  }

  count(values: Int32Array, found: Found): void {
    const { at, S, L, careFrom, dutyFrom, seatFrom } = this.school
    for (let q = careFrom; q < dutyFrom; q++) {
      const key = Math.trunc((q - careFrom) / S)
      for (let i = seatFrom[q]; i < seatFrom[q + 1]; i++) {
        const held = values[at.seat + i]
        if (held !== 0 && !this.teachesOne(values, Math.trunc(key / L), key % L, q % S, held - 1)) found(1, q, held - 1)
      }
    }
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, S, L, careFrom, dutyFrom, seatPost } = this.school
    const values = this.values
    if (variable < at.host) {
      const q = seatPost[variable - at.seat]
      if (q < careFrom || q >= dutyFrom) return 0
      const one = this.stranger(this.school.postGroup[q], this.school.postSlot[q], this.school.postSeason[q], (to !== 0 ? to : from) - 1, -1)
      return to !== 0 ? one : -one
    }
    if (variable >= at.stay) {
      if (from > 0 === to > 0) return 0
      const i = variable - at.stay
      const key = Math.trunc(i / S)
      return this.presence(values[at.host + key], Math.trunc(key / L), key % L, i % S, to > 0)
    }
    const key = variable - at.host
    let d = 0
    for (let season = 0; season < S; season++) {
      if (values[at.stay + key * S + season] === 0) continue
      d += this.presence(from, Math.trunc(key / L), key % L, season, false) + this.presence(to, Math.trunc(key / L), key % L, season, true)
    }
    return d
  }

  /** the change if a class came to (or went from) a group: only people who teach it are concerned */
  private presence(h: number, c: number, l: number, season: number, comes: boolean): number {
    const { at, S, L, C, careFrom, seatFrom, teaches } = this.school
    const q = careFrom + (h * L + l) * S + season
    let d = 0
    for (let i = seatFrom[q]; i < seatFrom[q + 1]; i++) {
      const held = this.values[at.seat + i]
      if (held === 0 || !teaches[(held - 1) * C + c]) continue
      const without = this.stranger(h, l, season, held - 1, c)
      d += comes ? -without : without
    }
    return d
  }
}
