import type { Cells } from '../../../src/kernel/trail.ts'
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

/** posts of one person on one day, at most */
const most = 16
/** scratch: the posts of one day by start, end and site */
const sorted = new Int32Array(most + 1)

/** `travel`, good practice: per person, weekday and season, ⌈minutes between consecutive seats' sites ÷ 10⌉. Where: person, season, weekday. */
export class Travel extends SeatRule {
  /** no way between any sites: the row is never heard */
  readonly idle: boolean
  /** [(person × S + season) × 7 + weekday] how many posts are held that day, and which: posts[day × most + i], ascending, 0 beyond */
  private readonly held: Cells
  private readonly posts: Cells

  constructor(school: School, variables: Cells) {
    super('travel', school, variables)
    this.idle = !school.travel.some((m) => m > 0)
    const days = this.idle ? 0 : school.P * school.S * 7
    this.held = this.trail.cells(days)
    this.posts = this.trail.cells(days * most)
  }

  private day(post: number, person: number, values: Int32Array): number {
    return (person * this.school.S + this.school.postSeason[post]) * 7 + this.school.callDay[values[this.school.at.call + post] - 1]
  }

  private tally(values: Int32Array, held: Int32Array, posts: Int32Array): void {
    held.fill(0)
    posts.fill(0)
    if (!this.idle) this.eachSeat(values, (q, p) => this.add(held, posts, this.day(q, p, values), q))
  }

  protected override refill(values: Int32Array): void {
    this.tally(values, this.held.now, this.posts.now)
  }

  count(values: Int32Array, found: Found): void {
    const { S } = this.school
    const held = new Int32Array(this.held.now.length)
    const posts = new Int32Array(this.posts.now.length)
    this.tally(values, held, posts)
    for (let day = 0; day < held.length; day++) {
      const amount = this.tens(values, posts, day, held[day], -1, -1)
      if (amount > 0) found(amount, Math.trunc(day / (7 * S)), Math.trunc(day / 7) % S, day % 7)
    }
  }

  /** the amount of a day with its first `n` posts, but for one (or −1) and with one more (or −1) */
  private tens(values: Int32Array, posts: Int32Array, day: number, n: number, without: number, within: number): number {
    const { travel, sites } = this.school
    let m = 0
    for (let i = 0; i < n; i++) if (posts[day * most + i] !== without) m = this.insert(values, m, posts[day * most + i])
    if (within >= 0) m = this.insert(values, m, within)
    let minutes = 0
    for (let i = 1; i < m; i++) minutes += travel[siteOf(this.school, values, sorted[i - 1]) * sites + siteOf(this.school, values, sorted[i])]
    return Math.ceil(minutes / 10)
  }

  private insert(values: Int32Array, m: number, post: number): number {
    let i = m
    for (; i > 0 && this.before(values, post, sorted[i - 1]); i--) sorted[i] = sorted[i - 1]
    sorted[i] = post
    return m + 1
  }

  private before(values: Int32Array, a: number, b: number): boolean {
    const { callStart, callEnd, at } = this.school
    const mine = values[at.call + a] - 1
    const theirs = values[at.call + b] - 1
    if (callStart[mine] !== callStart[theirs]) return callStart[mine] < callStart[theirs]
    if (callEnd[mine] !== callEnd[theirs]) return callEnd[mine] < callEnd[theirs]
    return siteOf(this.school, values, a) < siteOf(this.school, values, b)
  }

  protected price(post: number, person: number, sign: number): number {
    if (this.idle) return 0
    const day = this.day(post, person, this.values)
    const n = this.held.now[day]
    if (n === 0) return 0
    const posts = this.posts.now
    const now = this.tens(this.values, posts, day, n, -1, -1)
    return this.tens(this.values, posts, day, n, sign > 0 ? -1 : post, sign > 0 ? post : -1) - now
  }

  protected override shift(post: number, person: number, sign: number): void {
    if (this.idle) return
    const day = this.day(post, person, this.values)
    const { held, posts } = this
    const end = day * most + held.now[day]
    held.add(day, sign)
    if (sign > 0) {
      let i = end
      for (; i > day * most && posts.now[i - 1] > post; i--) posts.set(i, posts.now[i - 1])
      posts.set(i, post)
    } else {
      let i = day * most
      while (posts.now[i] !== post) i++
      for (; i < end - 1; i++) posts.set(i, posts.now[i + 1])
      posts.set(end - 1, 0)
    }
  }

  private add(held: Int32Array, posts: Int32Array, day: number, post: number): void {
    let i = day * most + held[day]++
    for (; i > day * most && posts[i - 1] > post; i--) posts[i] = posts[i - 1]
    posts[i] = post
  }
}
