import type { School } from './compile/school.ts'
import { clashes } from './constraints/staff-clash.ts'
import { overworked } from './constraints/staff-workload.ts'

/** What everybody does in each season's week: the counters that say whether a person is free. Shifts once per seat. */
export class Roster {
  /** posts of one person on one day, at most */
  readonly most = 12
  /** [(person × S + season) × 7 + weekday] */
  readonly busy: Int32Array
  readonly daySessions: Uint8Array
  readonly dayMinutes: Int16Array
  readonly held: Uint8Array
  readonly posts: Int32Array
  /** [person × S + season] */
  readonly weekSessions: Uint8Array
  readonly weekMinutes: Int16Array
  readonly days: Uint8Array
  /** [post] the call of the post and its site, kept by the state */
  readonly callOf: Int32Array
  readonly siteOf: Uint8Array
  private readonly school: School

  constructor(school: School) {
    const days = school.P * school.S * 7
    this.school = school
    this.busy = new Int32Array(days)
    this.daySessions = new Uint8Array(days)
    this.dayMinutes = new Int16Array(days)
    this.held = new Uint8Array(days)
    this.posts = new Int32Array(days * this.most)
    this.weekSessions = new Uint8Array(school.P * school.S)
    this.weekMinutes = new Int16Array(school.P * school.S)
    this.days = new Uint8Array(school.P * school.S)
    this.callOf = Int32Array.from(school.fixedCall)
    this.siteOf = new Uint8Array(school.Q)
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
    for (let i = 0; i < seats; i++) if (values[at.seat + i] !== 0) this.add(seatPost[i], values[at.seat + i] - 1)
  }

  private day(post: number, person: number): number {
    return (person * this.school.S + this.school.postSeason[post]) * 7 + this.school.callDay[this.callOf[post]]
  }

  add(post: number, person: number): void {
    const call = this.callOf[post]
    const { S, postSeason, callBit, callWeight, callStart, callEnd, callDay } = this.school
    const week = person * S + postSeason[post]
    const day = week * 7 + callDay[call]
    this.busy[day] |= callBit[call]
    this.daySessions[day] += callWeight[call]
    this.dayMinutes[day] += callEnd[call] - callStart[call]
    this.posts[day * this.most + this.held[day]++] = post
    this.weekSessions[week] += callWeight[call]
    this.weekMinutes[week] += callEnd[call] - callStart[call]
    this.days[week] |= 1 << callDay[call]
  }

  remove(post: number, person: number): void {
    const call = this.callOf[post]
    const { S, postSeason, callBit, callWeight, callStart, callEnd, callDay } = this.school
    const week = person * S + postSeason[post]
    const day = week * 7 + callDay[call]
    this.busy[day] &= ~callBit[call]
    this.daySessions[day] -= callWeight[call]
    this.dayMinutes[day] -= callEnd[call] - callStart[call]
    this.weekSessions[week] -= callWeight[call]
    this.weekMinutes[week] -= callEnd[call] - callStart[call]
    const last = --this.held[day]
    const base = day * this.most
    let i = 0
    while (this.posts[base + i] !== post) i++
    this.posts[base + i] = this.posts[base + last]
    if (last === 0) this.days[week] &= ~(1 << callDay[call])
  }

  /** @returns whether the person, who is permitted, could take this post now */
  free(post: number, person: number): boolean {
    const call = this.callOf[post]
    if (clashes(this.school, this, person, call, this.siteOf[post])) return false
    if (overworked(this.school, this, person, call)) return false
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
