import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** `lead-continuity`, good practice: per section, people in its lead posts over the term less the largest lead need, at least 0. Where: section. */
export class LeadContinuity extends Rule {
  /** [section × P + person] lead seats held; [section] people */
  private readonly seatsOf: Cells
  private readonly people: Cells
  /** [post] section + 1 of a lead post, else 0 */
  private readonly leads: Int32Array

  constructor(school: School, variables: Cells) {
    super('lead-continuity', school, variables)
    this.seatsOf = this.trail.cells(school.X * school.P)
    this.people = this.trail.cells(school.X)
    const { S, Q, careFrom, postGroup } = school
    this.leads = Int32Array.from({ length: Q }, (_, q) => (q < careFrom && (Math.trunc(q / S) & 1) === 0 ? postGroup[q] + 1 : 0))
  }

  get scope(): Iterable<number> {
    return this.region('seat', 'need')
  }

  /** the section that this post leads, or −1 */
  private section(q: number): number {
    return this.leads[q] - 1
  }

  private need(values: Int32Array, x: number, except: number, instead: number): number {
    const { at, S, sessionsFrom } = this.school
    let most = 0
    for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
      for (let q = z * 2 * S; q < z * 2 * S + S; q++) {
        const need = q === except ? instead : values[at.need + q]
        if (need > most) most = need
      }
    }
    return most
  }

  protected override refill(values: Int32Array): void {
    this.seatsOf.now.fill(0)
    this.people.now.fill(0)
    this.eachLead(values, (x, p) => {
      if (this.seatsOf.now[x * this.school.P + p]++ === 0) this.people.now[x]++
    })
  }

  private eachLead(values: Int32Array, back: (section: number, person: number) => void): void {
    const { at, seatFrom, seatPost, careFrom } = this.school
    for (let i = 0; i < seatFrom[careFrom]; i++) {
      const x = this.section(seatPost[i])
      if (x >= 0 && values[at.seat + i] !== 0) back(x, values[at.seat + i] - 1)
    }
  }

  count(values: Int32Array, found: Found): void {
    const people = Array.from({ length: this.school.X }, () => new Set<number>())
    this.eachLead(values, (x, p) => people[x].add(p))
    people.forEach((set, x) => {
      const amount = set.size - this.need(values, x, -1, 0)
      if (amount > 0) found(amount, x)
    })
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, seatPost, P } = this.school
    if (variable >= at.need) {
      const q = variable - at.need
      const x = this.section(q)
      if (x < 0) return 0
      const n = this.people.now[x]
      return Math.max(0, n - this.need(this.values, x, q, to)) - Math.max(0, n - this.need(this.values, x, q, from))
    }
    const x = this.section(seatPost[variable - at.seat])
    if (x < 0) return 0
    const held = this.seatsOf.now[x * P + (to !== 0 ? to : from) - 1]
    if (to !== 0 ? held !== 0 : held !== 1) return 0
    const n = this.people.now[x]
    const most = this.need(this.values, x, -1, 0)
    return Math.max(0, n + (to !== 0 ? 1 : -1) - most) - Math.max(0, n - most)
  }

  apply(variable: number, from: number, to: number): number {
    const d = this.delta(variable, from, to)
    const { at, seatPost, P } = this.school
    if (variable >= at.need) return d
    const x = this.section(seatPost[variable - at.seat])
    if (x < 0) return d
    const i = x * P + (to !== 0 ? to : from) - 1
    const held = this.seatsOf.now[i]
    if (to !== 0) {
      this.seatsOf.set(i, held + 1)
      if (held === 0) this.people.add(x, 1)
    } else {
      this.seatsOf.set(i, held - 1)
      if (held === 1) this.people.add(x, -1)
    }
    return d
  }
}
