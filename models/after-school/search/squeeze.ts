import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { groupOf, mayGo, memberOf, sendAll } from './groups.ts'
import { obstacle, suits } from './join.ts'
import { rehome, spares } from './students.ts'

/** pairs of care groups looked at, for each site, before two are put together */
const looked = 16
/** children who go to sections for it, at most */
const mostGone = 30

/** [class] whether it is in one of the two groups */
let among = new Uint8Array(128)

/**
 * Two care groups of a slot and site become one that needs a supervisor less, after as many of their children as would be too many have gone to sections at that hour, some in the place of children whose own groups have room.
 * Sections are filled by wishes, a few children from every class; only where several leave the same two classes is somebody free.
 * @returns whether they became one
 */
export function squeeze(state: State, random: Random, slot: number, site: number): boolean {
  const { school, values } = state
  const { C, L, at, hosts, attending, hostSite, sites } = school
  let least = mostGone + 1
  let from = -1
  let to = -1
  for (let i = 0; i < looked * sites && least > 0; i++) {
    const key = random.below(C) * L + slot
    if (attending[key] === 0 || hosts[key].length < 2) continue
    const h = values[at.host + key]
    if (hostSite[h] !== site) continue
    const other = hosts[key][random.below(hosts[key].length)]
    if (other === h || !mayGo(state, groupOf(state, h, slot), slot, other)) continue
    const many = tooMany(state, h, other, slot)
    if (many >= least) continue
    least = many
    from = h
    to = other
  }
  if (to < 0 || !thin(state, random, from, to, slot)) return false
  sendAll(state, groupOf(state, from, slot), from, slot, to)
  return true
}

/** @returns children too many for two groups to need a supervisor less as one, and for the room of the second, in the worst season */
function tooMany(state: State, from: number, to: number, slot: number): number {
  const { at, S, L, capacity, hostRoom, policy } = state.school
  let most = 0
  for (let season = 0; season < S; season++) {
    const here = state.values[at.group + (from * L + slot) * S + season]
    const there = state.values[at.group + (to * L + slot) * S + season]
    if (here === 0) continue
    const supervisors = state.careNeed[here] + state.careNeed[there] - 1
    most = Math.max(most, here + there - Math.min(capacity[hostRoom[to]], supervisors * policy.studentsPerSupervisor))
  }
  return most
}

/** Children of two care groups go to sections at that hour: first those who give up nothing for it, then others. @returns whether few enough are left */
function thin(state: State, random: Random, from: number, to: number, slot: number): boolean {
  if (tooMany(state, from, to, slot) <= 0) return true
  const { C, Z, sessionSection, sectionActivity, wishers, wishStudent, studentClass } = state.school
  if (among.length < C) among = new Uint8Array(C)
  among.fill(0)
  for (const h of [from, to]) for (let i = groupOf(state, h, slot) - 1; i >= 0; i--) among[memberOf(i)] = 1
  const first = Z === 0 ? 0 : random.below(Z)
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0; k < Z; k++) {
      const z = (first + k) % Z
      const x = sessionSection[z]
      if (!covers(state, z, slot)) continue
      const list = wishers[sectionActivity[x]]
      const offset = list.length === 0 ? 0 : random.below(list.length)
      for (let i = 0; i < list.length; i++) {
        const w = list[(i + offset) % list.length]
        if (among[studentClass[wishStudent[w]]] === 0 || !take(state, random, w, x, slot, pass === 1)) continue
        if (tooMany(state, from, to, slot) <= 0) return true
      }
    }
  }
  return false
}

/** @returns whether the session of a running section is in this slot */
function covers(state: State, z: number, slot: number): boolean {
  const { school, values } = state
  const { at, length, next, sessionSection, sectionActivity } = school
  const x = sessionSection[z]
  if (values[at.size + x] === 0) return false
  const begins = values[at.slot + z] - 1
  return begins === slot || (length[sectionActivity[x]] === 2 && begins >= 0 && next[begins] === slot)
}

/** A child in care at the slot takes a place in a section, `giving` up another one where need be; where it is full, somebody makes room whose care group can take them. */
function take(state: State, random: Random, wish: number, x: number, slot: number, giving: boolean): boolean {
  const { school, values } = state
  const { at, wishStudent, sizeMax, sectionActivity } = school
  if (values[at.enrol + wish] !== 0 || !suits(state, wishStudent[wish], x)) return false
  const give = obstacle(state, wish, x)
  if (give === -2 || (give >= 0 && !(giving && maySpare(state, values[at.enrol + give] - 1, slot)))) return false
  const out = values[at.size + x] < sizeMax[sectionActivity[x]] ? -1 : dispensable(state, random, x, slot)
  if (out === -2) return false
  if (out >= 0) state.leave(out)
  if (give >= 0) state.leave(give)
  state.join(wish, x)
  if (out >= 0) rehome(state, random, wishStudent[out], x)
  return true
}

/** @returns whether a child may leave a section without coming back to care at the slot */
function maySpare(state: State, x: number, slot: number): boolean {
  const { sessionsFrom } = state.school
  if (!spares(state, x)) return false
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) if (covers(state, z, slot)) return false
  return true
}

/** @returns the wish of a member of another class, whose care group takes one child more without another supervisor, or −2 */
function dispensable(state: State, random: Random, x: number, slot: number): number {
  const { school, values } = state
  const { at, S, L, wishStudent, studentClass, capacity, hostRoom } = school
  const size = values[at.size + x]
  const first = random.below(size)
  for (let i = 0; i < size; i++) {
    const w = state.members[x * state.mostMembers + ((first + i) % size)]
    const c = studentClass[wishStudent[w]]
    if (among[c] === 1) continue
    const h = values[at.host + c * L + slot]
    let room = true
    for (let season = 0; season < S && room; season++) {
      const there = values[at.group + (h * L + slot) * S + season]
      room = state.careNeed[there + 1] === state.careNeed[there] && there < capacity[hostRoom[h]]
    }
    if (room) return w
  }
  return -2
}
