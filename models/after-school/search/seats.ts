import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { estimate, fill, seatOfWeek, sits, wants } from './staffing.ts'

const posts = new Int32Array(512)

/** One person takes over from another: in one seat, in all seasons, at all sessions of a section, or a class's care of a day or of the week. Who sat elsewhere at once changes places, if possible. */
export function moveSeat(state: State, random: Random, limit: number): boolean {
  const { school, values } = state
  if (school.seats === 0) return false
  const seat = random.below(school.seats)
  const post = school.seatPost[seat]
  const held = values[school.at.seat + seat]
  if (held === 0) {
    if (!wants(state, post)) return false
    return fill(state, random, post)
  }
  if (state.amounts[state.rules.budget.row] > 0 && random.below(4) === 0) {
    // above the budget a seat may stay empty
    state.unseat(post, held - 1)
    state.touchedCount = 0
    return true
  }
  const call = state.roster.callOf[post]
  const first = school.candidatesFrom[call]
  const n = school.candidatesFrom[call + 1] - first
  if (n < 2) return false
  const person = school.candidates[first + random.below(n)]
  if (person === held - 1) return false
  if (sits(state, post, person)) return false
  const kind = random.below(4)
  if (kind === 0) {
    if (state.roster.free(post, person) && estimate(state, post, person) - estimate(state, post, held - 1) > limit + 16) return false
    return takeOver(state, random, post, held - 1, person)
  }
  const count = gather(state, post, held - 1, kind)
  let any = false
  for (let i = 0; i < count; i++) {
    const q = posts[i]
    if (!sits(state, q, held - 1) || sits(state, q, person)) continue
    if (school.permit[state.roster.callOf[q] * school.P + person] === 255) continue
    if (takeOver(state, random, q, held - 1, person)) any = true
  }
  return any
}

/** the posts that go together with this one and in which the person sits */
function gather(state: State, post: number, person: number, kind: number): number {
  const { school } = state
  const { S, L, careFrom, dutyFrom, sessionsFrom, sessionSection, weekday } = school
  let n = 0
  const put = (q: number) => {
    if (n < posts.length && sits(state, q, person)) posts[n++] = q
  }
  const key = Math.trunc(post / S)
  if (post < careFrom && kind > 1) {
    const x = sessionSection[key >> 1]
    for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) for (let season = 0; season < S; season++) put((z * 2 + (key & 1)) * S + season)
  } else if (post >= careFrom && post < dutyFrom && kind > 1) {
    const at = Math.trunc((post - careFrom) / S)
    const h = Math.trunc(at / L)
    for (let l = 0; l < L; l++) {
      if (kind === 2 && weekday[l] !== weekday[at % L]) continue
      for (let season = 0; season < S; season++) put(careFrom + (h * L + l) * S + season)
    }
  } else for (let season = 0; season < S; season++) put(key * S + season)
  return n
}

function takeOver(state: State, random: Random, post: number, from: number, to: number): boolean {
  const { roster, school } = state
  const mark = state.mark()
  let other = -1
  if (!roster.free(post, to)) {
    other = roster.conflict(post, to)
    if (other === -2) return false
    // without a seat at once, a limit stands in the way: any seat of that week may make room
    if (other === -1) other = seatOfWeek(state, random, post, to)
    if (other < 0 || other === post) return false
    state.unseat(other, to)
  }
  state.unseat(post, from)
  if (!roster.free(post, to)) {
    state.rollback(mark)
    return false
  }
  state.seat(post, to)
  if (other >= 0 && wants(state, other)) {
    if (school.permit[roster.callOf[other] * school.P + from] !== 255 && !sits(state, other, from) && roster.free(other, from)) state.seat(other, from)
    else if (!fill(state, random, other)) {
      state.rollback(mark)
      return false
    }
  }
  return true
}
