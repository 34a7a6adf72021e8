import type { Cells } from '../../../src/kernel/trail.ts'
import type { RowId } from '../catalogue.ts'
import type { School } from '../compile/school.ts'
import type { Hosting } from '../hosting.ts'
import { type Found, Rule } from './rule.ts'

/**
 * Different care supervisors of a class beyond the largest need, per bucket of (slot, season): what `care-continuity` (one bucket a class) and `handover` (one a class, weekday and
 * season) share. A class counts the people seated in the groups that hold its students. Where: class, bucket.
 */
export abstract class Supervisors extends Rule {
  private readonly hosting: Hosting
  private readonly buckets: number
  /** [slot × S + season] */
  private readonly bucketOf: Int32Array
  /** [(class × buckets + bucket) × P + person] places; [class × buckets + bucket] people */
  private readonly places: Cells
  private readonly people: Cells
  /** [(class × buckets + bucket) × mostNeed + need] groups that hold the class with that need */
  private readonly needs: Cells
  private readonly mostNeed: number
  /** [class × buckets + bucket] the largest need among them */
  private readonly largest: Cells

  constructor(id: RowId, school: School, variables: Cells, hosting: Hosting, buckets: number, bucketOf: (slot: number, season: number) => number) {
    super(id, school, variables)
    this.hosting = hosting
    const { C, L, S, P, H } = school
    this.buckets = buckets
    this.bucketOf = Int32Array.from({ length: L * S }, (_, i) => bucketOf(Math.trunc(i / S), i % S))
    this.places = this.trail.cells(C * buckets * P)
    this.people = this.trail.cells(C * buckets)
    let most = 1
    const total = Array.from({ length: L }, (_, l) => {
      let n = 0
      for (let c = 0; c < C; c++) n += school.attending[c * L + l]
      return n
    })
    for (let h = 0; h < H; h++) for (let l = 0; l < L; l++) most = Math.max(most, Math.ceil(total[l] / school.policy.studentsPerSupervisor))
    this.mostNeed = most + 1
    this.needs = this.trail.cells(C * buckets * this.mostNeed)
    this.largest = this.trail.cells(C * buckets)
  }

  get scope(): Iterable<number> {
    return this.region('seat', 'host', 'stay', 'need')
  }

  protected override refill(values: Int32Array): void {
    const { C, L, S, at } = this.school
    for (const cells of [this.places, this.people, this.needs, this.largest]) cells.now.fill(0)
    for (let c = 0; c < C; c++) {
      for (let l = 0; l < L; l++)
        for (let season = 0; season < S; season++)
          if (values[at.stay + (c * L + l) * S + season] > 0) this.move(values, c, l, season, values[at.host + c * L + l], 1)
    }
  }

  count(values: Int32Array, found: Found): void {
    const { C, L, S, at, careFrom, seatFrom } = this.school
    for (let c = 0; c < C; c++) {
      const people = Array.from({ length: this.buckets }, () => new Set<number>())
      const most = new Int32Array(this.buckets)
      for (let l = 0; l < L; l++) {
        for (let season = 0; season < S; season++) {
          if (values[at.stay + (c * L + l) * S + season] === 0) continue
          const q = careFrom + (values[at.host + c * L + l] * L + l) * S + season
          const bucket = this.bucketOf[l * S + season]
          most[bucket] = Math.max(most[bucket], values[at.need + q])
          for (let i = seatFrom[q]; i < seatFrom[q + 1]; i++) if (values[at.seat + i] !== 0) people[bucket].add(values[at.seat + i])
        }
      }
      people.forEach((set, bucket) => {
        if (set.size > most[bucket]) found(set.size - most[bucket], c, bucket)
      })
    }
  }

  private amount(i: number): number {
    const n = this.people.now[i]
    if (n === 0) return 0
    const largest = this.largest.now[i]
    return n > largest ? n - largest : 0
  }

  /** one group more (+1) or fewer (−1) of this need in a bucket */
  private need(i: number, need: number, sign: number): void {
    const base = i * this.mostNeed
    this.needs.add(base + need, sign)
    let largest = this.largest.now[i]
    if (sign > 0) {
      if (need > largest) this.largest.set(i, need)
    } else if (need === largest && this.needs.now[base + need] === 0) {
      while (largest > 0 && this.needs.now[base + largest] === 0) largest--
      if (largest !== need) this.largest.set(i, largest)
    }
  }

  private person(i: number, p: number, sign: number): void {
    const at = i * this.school.P + p
    const held = this.places.now[at]
    this.places.set(at, held + sign)
    if (held + sign === 0 || held === 0) this.people.add(i, sign)
  }

  /** a class joins (+1) or leaves (−1) the group of a host at a slot and season */
  private move(values: Int32Array, c: number, l: number, season: number, h: number, sign: number): number {
    const { S, L, at, careFrom, seatFrom } = this.school
    const i = c * this.buckets + this.bucketOf[l * S + season]
    const before = this.amount(i)
    const q = careFrom + (h * L + l) * S + season
    this.need(i, values[at.need + q], sign)
    for (let seat = seatFrom[q]; seat < seatFrom[q + 1]; seat++) {
      const held = values[at.seat + seat]
      if (held !== 0) this.person(i, held - 1, sign)
    }
    return this.amount(i) - before
  }

  apply(variable: number, from: number, to: number): number {
    const { at, S, L, careFrom, dutyFrom, seatPost } = this.school
    const values = this.values
    if (variable < at.host || variable >= at.need) {
      const q = variable < at.host ? seatPost[variable - at.seat] : variable - at.need
      if (q < careFrom || q >= dutyFrom) return 0
      const season = this.school.postSeason[q]
      const l = this.school.postSlot[q]
      const key = this.school.postGroup[q] * L + l
      const bucket = this.bucketOf[l * S + season]
      const { first, next } = this.hosting
      let d = 0
      for (let n = first[key]; n !== 0; n = next[(n - 1) * L + l]) {
        const c = n - 1
        if (values[at.stay + (c * L + l) * S + season] === 0) continue
        const i = c * this.buckets + bucket
        const before = this.amount(i)
        if (variable >= at.need) {
          this.need(i, to, 1)
          this.need(i, from, -1)
        } else this.person(i, (to !== 0 ? to : from) - 1, to !== 0 ? 1 : -1)
        d += this.amount(i) - before
      }
      return d
    }
    if (variable >= at.stay) {
      if (from > 0 === to > 0) return 0
      const i = variable - at.stay
      const key = Math.trunc(i / S)
      return this.move(values, Math.trunc(key / L), key % L, i % S, values[at.host + key], to > 0 ? 1 : -1)
    }
    const key = variable - at.host
    const c = Math.trunc(key / L)
    let d = 0
    for (let season = 0; season < S; season++) {
      if (values[at.stay + key * S + season] === 0) continue
      d += this.move(values, c, key % L, season, from, -1) + this.move(values, c, key % L, season, to, 1)
    }
    return d
  }
}
