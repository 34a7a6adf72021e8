import { keyOf, postKey } from '../constraints/parts.ts'
import { sits } from '../search/staffing.ts'
import type { State } from '../state.ts'
import type { Scope } from './reseat.ts'

/** rounds over the changed seats */
const rounds = 3

/** Changed seats go to whoever costs least, one at a time, then two at once change places, until nothing improves: the number of changes never rises. @param promised posts whose people were named in advance: they stay */
export function polish(state: State, scope: Scope, promised: ReadonlySet<number>, overdue: () => boolean): void {
  const changed = () => changedSeats(state, scope).filter(({ post }) => !promised.has(post))
  const { school, roster } = state
  const { candidates, candidatesFrom } = school
  for (let round = 0; round < rounds; round++) {
    let improved = false
    for (const { post, person } of changed()) {
      if (overdue()) return
      if (!sits(state, post, person)) continue
      const call = roster.callOf[post]
      let now = person
      for (let i = candidatesFrom[call]; i < candidatesFrom[call + 1]; i++) {
        const other = candidates[i]
        if (sits(state, post, other)) continue
        if (better(state, post, now, other)) {
          now = other
          improved = true
        }
      }
    }
    const seats = changed()
    for (let i = 0; i < seats.length && !overdue(); i++) {
      for (let j = i + 1; j < seats.length; j++) if (exchanged(state, seats[i], seats[j])) improved = true
    }
    if (!improved) return
  }
}

interface Seat {
  readonly post: number
  readonly person: number
}

/** seats that may go to others at no further change: somebody sits there who did not before, or fewer are needed than before and another of those could be the one who stays */
function changedSeats(state: State, scope: Scope): Seat[] {
  const { school, roster, values } = state
  const { baseline } = school.plan
  const before = new Map((baseline?.posts ?? []).map((post) => [keyOf(school, post), new Set(post.staff.map((id) => school.staffIndex.get(id)))]))
  const seats: Seat[] = []
  for (let i = 0; i < school.seats; i++) {
    const held = values[school.at.seat + i]
    const post = school.seatPost[i]
    if (held === 0 || !scope.open[school.callDay[roster.callOf[post]]]) continue
    const slot = post < school.careFrom ? values[school.at.slot + Math.trunc(post / (2 * school.S))] - 1 : 0
    const former = before.get(postKey(school, post, slot))
    if (!former?.has(held - 1) || state.filled[post] < former.size) seats.push({ post, person: held - 1 })
  }
  return seats
}

function better(state: State, post: number, from: number, to: number): boolean {
  const energy = state.energy
  const mark = state.mark()
  state.unseat(post, from)
  if (state.roster.free(post, to)) {
    state.seat(post, to)
    state.touchedCount = 0
    if (state.energy < energy) return true
  }
  state.rollback(mark)
  state.touchedCount = 0
  return false
}

function exchanged(state: State, a: Seat, b: Seat): boolean {
  const { school, roster } = state
  if (a.person === b.person || !sits(state, a.post, a.person) || !sits(state, b.post, b.person)) return false
  const may = (post: number, p: number) => school.permit[roster.callOf[post] * school.P + p] !== 255 && !sits(state, post, p)
  if (!may(a.post, b.person) || !may(b.post, a.person)) return false
  const energy = state.energy
  const mark = state.mark()
  state.unseat(a.post, a.person)
  state.unseat(b.post, b.person)
  if (roster.free(a.post, b.person)) {
    state.seat(a.post, b.person)
    if (roster.free(b.post, a.person)) {
      state.seat(b.post, a.person)
      state.touchedCount = 0
      if (state.energy < energy) return true
    }
  }
  state.rollback(mark)
  state.touchedCount = 0
  return false
}
