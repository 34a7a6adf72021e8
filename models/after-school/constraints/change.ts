import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { compileParts, type Parts, postKey } from './parts.ts'
import { type Found, Rule } from './rule.ts'

/** what each kind of change amounts to */
export const changeAmount = { seat: 1, room: 2, host: 2, student: 3, session: 4 } as const

/**
 * `change` against the baseline: 1 per changed seat, 2 per changed room or host, 3 per student and section left or joined, 4 per moved session, under the cheapest matching of a section's sessions.
 * Where: kind (0 session, 1 student, 2 host, 3 post, 4 what no variable stands for), what.
 */
export class Change extends Rule {
  private readonly parts: Parts | undefined
  /** no baseline: the row is never heard */
  readonly idle: boolean
  /** [post key] people of the baseline; people now; people in both */
  private readonly before: Int32Array
  private readonly current: Cells
  private readonly both: Cells

  constructor(school: School, variables: Cells) {
    super('change', school, variables)
    const { baseline } = school.plan
    this.parts = baseline && compileParts(school, baseline)
    this.idle = !baseline
    const keys = this.parts ? school.X * school.L * 2 * school.S + school.Q - school.careFrom : 0
    this.before = new Int32Array(keys)
    this.current = this.trail.cells(keys)
    this.both = this.trail.cells(keys)
    for (const [key, people] of this.parts?.posts ?? []) this.before[key] = people.size
  }

  get scope(): Iterable<number> {
    return this.region('enrol', 'seat', 'host', 'slot', 'room', 'size')
  }

  private key(values: Int32Array, q: number): number {
    const slot = q < this.school.careFrom ? values[this.school.at.slot + Math.trunc(q / (2 * this.school.S))] - 1 : 0
    return postKey(this.school, q, slot)
  }

  private tally(values: Int32Array, now: Int32Array, both: Int32Array): void {
    const { at, seats, seatPost } = this.school
    now.fill(0)
    both.fill(0)
    for (let i = 0; i < seats; i++) {
      const held = values[at.seat + i]
      if (held === 0) continue
      const key = this.key(values, seatPost[i])
      now[key]++
      if (this.parts!.posts.get(key)?.has(held - 1)) both[key]++
    }
  }

  protected override refill(values: Int32Array): void {
    if (!this.idle) this.tally(values, this.current.now, this.both.now)
  }

  count(values: Int32Array, found: Found): void {
    if (!this.parts) return
    const { at, X, W, C, L } = this.school
    for (let x = 0; x < X; x++) {
      const amount = this.sessions(values, x, values[at.size + x], -1, 0)
      if (amount > 0) found(amount, 0, x)
    }
    for (let w = 0; w < W; w++) {
      const amount = this.student(w, values[at.enrol + w])
      if (amount > 0) found(amount, 1, w)
    }
    for (let i = 0; i < C * L; i++) if (values[at.host + i] !== this.hostBefore(i)) found(changeAmount.host, 2, i)
    const now = new Int32Array(this.current.now.length)
    const both = new Int32Array(now.length)
    this.tally(values, now, both)
    now.forEach((n, key) => {
      const amount = Math.max(n, this.before[key]) - both[key]
      if (amount > 0) found(amount, 3, key)
    })
    const { strangers, lostSessions, lostPeople } = this.parts
    const rest = changeAmount.student * strangers + changeAmount.session * lostSessions + changeAmount.seat * lostPeople
    if (rest > 0) found(rest, 4)
  }

  private hostBefore(i: number): number {
    const said = this.parts!.hosts[i]
    return said === 0 ? Math.trunc(i / this.school.L) : said - 1
  }

  private student(w: number, section: number): number {
    const was = this.parts!.enrolled[w]
    const now = section === 0 ? 0 : was.includes(section) ? -1 : 1
    return (was.length + now) * changeAmount.student
  }

  /** the cheapest matching: equal pairs first, then equal slots, then anything; what is left over was opened or closed */
  private sessions(values: Int32Array, x: number, size: number, variable: number, instead: number): number {
    const { at, sessionsFrom, R } = this.school
    const was = this.parts!.sessions[x]
    if (size === 0) return was.length * changeAmount.session
    const old = [...was]
    const left: number[] = []
    for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
      const slot = (at.slot + z === variable ? instead : values[at.slot + z]) - 1
      const room = (at.room + z === variable ? instead : values[at.room + z]) - 1
      const same = old.indexOf(slot * R + room)
      if (same >= 0) old.splice(same, 1)
      else left.push(slot)
    }
    let amount = 0
    let unmatched = 0
    for (const slot of left) {
      const same = old.findIndex((o) => Math.trunc(o / R) === slot)
      if (same >= 0) {
        old.splice(same, 1)
        amount += changeAmount.room
      } else unmatched++
    }
    return amount + changeAmount.session * Math.max(unmatched, old.length)
  }

  apply(variable: number, from: number, to: number): number {
    if (!this.parts) return 0
    const d = this.delta(variable, from, to)
    const { at, seatPost } = this.school
    if (variable >= at.seat && variable < at.host) {
      const key = this.key(this.values, seatPost[variable - at.seat])
      const sign = to !== 0 ? 1 : -1
      this.current.add(key, sign)
      if (this.parts.posts.get(key)?.has((to !== 0 ? to : from) - 1)) this.both.add(key, sign)
    }
    return d
  }

  override delta(variable: number, from: number, to: number): number {
    if (!this.parts) return 0
    const { at, seatPost, sessionSection } = this.school
    const values = this.values
    if (variable < at.seat) return this.student(variable - at.enrol, to) - this.student(variable - at.enrol, from)
    if (variable < at.host) {
      const key = this.key(values, seatPost[variable - at.seat])
      const sign = to !== 0 ? 1 : -1
      const common = this.parts.posts.get(key)?.has((to !== 0 ? to : from) - 1) ? sign : 0
      const now = this.current.now[key]
      return Math.max(now + sign, this.before[key]) - Math.max(now, this.before[key]) - common
    }
    if (variable < at.slot) {
      const was = this.hostBefore(variable - at.host)
      return ((to !== was ? 1 : 0) - (from !== was ? 1 : 0)) * changeAmount.host
    }
    if (variable >= at.size) {
      if (from > 0 === to > 0) return 0
      const x = variable - at.size
      return this.sessions(values, x, to, -1, 0) - this.sessions(values, x, from, -1, 0)
    }
    const x = sessionSection[variable >= at.room ? variable - at.room : variable - at.slot]
    const size = values[at.size + x]
    return size === 0 ? 0 : this.sessions(values, x, size, variable, to) - this.sessions(values, x, size, variable, from)
  }
}
