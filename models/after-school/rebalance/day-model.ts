import { type LinearModel, ModelBuilder } from '../../../src/mip/linear-model.ts'
import { changeAmount } from '../constraints/change.ts'
import { keyOf, postKey } from '../constraints/parts.ts'
import type { State } from '../state.ts'
import type { TimetableParts } from '../timetable.ts'

/** what a seat left empty costs beside changes: 40 units of medium, each dearer than all that could change in a day */
const unit = 1000
const emptySeat = 40 * unit
const emptyLead = 400 * unit
const overCapacity = 10 * unit

/** A day's seats and care hosts as a linear model; sections, rooms and students stay as they are. */
export interface DayModel {
  readonly model: LinearModel
  /** the columns' values in a state of the same school */
  point(state: State): Float64Array
}

/**
 * The fewest changes of one weekday: who sits where and which class hosts which, so that as little as possible is unmet and then as little as possible is different. Rules of rooms,
 * travel, company for externals and budgets are left out, so that its minimum is a lower bound, and a proof for an answer that meets it.
 * @param start a state in which everything but that weekday's seats and hosts is as it shall stay
 */
export function dayModel(start: State, weekday: number, before: TimetableParts): DayModel {
  const { school, values, roster } = start
  const { at, L, C, H, S, Q, P, careFrom, dutyFrom, permit, policy } = school
  const b = new ModelBuilder()
  const readers: ((state: State) => number)[] = []
  const add = (column: number, read: (state: State) => number): number => {
    readers[column] = read
    return column
  }
  const held = new Map(before.posts.map((post) => [keyOf(school, post), new Set(post.staff.map((id) => school.staffIndex.get(id)!))]))
  const people = (q: number): ReadonlySet<number> => held.get(postKey(school, q, q < careFrom ? values[at.slot + Math.trunc(q / (2 * S))] - 1 : 0)) ?? new Set()
  const sits = (state: State, q: number, p: number): number => {
    for (let i = school.seatFrom[q]; i < school.seatFrom[q + 1]; i++) if (state.values[at.seat + i] === p + 1) return 1
    return 0
  }

  // hosts: one for each class and slot with students in care, as far as there is a choice
  const formerHost = new Map(
    before.care.map(({ class: c, slot, host }) => [school.classIndex.get(c)! * L + school.slotIndex.get(slot)!, school.hostIndex.get(host)!]),
  )
  const hostColumns = new Map<number, Map<number, number>>()
  const slots = Array.from({ length: L }, (_, l) => l).filter((l) => school.weekday[l] === weekday && school.start[l] >= 0)
  for (const l of slots) {
    for (let c = 0; c < C; c++) {
      const key = c * L + l
      if (school.attending[key] === 0) continue
      const former = formerHost.get(key) ?? c
      const columns = new Map(
        school.hosts[key].map((h) => [h, add(b.binary(h === former ? 0 : changeAmount.host), (s) => (s.values[at.host + key] === h ? 1 : 0))]),
      )
      hostColumns.set(key, columns)
      b.row(1, 1, [...columns.values()])
    }
  }
  for (const [key, columns] of hostColumns) {
    const l = key % L
    for (const [h, column] of columns) {
      if (h >= C || h === Math.trunc(key / L)) continue
      const self = hostColumns.get(h * L + l)?.get(h)
      // a host is at home; one without students of its own is, if nobody sends it away
      if (self !== undefined) b.row(Number.NEGATIVE_INFINITY, 0, [column, self], [1, -1])
      else if (values[at.host + h * L + l] !== h) b.bound(column, 0, 0)
    }
  }

  /** [person] their seats of the day */
  const own: { q: number; column: number }[][] = Array.from({ length: P }, () => [])
  const post = (q: number, need: number | { column: number }, cost: number): void => {
    const call = roster.callOf[q]
    const former = people(q)
    const seats: number[] = []
    const common: number[] = []
    for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) {
      const p = school.candidates[i]
      if (permit[call * P + p] === 255 || !mayWork(p)) continue
      const column = add(b.binary(0), (s) => sits(s, q, p))
      own[p].push({ q, column })
      seats.push(column)
      if (former.has(p)) common.push(column)
    }
    const empty = add(b.column(cost), (s) => Math.max(0, s.values[at.need + q] - s.filled[q]))
    if (typeof need === 'number') b.row(need, need, [...seats, empty])
    else b.row(0, 0, [...seats, empty, need.column], [...seats.map(() => 1), 1, -1])
    const stay = (s: State) => [...former].reduce((n, p) => n + sits(s, q, p), 0)
    const changed = add(b.column(changeAmount.seat), (s) => Math.max(s.filled[q], former.size) - stay(s))
    b.row(former.size, Number.POSITIVE_INFINITY, [changed, ...common])
    b.row(0, Number.POSITIVE_INFINITY, [changed, ...common, ...seats], [1, ...common.map(() => 1), ...seats.map(() => -1)])
  }
  /** the other days of the week, which stay, leave room for this one */
  const mayWork = (p: number): boolean => {
    const mask = roster.days[p * S] | (1 << weekday)
    let run = 0
    let total = 0
    for (let d = 0; d < 7; d++) {
      run = mask & (1 << d) ? run + 1 : 0
      total += mask & (1 << d) ? 1 : 0
      if (run > school.consecutive[p]) return false
    }
    return total <= school.days[p]
  }

  for (let q = 0; q < Q; q++) {
    const call = roster.callOf[q]
    if (call < 0 || school.callDay[call] !== weekday) continue
    if (q >= careFrom && q < dutyFrom) continue
    if (values[at.need + q] > 0) post(q, values[at.need + q], q < careFrom && start.rules.led.counts(q) ? emptyLead : emptySeat)
  }
  for (const l of slots) {
    for (let h = 0; h < H; h++) {
      const guests = Array.from({ length: C }, (_, c) => c).flatMap((c) => {
        const column = hostColumns.get(c * L + l)?.get(h)
        const n = values[at.stay + (c * L + l) * S]
        return column === undefined || n === 0 ? [] : [{ column, n }]
      })
      const q = careFrom + (h * L + l) * S
      if (guests.length === 0) continue
      const per = policy.studentsPerSupervisor
      const need = add(b.whole(0), (s) => s.values[at.need + q])
      const columns = [need, ...guests.map((g) => g.column)]
      // the smallest whole number that is enough
      b.row(0, per - 1, columns, [per, ...guests.map((g) => -g.n)])
      const over = add(b.column(overCapacity), (s) => Math.max(0, s.values[at.group + (h * L + l) * S] - school.capacity[school.hostRoom[h]]))
      b.row(-school.capacity[school.hostRoom[h]], Number.POSITIVE_INFINITY, [over, ...guests.map((g) => g.column)], [1, ...guests.map((g) => -g.n)])
      post(q, { column: need }, emptySeat)
    }
  }

  own.forEach((seats, p) => {
    if (seats.length < 1) return
    const call = (q: number) => roster.callOf[q]
    const day = p * S * 7 + weekday
    for (const instant of new Set(seats.map(({ q }) => school.callStart[call(q)]))) {
      const running = seats.filter(({ q }) => school.callStart[call(q)] <= instant && instant < school.callEnd[call(q)])
      if (running.length > 1)
        b.row(
          0,
          1,
          running.map((s) => s.column),
        )
    }
    const columns = seats.map((s) => s.column)
    const weights = seats.map(({ q }) => school.callWeight[call(q)])
    const minutes = seats.map(({ q }) => school.callEnd[call(q)] - school.callStart[call(q)])
    const atMost = (limit: number, each: number[]) => {
      if (each.reduce((sum, n) => sum + n, 0) > limit) b.row(Number.NEGATIVE_INFINITY, Math.max(0, limit), columns, each)
    }
    atMost(Math.min(school.perDay[p], school.perWeek[p] - (roster.weekSessions[p * S] - roster.daySessions[day])), weights)
    atMost(
      Math.min(Math.max(0, school.minutesPerDay[p] - school.teaching[day]), school.minutesPerWeek[p] - (roster.weekMinutes[p * S] - roster.dayMinutes[day])),
      minutes,
    )
  })
  return { model: b.build(), point: (state) => Float64Array.from(readers, (read) => read(state)) }
}
