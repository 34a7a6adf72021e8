import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/** The different clock intervals of one weekday and season, by start: which run at the start of which. */
interface Day {
  /** interval indices that run at each distinct start; the first of each list begins there */
  readonly running: readonly (readonly number[])[]
  /** interval indices that begin at each distinct start */
  readonly beginning: readonly (readonly number[])[]
}

/**
 * `room-clash` 四(四): per room and season, over the distinct start instants of its groups, groups at once above `concurrent`. A group is a running session or an open care group.
 * Where: room, season, weekday.
 */
export class RoomClash extends Rule {
  private readonly stride = 32
  /** [season × 2L + span] interval index within its weekday and season */
  private readonly interval: Int16Array
  private readonly days: Day[] = []
  /** [((room × S + season) × 7 + weekday) × 32 + interval] groups */
  private readonly groups: Cells

  constructor(school: School, variables: Cells) {
    super('room-clash', school, variables)
    const { S, L, start, end, weekday } = school
    this.interval = new Int16Array(S * 2 * L).fill(-1)
    for (let season = 0; season < S; season++) {
      for (let day = 0; day < 7; day++) {
        const seen: { start: number; end: number }[] = []
        for (let span = 0; span < 2 * L; span++) {
          const i = season * 2 * L + span
          if (start[i] < 0 || weekday[span % L] !== day) continue
          let n = seen.findIndex((s) => s.start === start[i] && s.end === end[i])
          if (n < 0) n = seen.push({ start: start[i], end: end[i] }) - 1
          this.interval[i] = n
        }
        const starts = [...new Set(seen.map((s) => s.start))]
        const indices = (test: (s: { start: number; end: number }) => boolean) => seen.flatMap((s, n) => (test(s) ? [n] : []))
        this.days.push({
          running: starts.map((t) => indices((s) => s.start <= t && t < s.end)),
          beginning: starts.map((t) => indices((s) => s.start === t)),
        })
      }
    }
    this.groups = this.trail.cells(school.R * S * 7 * this.stride)
  }

  get scope(): Iterable<number> {
    return this.region('slot', 'room', 'size', 'group')
  }

  private each(values: Int32Array, back: (room: number, season: number, span: number) => void): void {
    const { at, S, L, X, H, sessionsFrom, sectionActivity, runs, length, hostRoom } = this.school
    for (let x = 0; x < X; x++) {
      if (values[at.size + x] === 0) continue
      const a = sectionActivity[x]
      for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
        const slot = values[at.slot + z] - 1
        const room = values[at.room + z] - 1
        if (slot < 0 || room < 0) continue
        for (let season = 0; season < S; season++) if (runs[(a * L + slot) * S + season]) back(room, season, length[a] === 2 ? L + slot : slot)
      }
    }
    for (let h = 0; h < H; h++) {
      for (let l = 0; l < L; l++) for (let season = 0; season < S; season++) if (values[at.group + (h * L + l) * S + season] > 0) back(hostRoom[h], season, l)
    }
  }

  protected override refill(values: Int32Array): void {
    const { now } = this.groups
    now.fill(0)
    this.each(values, (room, season, span) => {
      now[this.base(room, season, span) + this.interval[season * 2 * this.school.L + span]]++
    })
  }

  count(values: Int32Array, found: Found): void {
    const { R, S, L, concurrent, weekday } = this.school
    const groups = new Int32Array(this.groups.now.length)
    this.each(values, (room, season, span) => {
      groups[((room * S + season) * 7 + weekday[span % L]) * this.stride + this.interval[season * 2 * L + span]]++
    })
    for (let room = 0; room < R; room++) {
      for (let day = 0; day < S * 7; day++) {
        const amount = this.amount(groups, (room * S * 7 + day) * this.stride, day, concurrent[room])
        if (amount > 0) found(amount, room, Math.trunc(day / 7), day % 7)
      }
    }
  }

  private base(room: number, season: number, span: number): number {
    return ((room * this.school.S + season) * 7 + this.school.weekday[span % this.school.L]) * this.stride
  }

  private amount(groups: Int32Array, base: number, day: number, allowed: number): number {
    const { running, beginning } = this.days[day]
    let total = 0
    for (let t = 0; t < running.length; t++) {
      let begins = 0
      for (const n of beginning[t]) begins += groups[base + n]
      if (begins === 0) continue
      let at = 0
      for (const n of running[t]) at += groups[base + n]
      if (at > allowed) total += at - allowed
    }
    return total
  }

  private shift(room: number, season: number, span: number, sign: number): number {
    const { L, weekday, concurrent } = this.school
    const day = season * 7 + weekday[span < L ? span : span - L]
    const base = (room * this.school.S * 7 + day) * this.stride
    const { now } = this.groups
    const before = this.amount(now, base, day, concurrent[room])
    this.groups.add(base + this.interval[season * 2 * L + span], sign)
    return this.amount(now, base, day, concurrent[room]) - before
  }

  private session(z: number, slot: number, room: number, sign: number): number {
    if (slot === 0 || room === 0) return 0
    const { S, L, sectionActivity, sessionSection, runs, length } = this.school
    const a = sectionActivity[sessionSection[z]]
    let d = 0
    for (let season = 0; season < S; season++) {
      if (runs[(a * L + slot - 1) * S + season]) d += this.shift(room - 1, season, length[a] === 2 ? L + slot - 1 : slot - 1, sign)
    }
    return d
  }

  apply(variable: number, from: number, to: number): number {
    const { at, S, L, sessionsFrom, sessionSection, hostRoom } = this.school
    const values = this.values
    if (variable >= at.group) {
      if (from > 0 === to > 0) return 0
      const i = variable - at.group
      const key = Math.trunc(i / S)
      return this.shift(hostRoom[Math.trunc(key / L)], i % S, key % L, to > 0 ? 1 : -1)
    }
    if (variable >= at.size) {
      if (from > 0 === to > 0) return 0
      const x = variable - at.size
      let d = 0
      for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) d += this.session(z, values[at.slot + z], values[at.room + z], to > 0 ? 1 : -1)
      return d
    }
    if (variable >= at.room) {
      const z = variable - at.room
      if (values[at.size + sessionSection[z]] === 0) return 0
      return this.session(z, values[at.slot + z], from, -1) + this.session(z, values[at.slot + z], to, 1)
    }
    const z = variable - at.slot
    if (values[at.size + sessionSection[z]] === 0) return 0
    return this.session(z, from, values[at.room + z], -1) + this.session(z, to, values[at.room + z], 1)
  }

  /** @returns groups beyond `concurrent` if one more ran in this room at this span in this season: for choosing rooms */
  crowding(room: number, season: number, span: number): number {
    const mark = this.trail.length
    const d = this.shift(room, season, span, 1)
    this.trail.undo(mark)
    return d
  }
}
