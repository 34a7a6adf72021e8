import type { School } from '../compile/school.ts'
import { type Found, SeatRule } from './rule.ts'

/** the site of a post, by its room or its own */
export function siteOf(school: School, values: Int32Array, q: number): number {
  const { S, L, B } = school
  if (q < school.careFrom) return school.roomSite[values[school.at.room + Math.trunc(q / (2 * S))] - 1]
  if (q < school.dutyFrom) return school.hostSite[Math.trunc((q - school.careFrom) / (S * L))]
  if (q < school.generalFrom) return Math.trunc((q - school.dutyFrom) / (S * B))
  return school.generalSite[Math.trunc((q - school.generalFrom) / S)]
}

/** `travel`, good practice: per person, weekday and season, ⌈minutes between consecutive seats' sites ÷ 10⌉. Where: person, season, weekday. */
export class Travel extends SeatRule {
  /** no way between any sites: the row is never heard */
  readonly idle: boolean
  /** [(person × S + season) × 7 + weekday] posts held that day */
  private readonly held: number[][]

  constructor(school: School, values: Int32Array) {
    super('travel', school, values)
    this.idle = !school.travel.some((m) => m > 0)
    this.held = this.idle ? [] : Array.from({ length: school.P * school.S * 7 }, () => [])
  }

  private day(post: number, person: number, values: Int32Array): number {
    return (person * this.school.S + this.school.postSeason[post]) * 7 + this.school.callDay[values[this.school.at.call + post] - 1]
  }

  protected override refill(values: Int32Array): void {
    for (const list of this.held) list.length = 0
    if (!this.idle) this.eachSeat(values, (q, p) => this.held[this.day(q, p, values)].push(q))
  }

  count(values: Int32Array, found: Found): void {
    if (this.idle) return
    const { S } = this.school
    const held: number[][] = Array.from({ length: this.held.length }, () => [])
    this.eachSeat(values, (q, p) => held[this.day(q, p, values)].push(q))
    held.forEach((posts, day) => {
      const amount = this.tens(values, posts)
      if (amount > 0) found(amount, Math.trunc(day / (7 * S)), Math.trunc(day / 7) % S, day % 7)
    })
  }

  private tens(values: Int32Array, posts: readonly number[]): number {
    if (posts.length < 2) return 0
    const { callStart, callEnd, travel, sites } = this.school
    const site = (q: number) => siteOf(this.school, values, q)
    const start = (q: number) => callStart[values[this.school.at.call + q] - 1]
    const end = (q: number) => callEnd[values[this.school.at.call + q] - 1]
    const sorted = [...posts].sort((a, b) => start(a) - start(b) || end(a) - end(b) || site(a) - site(b))
    let minutes = 0
    for (let i = 1; i < sorted.length; i++) minutes += travel[site(sorted[i - 1]) * sites + site(sorted[i])]
    return Math.ceil(minutes / 10)
  }

  protected price(post: number, person: number, sign: number): number {
    if (this.idle) return 0
    const posts = this.held[this.day(post, person, this.values)]
    if (posts.length === 0) return 0
    return this.tens(this.values, sign > 0 ? [...posts, post] : posts.filter((q) => q !== post)) - this.tens(this.values, posts)
  }

  protected override shift(post: number, person: number, sign: number): void {
    if (this.idle) return
    const posts = this.held[this.day(post, person, this.values)]
    if (sign > 0) posts.push(post)
    else posts.splice(posts.indexOf(post), 1)
  }
}
