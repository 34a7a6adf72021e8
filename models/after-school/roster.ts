import type { Cells, Trail } from '../../src/kernel/trail.ts'
import type { School } from './compile/school.ts'
import { clashes } from './constraints/staff-clash.ts'
import { limit, overworked } from './constraints/staff-workload.ts'

/** the same counters, for writing */
interface Kept {
  readonly busy: Cells
  readonly daySessions: Cells
  readonly dayMinutes: Cells
  readonly held: Cells
  readonly posts: Cells
  readonly weekSessions: Cells
  readonly weekMinutes: Cells
  readonly days: Cells
  readonly callOf: Cells
  readonly siteOf: Cells
}

/** What everybody does in each season's week: the counters that say whether a person is free. Shifts once per seat. */
export class Roster {
  /** posts of one person on one day, at most */
  readonly most = 12
  /** [(person × S + season) × 7 + weekday] */
  readonly busy: Int32Array
  readonly daySessions: Int32Array
  readonly dayMinutes: Int32Array
  readonly held: Int32Array
  readonly posts: Int32Array
  /** [person × S + season] */
  readonly weekSessions: Int32Array
  readonly weekMinutes: Int32Array
  readonly days: Int32Array
  /** [post] the call of the post and its site, kept by the state */
  readonly callOf: Int32Array
  readonly siteOf: Int32Array
  private readonly kept: Kept
  private readonly school: School
  private readonly trail: Trail

  constructor(school: School, trail: Trail) {
    const days = school.P * school.S * 7
    const weeks = school.P * school.S
    this.school = school
    this.trail = trail
    const kept = {
      busy: trail.cells(days),
      daySessions: trail.cells(days),
      dayMinutes: trail.cells(days),
      held: trail.cells(days),
      posts: trail.cells(days * this.most),
      weekSessions: trail.cells(weeks),
      weekMinutes: trail.cells(weeks),
      days: trail.cells(weeks),
      callOf: trail.cells(school.Q),
      siteOf: trail.cells(school.Q),
    }
    this.kept = kept
    this.busy = kept.busy.now
    this.daySessions = kept.daySessions.now
    this.dayMinutes = kept.dayMinutes.now
    this.held = kept.held.now
    this.posts = kept.posts.now
    this.weekSessions = kept.weekSessions.now
    this.weekMinutes = kept.weekMinutes.now
    this.days = kept.days.now
    this.callOf = kept.callOf.now
    this.siteOf = kept.siteOf.now
    this.callOf.set(school.fixedCall)
  }

  /** Counts everything anew from the state's values. */
  reset(values: Int32Array): void {
    const { at, S, B, Q, Z, careFrom, dutyFrom, generalFrom, roomSite, hostSite, generalSite, postGroup, seats, seatPost } = this.school
    for (const counter of [this.busy, this.daySessions, this.dayMinutes, this.held, this.weekSessions, this.weekMinutes, this.days]) counter.fill(0)
    for (let q = 0; q < Q; q++) this.callOf[q] = values[at.call + q] - 1
    for (let z = 0; z < Z; z++) if (values[at.room + z] > 0) this.siteOf.fill(roomSite[values[at.room + z] - 1], z * 2 * S, (z + 1) * 2 * S)
    for (let q = careFrom; q < dutyFrom; q++) this.siteOf[q] = hostSite[postGroup[q]]
    for (let q = dutyFrom; q < generalFrom; q++) this.siteOf[q] = Math.trunc((q - dutyFrom) / (S * B))
    for (let q = generalFrom; q < Q; q++) this.siteOf[q] = generalSite[Math.trunc((q - generalFrom) / S)]
    // a recount is not a change: what it writes is never taken back
    const mark = this.trail.length
    for (let i = 0; i < seats; i++) if (values[at.seat + i] !== 0) this.add(seatPost[i], values[at.seat + i] - 1)
    this.trail.forget(mark)
  }

  private day(post: number, person: number): number {
    return (person * this.school.S + this.school.postSeason[post]) * 7 + this.school.callDay[this.callOf[post]]
  }

  add(post: number, person: number): void {
    const call = this.callOf[post]
    const { S, postSeason, callBit, callWeight, callStart, callEnd, callDay } = this.school
    const { kept } = this
    const week = person * S + postSeason[post]
    const day = week * 7 + callDay[call]
    const minutes = callEnd[call] - callStart[call]
    const n = this.held[day]
    kept.busy.set(day, this.busy[day] | callBit[call])
    kept.daySessions.add(day, callWeight[call])
    kept.dayMinutes.add(day, minutes)
    kept.posts.set(day * this.most + n, post)
    kept.held.set(day, n + 1)
    kept.weekSessions.add(week, callWeight[call])
    kept.weekMinutes.add(week, minutes)
    if (n === 0) kept.days.set(week, this.days[week] | (1 << callDay[call]))
  }

  remove(post: number, person: number): void {
    const call = this.callOf[post]
    const { S, postSeason, callBit, callWeight, callStart, callEnd, callDay } = this.school
    const { kept } = this
    const week = person * S + postSeason[post]
    const day = week * 7 + callDay[call]
    const minutes = callEnd[call] - callStart[call]
    kept.busy.set(day, this.busy[day] & ~callBit[call])
    kept.daySessions.add(day, -callWeight[call])
    kept.dayMinutes.add(day, -minutes)
    kept.weekSessions.add(week, -callWeight[call])
    kept.weekMinutes.add(week, -minutes)
    const last = this.held[day] - 1
    kept.held.set(day, last)
    const base = day * this.most
    let i = 0
    while (this.posts[base + i] !== post) i++
    if (i !== last) kept.posts.set(base + i, this.posts[base + last])
    if (last === 0) kept.days.set(week, this.days[week] & ~(1 << callDay[call]))
  }

  /** The post is called otherwise, or (−1) not at all. */
  setCall(post: number, call: number): void {
    this.kept.callOf.set(post, call)
  }

  setSite(post: number, site: number): void {
    this.kept.siteOf.set(post, site)
  }

  /** @returns whether the person, who is permitted, could take this post now */
  free(post: number, person: number): boolean {
    const call = this.callOf[post]
    if (clashes(this.school, this, person, call, this.siteOf[post])) return false
    if (overworked(this.school, this, person, call) !== limit.none) return false
    return this.held[this.day(post, person)] < this.most
  }

  /** Lists the posts of the person that are at once with this one. @returns how many, into `out` */
  conflicts(post: number, person: number, out: Int32Array): number {
    const day = this.day(post, person)
    const clash = this.school.callClash[this.callOf[post]]
    let n = 0
    for (let i = 0; i < this.held[day] && n < out.length; i++) {
      const other = this.posts[day * this.most + i]
      if ((this.school.callBit[this.callOf[other]] & clash) !== 0) out[n++] = other
    }
    return n
  }

  /** @returns the one post of the person that is at once with this one, −1 if there is none, −2 if there are several */
  conflict(post: number, person: number): number {
    const day = this.day(post, person)
    const clash = this.school.callClash[this.callOf[post]]
    let found = -1
    for (let i = 0; i < this.held[day]; i++) {
      const other = this.posts[day * this.most + i]
      if ((this.school.callBit[this.callOf[other]] & clash) === 0) continue
      if (found >= 0) return -2
      found = other
    }
    return found
  }
}
