import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { compileParts, type Parts, postKey } from './parts.ts'
import { type Found, Rule } from './rule.ts'

/** `pin` 三(四): pinned sessions, students, hosts and people that are not there; a pin forbids nothing beside it. Where: kind (0 session, 1 student, 2 host, 3 person, 4 what the plan does not have), what. */
export class Pin extends Rule {
  readonly parts: Parts
  /** nothing is pinned: the row is never heard */
  readonly idle: boolean
  private readonly sessions: readonly (readonly number[])[]
  private readonly pinnedPeople: number

  constructor(school: School, variables: Cells) {
    super('pin', school, variables)
    const { pins } = school.plan
    this.parts = compileParts(school, pins)
    this.idle = !pins.sections?.length && !pins.care?.length && !pins.posts?.length
    this.sessions = this.parts.sessions.map((list) => [...new Set(list)])
    this.pinnedPeople = [...this.parts.posts.values()].reduce((n, p) => n + p.size, 0)
  }

  get scope(): Iterable<number> {
    return this.region('enrol', 'seat', 'host', 'slot', 'room', 'size')
  }

  count(values: Int32Array, found: Found): void {
    const { at, W, X, C, L } = this.school
    const { enrolled, hosts, strangers, lostSessions, lostPeople } = this.parts
    const { sessions } = this
    for (let x = 0; x < X; x++) {
      const n = sessions[x].length === 0 ? 0 : this.missing(values, x, values[at.size + x], -1, 0)
      if (n > 0) found(n, 0, x)
    }
    for (let w = 0; w < W; w++) {
      const n = enrolled[w].length - (enrolled[w].includes(values[at.enrol + w]) ? 1 : 0)
      if (n > 0) found(n, 1, w)
    }
    for (let i = 0; i < C * L; i++) if (hosts[i] !== 0 && values[at.host + i] !== hosts[i] - 1) found(1, 2, i)
    let there = 0
    const { seats, seatPost } = this.school
    for (let i = 0; i < seats; i++) if (values[at.seat + i] !== 0 && this.isPinned(values, seatPost[i], values[at.seat + i] - 1)) there++
    if (there < this.pinnedPeople) found(this.pinnedPeople - there, 3)
    const rest = strangers + lostSessions + lostPeople
    if (rest > 0) found(rest, 4)
  }

  private isPinned(values: Int32Array, q: number, person: number): boolean {
    const slot = q < this.school.careFrom ? values[this.school.at.slot + Math.trunc(q / (2 * this.school.S))] - 1 : 0
    return this.parts.posts.get(postKey(this.school, q, slot))?.has(person) ?? false
  }

  /** pinned sessions of section x that none of its sessions stands for */
  private missing(values: Int32Array, x: number, size: number, variable: number, instead: number): number {
    const { at, sessionsFrom, R } = this.school
    const pinned = this.sessions[x]
    if (size === 0) return pinned.length
    let n = 0
    for (const want of pinned) {
      let there = false
      for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
        const slot = (at.slot + z === variable ? instead : values[at.slot + z]) - 1
        const room = (at.room + z === variable ? instead : values[at.room + z]) - 1
        if (slot * R + room === want) there = true
      }
      if (!there) n++
    }
    return n
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    if (this.idle) return 0
    const { at, seatPost, sessionSection } = this.school
    const { enrolled, hosts } = this.parts
    const { values, sessions } = this
    if (variable < at.seat) {
      const want = enrolled[variable - at.enrol]
      return want.length === 0 ? 0 : (want.includes(from) ? 1 : 0) - (want.includes(to) ? 1 : 0)
    }
    if (variable < at.host) return this.isPinned(values, seatPost[variable - at.seat], (to !== 0 ? to : from) - 1) ? (to !== 0 ? -1 : 1) : 0
    if (variable < at.slot) {
      const want = hosts[variable - at.host]
      return want === 0 ? 0 : (to === want - 1 ? 0 : 1) - (from === want - 1 ? 0 : 1)
    }
    if (variable >= at.size) {
      const x = variable - at.size
      if (sessions[x].length === 0 || from > 0 === to > 0) return 0
      return this.missing(values, x, to, -1, 0) - this.missing(values, x, from, -1, 0)
    }
    const x = sessionSection[variable >= at.room ? variable - at.room : variable - at.slot]
    if (sessions[x].length === 0) return 0
    const size = values[at.size + x]
    return this.missing(values, x, size, variable, to) - this.missing(values, x, size, variable, from)
  }
}
