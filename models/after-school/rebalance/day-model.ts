import { type LinearModel, ModelBuilder } from '../../../src/mip/linear-model.ts'
import { changeAmount } from '../constraints/change.ts'
import { keyOf, postKey } from '../constraints/parts.ts'
import { sits } from '../search/staffing.ts'
import type { State } from '../state.ts'
import type { TimetableParts } from '../timetable.ts'

/** what a seat left empty costs beside changes: 40 units of medium, each dearer than all that could change in a day */
const unit = 1000
const emptySeat = 40 * unit
const emptyLead = 400 * unit
const overCapacity = 10 * unit

/** The seats and care hosts of some weekdays as a linear model; sections, rooms and students stay as they are. */
export interface DayModel {
  readonly model: LinearModel
  /** the columns' values in a state of the same school */
  point(state: State): Float64Array
  /** who sits where, and who hosts whom, by a solution: values of a state, of which the rest is as at the start */
  decisions(x: Float64Array): Int32Array
}

/** What may be planned anew, and what it is compared with. */
export interface DayModelTask {
  /** [weekday] 1 where seats and hosts may change */
  readonly open: Uint8Array
  readonly before: TimetableParts
  /** whether a room is closed on a weekday: nobody is in care there */
  readonly isClosed?: (room: string, weekday: number) => boolean
}

/**
 * The fewest changes of some weekdays: who sits where and which class hosts which, so that as little as possible is unmet and then as little as possible is different. Rules of rooms,
 * travel, days in a row, company for externals and budgets are left out, so that its minimum is a lower bound, and a proof for an answer that meets it.
 * @param start a state of one season in which everything but those weekdays' seats and hosts is as it shall stay
 */
export function dayModel(start: State, { open, before, isClosed = () => false }: DayModelTask): DayModel {
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

  // hosts: one for each class and slot with students in care, as far as there is a choice
  const formerHost = new Map(
    before.care.map(({ class: c, slot, host }) => [school.classIndex.get(c)! * L + school.slotIndex.get(slot)!, school.hostIndex.get(host)!]),
  )
  const hostColumns = new Map<number, Map<number, number>>()
  const isAway = (c: number, l: number) => isClosed(school.plan.classes[c].homeRoom, school.weekday[l])
  const slots = Array.from({ length: L }, (_, l) => l).filter((l) => open[school.weekday[l]] && school.start[l] >= 0)
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
      // nobody goes where the room is closed; a class that nobody can host stays there, and is said to
      for (const [h, column] of columns) if (h < C && isAway(h, l) && values[at.host + key] !== h) b.bound(column, 0, 0)
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

  /** [person] their seats on the open days */
  const own: { q: number; column: number }[][] = Array.from({ length: P }, () => [])
  const post = (q: number, need: number | { column: number }, cost: number): void => {
    const call = roster.callOf[q]
    const former = people(q)
    const seats: number[] = []
    const common: number[] = []
    for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) {
      const p = school.candidates[i]
      if (permit[call * P + p] === 255 || !mayWork(p, school.callDay[call])) continue
      const column = add(b.binary(0), (s) => Number(sits(s, q, p)))
      own[p].push({ q, column })
      seats.push(column)
      if (former.has(p)) common.push(column)
    }
    const empty = add(b.column(cost), (s) => Math.max(0, s.values[at.need + q] - s.filled[q]))
    if (typeof need === 'number') b.row(need, need, [...seats, empty])
    else b.row(0, 0, [...seats, empty, need.column], [...seats.map(() => 1), 1, -1])
    const stay = (s: State) => [...former].reduce((n, p) => n + Number(sits(s, q, p)), 0)
    const changed = add(b.column(changeAmount.seat), (s) => Math.max(s.filled[q], former.size) - stay(s))
    b.row(former.size, Number.POSITIVE_INFINITY, [changed, ...common])
    b.row(0, Number.POSITIVE_INFINITY, [changed, ...common, ...seats], [1, ...common.map(() => 1), ...seats.map(() => -1)])
  }
  /** the days of the week that stay leave room for this one */
  const mayWork = (p: number, weekday: number): boolean => {
    let mask = 1 << weekday
    for (let d = 0; d < 7; d++) if (!open[d]) mask |= roster.days[p * S] & (1 << d)
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
    if (call < 0 || !open[school.callDay[call]]) continue
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
    const call = (q: number) => roster.callOf[q]
    const atMost = (limit: number, list: typeof seats, each: readonly number[]) => {
      if (each.reduce((sum, n) => sum + n, 0) > limit)
        b.row(
          Number.NEGATIVE_INFINITY,
          Math.max(0, limit),
          list.map((s) => s.column),
          each,
        )
    }
    const weights = (list: typeof seats) => list.map(({ q }) => school.callWeight[call(q)])
    const minutes = (list: typeof seats) => list.map(({ q }) => school.callEnd[call(q)] - school.callStart[call(q)])
    let [sessionsThere, minutesThere] = [0, 0]
    for (let weekday = 0; weekday < 7; weekday++) {
      if (!open[weekday]) continue
      const day = p * S * 7 + weekday
      sessionsThere += roster.daySessions[day]
      minutesThere += roster.dayMinutes[day]
      const here = seats.filter(({ q }) => school.callDay[call(q)] === weekday)
      for (const instant of new Set(here.map(({ q }) => school.callStart[call(q)]))) {
        const running = here.filter(({ q }) => school.callStart[call(q)] <= instant && instant < school.callEnd[call(q)])
        atMost(
          1,
          running,
          running.map(() => 1),
        )
      }
      atMost(school.perDay[p], here, weights(here))
      atMost(Math.max(0, school.minutesPerDay[p] - school.teaching[day]), here, minutes(here))
    }
    atMost(school.perWeek[p] - (roster.weekSessions[p * S] - sessionsThere), seats, weights(seats))
    atMost(school.minutesPerWeek[p] - (roster.weekMinutes[p * S] - minutesThere), seats, minutes(seats))
  })

  const decisions = (x: Float64Array): Int32Array => {
    const found = values.slice(0, at.size)
    const next = new Map<number, number>()
    for (const seats of own) for (const { q } of seats) found.fill(0, at.seat + school.seatFrom[q], at.seat + school.seatFrom[q + 1])
    own.forEach((seats, p) => {
      for (const { q, column } of seats) {
        if (x[column] < 0.5) continue
        const i = next.get(q) ?? school.seatFrom[q]
        next.set(q, i + 1)
        if (i < school.seatFrom[q + 1]) found[at.seat + i] = p + 1
      }
    })
    for (const [key, columns] of hostColumns) for (const [h, column] of columns) if (x[column] > 0.5) found[at.host + key] = h
    return found
  }
  return { model: b.build(), point: (state) => Float64Array.from(readers, (read) => read(state)), decisions }
}
