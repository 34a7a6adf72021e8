import type { Random } from '../../../src/kernel/random.ts'
import { limit, overworked } from '../constraints/staff-workload.ts'
import type { State } from '../state.ts'
import { groupOf, mayGo, memberOf, sendAll } from './groups.ts'

/** free people looked at before one is chosen */
const enough = 6
/** people looked at who are free but for one other seat */
const steals = 8
/** posts filled after one move, at most */
const mostFilled = 400

/** @returns what a person costs at a post, whatever else they do: wish, pay, and in care, a class that is not theirs */
export function rate(state: State, post: number, person: number): number {
  const { school, roster } = state
  const { S, P, L, C, permit, careFrom, dutyFrom, payTens, callWeight, teaches } = school
  const call = roster.callOf[post]
  const cost = 2 * permit[call * P + person] + payTens[person * 3 + callWeight[call]]
  if (post < careFrom || post >= dutyFrom) return cost
  const h = Math.trunc((post - careFrom) / (S * L))
  return h < C && !teaches[person * C + h] ? cost + 1 : cost
}

/**
 * @param but [post] 1: posts that do not count, where given
 * @returns roughly what continuity a person at a post breaks or keeps: less than 0 where they serve there in another season, at another session or slot too
 */
export function ties(state: State, post: number, person: number, but: Uint8Array | undefined = undefined): number {
  const { school, roster, values } = state
  const { S, L, at, careFrom, dutyFrom, callDay } = school
  const season = post % S
  let cost = 0
  if (season > 0 && sitsBut(state, post - 1, person, but)) cost -= 2
  if (season < S - 1 && sitsBut(state, post + 1, person, but)) cost -= 2
  if (post < careFrom) {
    const z = Math.trunc(post / (2 * S))
    const x = school.sessionSection[z]
    for (let y = school.sessionsFrom[x]; y < school.sessionsFrom[x + 1]; y++) if (y !== z && sitsBut(state, y * 2 * S + season, person, but)) cost -= 4
  } else if (post < dutyFrom) {
    const h = Math.trunc((post - careFrom) / (S * L))
    const day = (person * S + season) * 7 + callDay[roster.callOf[post]]
    for (let i = 0; i < roster.held[day]; i++) {
      const other = roster.posts[day * roster.most + i]
      if (other < careFrom || other >= dutyFrom || Math.trunc((other - careFrom) / (S * L)) !== h || values[at.need + other] === 0) continue
      if (but === undefined || but[other] === 0) cost -= 3
    }
  }
  return cost
}

const sitsBut = (state: State, post: number, person: number, but: Uint8Array | undefined): boolean =>
  (but === undefined || but[post] === 0) && sits(state, post, person)

/** @returns roughly what a person costs at a post: wish, load, continuity, pay; lower is better. Only for choosing: the rules price what is chosen */
export function estimate(state: State, post: number, person: number): number {
  const { school, roster } = state
  const week = person * school.S + (post % school.S)
  const cost = rate(state, post, person) + ties(state, post, person)
  const over = school.target[week] < 0 ? -1 : roster.weekSessions[week] - school.target[week]
  return over < 0 ? cost : cost + 3 * (2 * over + 1)
}

export function sits(state: State, post: number, person: number): boolean {
  const { seatFrom, at } = state.school
  for (let i = seatFrom[post]; i < seatFrom[post + 1]; i++) if (state.values[at.seat + i] === person + 1) return true
  return false
}

/** @returns whether a required seat of the post is empty, and there is a seat to sit on */
export const wants = (state: State, post: number): boolean => {
  const { school, filled, values } = state
  return filled[post] < values[school.at.need + post] && filled[post] < school.seatFrom[post + 1] - school.seatFrom[post]
}

/** @returns the best of a few free people for the post, by estimate with some noise, or −1 */
function choose(state: State, random: Random, post: number, except: number): number {
  const { school, roster } = state
  const call = roster.callOf[post]
  const first = school.candidatesFrom[call]
  const n = school.candidatesFrom[call + 1] - first
  if (n === 0) return -1
  const offset = random.below(n)
  let best = -1
  let bestCost = Number.POSITIVE_INFINITY
  for (let i = 0, seen = 0; i < n && seen < enough; i++) {
    const p = school.candidates[first + (i + offset < n ? i + offset : i + offset - n)]
    if (p === except || !roster.free(post, p)) continue
    seen++
    const cost = estimate(state, post, p) + 2 * random.unit()
    if (cost < bestCost) {
      bestCost = cost
      best = p
    }
  }
  return best
}

/** @returns a random seat that the person holds in the post's season and whose day, or week, is too full for the post, or −1 */
export function seatOfWeek(state: State, random: Random, post: number, person: number): number {
  const { school, roster } = state
  const call = roster.callOf[post]
  const full = overworked(school, roster, person, call)
  const week = person * school.S + school.postSeason[post]
  // within all limits, but too far away: on that day, too
  const offset = full === limit.day || full === limit.none ? school.callDay[call] : random.below(7)
  for (let i = 0; i < 7; i++) {
    const weekday = (i + offset) % 7
    const day = week * 7 + weekday
    if (roster.held[day] > 0 && !(full === limit.days && weekday === school.callDay[call]))
      return roster.posts[day * roster.most + random.below(roster.held[day])]
  }
  return -1
}

/**
 * Lists what a person would have to leave for a post: what is at once with it, or else a seat of the day or week that is too full for it, all seats of a day where it is days that are too many.
 * One list may not be enough.
 * @returns how many seats, into `out`
 */
export function inTheWay(state: State, random: Random, post: number, person: number, out: Int32Array): number {
  const { school, roster } = state
  const n = roster.conflicts(post, person, out)
  if (n > 0) return n
  const seat = seatOfWeek(state, random, post, person)
  if (seat < 0) return 0
  out[0] = seat
  if (overworked(school, roster, person, roster.callOf[post]) !== limit.days) return 1
  const day = (person * school.S + school.postSeason[post]) * 7 + school.callDay[roster.callOf[seat]]
  const all = Math.min(roster.held[day], out.length)
  for (let i = 0; i < all; i++) out[i] = roster.posts[day * roster.most + i]
  return all
}

/** Takes a person out of the one seat that is at once with this post, or out of one that fills their week, if somebody free can sit there instead. */
function steal(state: State, random: Random, post: number): boolean {
  const { school, roster } = state
  const call = roster.callOf[post]
  const first = school.candidatesFrom[call]
  const n = school.candidatesFrom[call + 1] - first
  const offset = n === 0 ? 0 : random.below(n)
  for (let i = 0, seen = 0; i < n && seen < steals; i++) {
    const p = school.candidates[first + ((i + offset) % n)]
    let other = roster.conflict(post, p)
    if (other === -1) other = seatOfWeek(state, random, post, p)
    if (other < 0 || other === post || sits(state, post, p)) continue
    seen++
    const substitute = choose(state, random, other, p)
    if (substitute < 0) continue
    const mark = state.mark()
    state.unseat(other, p)
    if (roster.free(post, p)) {
      state.seat(post, p)
      if (roster.free(other, substitute)) {
        state.seat(other, substitute)
        return true
      }
    }
    state.rollback(mark)
  }
  return false
}

const released = new Int32Array(4)

/** The same for people with several seats in the way of this post, who are replaced by others, or whose classes go to another host: for demand that is not met otherwise. */
function stealAll(state: State, random: Random, post: number): boolean {
  const { school, roster } = state
  const call = roster.callOf[post]
  const first = school.candidatesFrom[call]
  const n = school.candidatesFrom[call + 1] - first
  const offset = n === 0 ? 0 : random.below(n)
  for (let i = 0, seen = 0; i < n && seen < steals; i++) {
    const p = school.candidates[first + ((i + offset) % n)]
    if (sits(state, post, p)) continue
    seen++
    const others = inTheWay(state, random, post, p, released)
    if (others === 0 || !replaceable(state, random, others, p)) continue
    const mark = state.mark()
    for (let k = 0; k < others; k++) state.unseat(released[k], p)
    let done = roster.free(post, p)
    if (done) state.seat(post, p)
    for (let k = 0; k < others && done; k++) done = refill(state, random, released[k], p)
    if (done) return true
    state.rollback(mark)
  }
  return false
}

/** @returns whether, of the first posts in `released`, somebody else could have each that no other host could do without */
function replaceable(state: State, random: Random, count: number, left: number): boolean {
  const { careFrom, dutyFrom } = state.school
  for (let k = 0; k < count; k++) {
    const post = released[k]
    if ((post < careFrom || post >= dutyFrom) && choose(state, random, post, left) < 0) return false
  }
  return true
}

/** Somebody free sits down in a seat just left, or, in care, its class goes to another host. */
function refill(state: State, random: Random, post: number, left: number): boolean {
  if (!wants(state, post)) return true
  const substitute = choose(state, random, post, left)
  if (substitute >= 0) {
    state.seat(post, substitute)
    return true
  }
  return post >= state.school.careFrom && post < state.school.dutyFrom && sendAway(state, random, post) && !wants(state, post)
}

/**
 * Frees a person for the post by sending a class whose care group they supervise to another host with room, where nobody more is needed for it.
 * @returns whether somebody sits at the post now
 */
function merge(state: State, random: Random, post: number): boolean {
  const { school, roster } = state
  const call = roster.callOf[post]
  const first = school.candidatesFrom[call]
  const n = school.candidatesFrom[call + 1] - first
  const offset = n === 0 ? 0 : random.below(n)
  for (let i = 0, seen = 0; i < n && seen < steals; i++) {
    const p = school.candidates[first + ((i + offset) % n)]
    let other = roster.conflict(post, p)
    // free at that time, but the week is full: another of their classes may go
    if (other === -1) other = seatOfWeek(state, random, post, p)
    if (other < school.careFrom || other >= school.dutyFrom) continue
    seen++
    const mark = state.mark()
    if (sendAway(state, random, other) && roster.free(post, p)) {
      state.seat(post, p)
      return true
    }
    state.rollback(mark)
  }
  return false
}

/** Sends the classes whose care group this post serves to one host with room and people enough. @returns whether they went */
export function sendAway(state: State, random: Random, carePost: number): boolean {
  const { school, values } = state
  const { S, L, at, careFrom, hosts, hostRoom, capacity, postGroup, postSlot } = school
  const l = postSlot[carePost]
  const from = postGroup[carePost]
  const n = groupOf(state, from, l)
  if (n === 0) return false
  const options = hosts[memberOf(0) * L + l]
  const offset = random.below(options.length)
  for (let i = 0; i < options.length; i++) {
    const h = options[(i + offset) % options.length]
    if (h === from || !mayGo(state, n, l, h)) continue
    let fits = true
    for (let season = 0; season < S && fits; season++) {
      const mine = values[at.group + (from * L + l) * S + season]
      if (mine === 0) continue
      const there = values[at.group + (h * L + l) * S + season]
      fits = mine + there <= capacity[hostRoom[h]] && there > 0 && state.careNeed[mine + there] <= values[at.need + careFrom + (h * L + l) * S + season]
    }
    if (!fits) continue
    sendAll(state, n, from, l, h)
    return true
  }
  return false
}

/** Fills the required seats of a post as well as it can, `hard`: at whatever trouble. @returns whether none is left empty */
export function fill(state: State, random: Random, post: number, hard = false): boolean {
  while (wants(state, post)) {
    const p = choose(state, random, post, -1)
    if (p >= 0) state.seat(post, p)
    else if (!steal(state, random, post)) {
      const care = post >= state.school.careFrom && post < state.school.dutyFrom
      if (care && sendAway(state, random, post)) continue
      if (!merge(state, random, post) && !(hard && stealAll(state, random, post))) return false
    }
  }
  return state.filled[post] >= state.values[state.school.at.need + post]
}

/** Fills what the move so far has left empty. */
export function fillTouched(state: State, random: Random): void {
  for (let i = 0; i < state.touchedCount && i < mostFilled; i++) if (wants(state, state.touched[i])) fill(state, random, state.touched[i])
}
