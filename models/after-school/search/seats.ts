import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { fill, rate, seatOfWeek, sits, ties, wants } from './staffing.ts'

const posts = new Int32Array(512)
/** how much more than the limit a hand-over may seem to cost and still be made: what `seems` does not see made up for more in next to none of those accepted; more while seats are empty, which other hand-overs might fill */
const doubt = { met: 3, unmet: 8 }

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
  const most = limit + (state.amounts[state.rules.unfilledSeat.row] > 0 ? doubt.unmet : doubt.met)
  const kind = random.below(4)
  if (kind === 0) {
    posts[0] = post
    if (seems(state, 1, held - 1, person) > most) return false
    return takeOver(state, random, post, held - 1, person)
  }
  const count = gather(state, post, held - 1, kind)
  if (seems(state, count, held - 1, person) > most) return false
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

/** what the other leaves for each of `posts`: a post, −1: nothing, −2: it cannot be */
const freed = new Int32Array(posts.length)
/** [post] 1: among the first of `posts` or `freed` */
let together = new Uint8Array(0)
/** sessions a week, by season, that a hand-over moves from one person to the other */
const moved = new Int32Array(64)

/** @returns roughly what the search pays if one person takes over the first posts in `posts` from another, who takes over what the one leaves for them: wishes, pay, load, ties */
function seems(state: State, count: number, from: number, to: number): number {
  const { roster, school } = state
  const { S, P, permit, callWeight } = school
  const empty = state.penalty[state.rules.unfilledSeat.row]
  let cost = 0
  moved.fill(0, 0, S)
  if (together.length < school.Q) together = new Uint8Array(school.Q)
  for (let i = 0; i < count; i++) {
    const post = posts[i]
    freed[i] = -2
    if (sits(state, post, to) || permit[roster.callOf[post] * P + to] === 255) continue
    freed[i] = roster.free(post, to) ? -1 : roster.conflict(post, to)
    if (freed[i] === -2) continue
    together[post] = 1
    if (freed[i] >= 0) together[freed[i]] = 1
  }
  for (let i = 0; i < count; i++) {
    const post = posts[i]
    const other = freed[i]
    if (other === -2) continue
    // what holds posts together that change hands together goes with them
    cost += rate(state, post, to) - rate(state, post, from) + ties(state, post, to, together) - ties(state, post, from, together)
    moved[post % S] += callWeight[roster.callOf[post]]
    if (other < 0) continue
    cost -= rate(state, other, to) + ties(state, other, to, together)
    if (permit[roster.callOf[other] * P + from] === 255) {
      // somebody else has to
      cost += Math.min(state.seatLeast[roster.callOf[other]], empty)
      continue
    }
    cost += rate(state, other, from) + ties(state, other, from, together)
    moved[post % S] -= callWeight[roster.callOf[other]]
  }
  for (let i = 0; i < count; i++) {
    together[posts[i]] = 0
    if (freed[i] >= 0) together[freed[i]] = 0
  }
  for (let season = 0; season < S; season++) if (moved[season] !== 0) cost += load(state, to, season, moved[season]) + load(state, from, season, -moved[season])
  return cost
}

/** what fairness costs if a person serves more (or fewer) sessions a week */
function load(state: State, person: number, season: number, more: number): number {
  const week = person * state.school.S + season
  const target = state.school.target[week]
  if (target < 0) return 0
  const over = Math.max(0, state.roster.weekSessions[week] - target)
  const then = Math.max(0, state.roster.weekSessions[week] + more - target)
  return state.penalty[state.rules.fairLoad.row] * (then * then - over * over)
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
