import { estimate, sits, wants } from '../search/staffing.ts'
import type { State } from '../state.ts'

/** Which part of the week may change. */
export interface Scope {
  /** [weekday] 1 where it may */
  readonly open: Uint8Array
  /** whether a room is closed on a weekday, 0 Monday: nobody is sent there */
  readonly isClosed?: (room: string, weekday: number) => boolean
  /** class × L + slot whose host stays, whoever that would free */
  readonly kept?: number
}

export interface Reseated {
  /** every seat was filled */
  readonly filled: boolean
  /** nothing was left untried within the budget */
  readonly exhausted: boolean
}

/**
 * Fills empty seats with at most so many further changes: somebody free sits down (which changes no more than the seat that is empty already), somebody leaves another seat for
 * this one, which is filled in turn (1), a class's care goes to another host (2). A depth-first search over a state with exact rollback; the cheapest way found stands at the end.
 */
export class Reseat {
  private readonly state: State
  private readonly scope: Scope
  private readonly nodeLimit: number
  private nodes = 0
  private cut = false
  private bestEnergy = Number.POSITIVE_INFINITY
  private best: Int32Array | undefined
  private readonly worst: number

  /** @param worst a way that costs more energy than this is none */
  constructor(state: State, scope: Scope, nodeLimit: number, worst = Number.POSITIVE_INFINITY) {
    this.state = state
    this.scope = scope
    this.nodeLimit = nodeLimit
    this.worst = worst
  }

  /** @param holes posts with an empty required seat */
  run(holes: readonly number[], budget: number): Reseated {
    this.nodes = 0
    this.cut = false
    this.bestEnergy = this.worst
    this.best = undefined
    this.fill([...holes], budget)
    const best = this.best as Int32Array | undefined
    if (best) apply(this.state, best)
    return { filled: best !== undefined, exhausted: !this.cut }
  }

  private fill(holes: number[], left: number): void {
    if (++this.nodes > this.nodeLimit) {
      this.cut = true
      return
    }
    const { state } = this
    const open = holes.filter((q) => wants(state, q))
    if (open.length === 0) {
      if (state.energy < this.bestEnergy) {
        this.bestEnergy = state.energy
        this.best = state.values.slice(0, state.school.at.size)
      }
      return
    }
    let post = -1
    let free: number[] = []
    for (const q of open) {
      const people = this.candidates(q).filter((p) => state.roster.free(q, p))
      if (post >= 0 && people.length >= free.length) continue
      post = q
      free = people
    }
    // without a budget for it, a seat that nobody free can take ends this branch
    if (free.length === 0 && left < 1) return
    for (const p of free.map((person) => ({ person, cost: estimate(state, post, person) })).sort((a, b) => a.cost - b.cost)) {
      const mark = state.mark()
      state.seat(post, p.person)
      this.fill(open, left)
      this.back(mark)
      if (this.cut) return
    }
    if (left >= 1) this.displace(open, post, left)
    if (left >= 2) this.rehost(open, post, left)
  }

  private back(mark: number): void {
    this.state.rollback(mark)
    this.state.touchedCount = 0
  }

  private candidates(post: number): number[] {
    const { state } = this
    const { school, roster } = state
    const call = roster.callOf[post]
    const people: number[] = []
    for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) {
      if (!sits(state, post, school.candidates[i])) people.push(school.candidates[i])
    }
    return people
  }

  /** Somebody who is not free gives up one other seat, or two. */
  private displace(open: readonly number[], post: number, left: number): void {
    const { state } = this
    for (const p of this.candidates(post)) {
      if (state.roster.free(post, p)) continue
      const seats = this.seatsOf(post, p)
      for (let i = 0; i < seats.length; i++) {
        for (let j = i; j < (left >= 2 ? seats.length : i + 1); j++) {
          const mark = state.mark()
          state.unseat(seats[i], p)
          const given = [seats[i]]
          if (j > i && !state.roster.free(post, p)) {
            state.unseat(seats[j], p)
            given.push(seats[j])
          } else if (j > i) {
            // one was enough
            this.back(mark)
            continue
          }
          if (state.roster.free(post, p)) {
            state.seat(post, p)
            this.fill([...open, ...given], left - given.length)
          }
          this.back(mark)
          if (this.cut) return
        }
      }
    }
  }

  /** seats of the person in the post's week that may change, those at once with the post first */
  private seatsOf(post: number, person: number): number[] {
    const { school, roster } = this.state
    const week = person * school.S + (post % school.S)
    const clash = school.callClash[roster.callOf[post]]
    const day = school.callDay[roster.callOf[post]]
    const seats: { q: number; at: number }[] = []
    for (let d = 0; d < 7; d++) {
      if (!this.scope.open[d]) continue
      for (let i = 0; i < roster.held[week * 7 + d]; i++) {
        const q = roster.posts[(week * 7 + d) * roster.most + i]
        if (q === post) continue
        seats.push({ q, at: d !== day ? 2 : (school.callBit[roster.callOf[q]] & clash) !== 0 ? 0 : 1 })
      }
    }
    return seats.sort((a, b) => a.at - b.at).map((seat) => seat.q)
  }

  /** A class's care goes to another host: the empty care seat is not needed then, or its supervisor comes free for the empty seat. */
  private rehost(open: readonly number[], post: number, left: number): void {
    const { state } = this
    const { school } = state
    const isCare = (q: number) => q >= school.careFrom && q < school.dutyFrom
    if (isCare(post)) for (const key of this.guestsOf(post)) this.hosts(key, () => this.fill([...open], left - 2))
    if (left < 3) return
    for (const p of this.candidates(post)) {
      const other = state.roster.free(post, p) ? -1 : state.roster.conflict(post, p)
      if (other < 0 || !isCare(other)) continue
      for (const key of this.guestsOf(other)) {
        this.hosts(key, () => {
          if (sits(state, other, p) || !state.roster.free(post, p)) return
          state.seat(post, p)
          this.fill([...open], left - 3)
        })
      }
    }
  }

  /** classes × slots whose care the post serves */
  private guestsOf(carePost: number): number[] {
    const { state } = this
    const { school } = state
    const at = Math.trunc((carePost - school.careFrom) / school.S)
    const keys: number[] = []
    for (let n = state.hosting.first[at]; n !== 0; n = state.hosting.next[(n - 1) * school.L + (at % school.L)]) {
      const key = (n - 1) * school.L + (at % school.L)
      // a class that hosts others stays with them
      if (state.guests[key] === 0) keys.push(key)
    }
    return keys
  }

  /** Tries every host with room and people enough. */
  private hosts(key: number, then: () => void): void {
    const { state } = this
    const { school, values } = state
    const { at, L, S, C, hosts, hostRoom, capacity, careFrom, policy, plan, weekday } = school
    const l = key % L
    const now = values[at.host + key]
    if (key === this.scope.kept) return
    for (const h of hosts[key]) {
      if (h === now || (h < C && h !== Math.trunc(key / L) && values[at.host + h * L + l] !== h)) continue
      if (h < C && this.scope.isClosed?.(plan.classes[h].homeRoom, weekday[l])) continue
      let fits = true
      for (let season = 0; season < S && fits; season++) {
        const there = values[at.group + (h * L + l) * S + season]
        const all = there + values[at.stay + key * S + season]
        fits = all <= capacity[hostRoom[h]] && Math.ceil(all / policy.studentsPerSupervisor) <= values[at.need + careFrom + (h * L + l) * S + season]
      }
      if (!fits) continue
      const mark = state.mark()
      state.setHost(key, h)
      then()
      this.back(mark)
      if (this.cut) return
    }
  }
}

/** Brings the state to these seats and hosts, one change after the other. */
export function apply(state: State, decisions: Int32Array): void {
  const { school, values } = state
  const { at, seatPost } = school
  for (let i = 0; i < school.seats; i++) {
    const held = values[at.seat + i]
    if (held !== 0 && held !== decisions[at.seat + i]) state.unseat(seatPost[i], held - 1)
  }
  // first home, then away: a host may be free only once its own guest is gone
  for (let key = 0; key < school.C * school.L; key++) {
    if (values[at.host + key] !== decisions[at.host + key] && decisions[at.host + key] === Math.trunc(key / school.L))
      state.setHost(key, decisions[at.host + key])
  }
  for (let key = 0; key < school.C * school.L; key++) if (values[at.host + key] !== decisions[at.host + key]) state.setHost(key, decisions[at.host + key])
  for (let i = 0; i < school.seats; i++) {
    const want = decisions[at.seat + i]
    if (want !== 0 && !sits(state, seatPost[i], want - 1)) state.seat(seatPost[i], want - 1)
  }
  state.touchedCount = 0
}
