import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { groupOf, mayGo, memberOf, sendAll } from './groups.ts'

/** A class's care group goes to another host, or comes home; half of the time in the next period as well. */
export function moveHost(state: State, random: Random): boolean {
  const { school } = state
  const c = random.below(school.C)
  const l = random.below(school.L)
  const key = c * school.L + l
  if (school.attending[key] === 0 || school.hosts[key].length < 2) return false
  const h = school.hosts[key][random.below(school.hosts[key].length)]
  if (!send(state, c, l, h)) return false
  const after = school.next[l]
  if (after >= 0 && random.below(2) === 0 && school.hosts[c * school.L + after].includes(h)) send(state, c, after, h)
  return true
}

function send(state: State, c: number, l: number, h: number): boolean {
  const { school, values, guests } = state
  const key = c * school.L + l
  if (values[school.at.host + key] === h || guests[key] > 0) return false
  if (h !== c && h < school.C && values[school.at.host + h * school.L + l] !== h) return false
  // where demand is not met, or children without a place are no more than a wish, they may be the price of a supervisor less
  if (school.level[state.rules.unplacedStudent.row] < 2 && state.cost(1) === 0 && overfills(state, key, h)) return false
  state.setHost(key, h)
  return true
}

/** A care group as a whole goes to another host, half of the time with one more group; or one of its guests is the host from now on; or two guests of different groups change places. Half of the time in the next period as well. */
export function moveGroup(state: State, random: Random): boolean {
  const { school, values } = state
  const { C, L, at, hosts } = school
  const c = random.below(C)
  const l = random.below(L)
  const key = c * L + l
  if (school.attending[key] === 0 || hosts[key].length < 2) return false
  const h = values[at.host + key]
  const to = hosts[key][random.below(hosts[key].length)]
  const after = random.below(2) === 0 ? school.next[l] : -1
  const twice = (move: (slot: number) => boolean): boolean => {
    const moved = move(l)
    if (moved && after >= 0) move(after)
    return moved
  }
  if (h === c || random.below(2) === 0) {
    // two classes may need a supervisor less in a room where one alone needs as many as at home
    const other = random.below(2) === 0 ? random.below(C) : -1
    return twice((slot) => {
      if (!sendGroup(state, h, slot, to)) return false
      if (other >= 0) sendGroup(state, values[at.host + other * L + slot], slot, to)
      return true
    })
  }
  if (random.below(2) === 0) return h < C && twice((slot) => rehost(state, h, slot, c))
  const d = random.below(C)
  return twice((slot) => trade(state, c, d, slot))
}

function sendGroup(state: State, h: number, l: number, to: number): boolean {
  if (to === h) return false
  const n = groupOf(state, h, l)
  if (n === 0 || !mayGo(state, n, l, to)) return false
  sendAll(state, n, h, l, to)
  return true
}

/** A guest takes the place of the class that hosts it. */
function rehost(state: State, h: number, l: number, guest: number): boolean {
  const { school, values } = state
  const { L, at, hosts } = school
  if (values[at.host + guest * L + l] !== h || guest === h) return false
  const n = groupOf(state, h, l)
  for (let i = 0; i < n; i++) if (!hosts[memberOf(i) * L + l].includes(guest)) return false
  state.setHost(guest * L + l, guest)
  for (let i = 0; i < n; i++) if (memberOf(i) !== h && memberOf(i) !== guest) state.setHost(memberOf(i) * L + l, guest)
  state.setHost(h * L + l, guest)
  return true
}

/** Two guests change places. */
function trade(state: State, c: number, d: number, l: number): boolean {
  const { school, values } = state
  const { L, at, hosts } = school
  const from = values[at.host + c * L + l]
  const to = values[at.host + d * L + l]
  if (from === to || from === c || to === d || !hosts[c * L + l].includes(to) || !hosts[d * L + l].includes(from)) return false
  state.setHost(c * L + l, to)
  state.setHost(d * L + l, from)
  return true
}

/** @returns whether more children would be without a place in the host's room than are now in the class's present one: where all demand is met, no such move is ever kept */
function overfills(state: State, key: number, h: number): boolean {
  const { school, values } = state
  const { S, L, at, hostRoom, capacity } = school
  const l = key % L
  const from = values[at.host + key]
  let more = 0
  for (let season = 0; season < S; season++) {
    const mine = values[at.stay + key * S + season]
    if (mine === 0) continue
    const there = values[at.group + (h * L + l) * S + season] - capacity[hostRoom[h]]
    const here = values[at.group + (from * L + l) * S + season] - capacity[hostRoom[from]]
    more += Math.max(0, there + mine) - Math.max(0, there) - Math.max(0, here) + Math.max(0, here - mine)
  }
  return more > 0
}

/**
 * Packs a slot's care groups anew so that fewer people are needed: everybody comes home, then each class in turn goes where the seats needed over all seasons fall most.
 * @returns whether anything was there to pack
 */
export function repack(state: State, random: Random, l: number): boolean {
  const { school, values, guests } = state
  const { C, L, S, at, hosts, hostRoom, capacity } = school
  for (let c = 0; c < C; c++) if (values[at.host + c * L + l] !== c) state.setHost(c * L + l, c)
  let any = false
  for (let pass = 0; pass < 2; pass++) {
    const offset = random.below(C)
    const stride = 1 + 2 * random.below(3)
    for (let i = 0; i < C; i++) {
      // an odd stride visits every class when it has no factor in common with their number; a class left out waits for the next pass
      const c = (offset + i * stride) % C
      const key = c * L + l
      if (values[at.host + key] !== c || guests[key] > 0) continue
      let best = 1
      let to = -1
      for (const h of hosts[key]) {
        if (h === c || (h < C && values[at.host + h * L + l] !== h)) continue
        let change = 0
        let open = false
        for (let season = 0; season < S; season++) {
          const mine = values[at.stay + key * S + season]
          if (mine === 0) continue
          const there = values[at.group + (h * L + l) * S + season]
          if (there > 0) open = true
          if (mine + there > capacity[hostRoom[h]]) change += 99
          // whoever does not fit at home is glad to go
          if (mine > capacity[hostRoom[c]]) change -= 50
          change += state.careNeed[mine + there] - state.careNeed[there] - state.careNeed[mine]
        }
        // an empty care room saves nothing yet, but the next class will
        if (!open && (h < C || random.below(2) === 0)) continue
        const price = change + 0.9 * random.unit()
        if (change <= 0 && price < best) {
          best = price
          to = h
        }
      }
      if (to < 0) continue
      state.setHost(key, to)
      any = true
    }
  }
  return any
}
