import type { Random } from '../../../src/kernel/random.ts'
import { postKey } from '../constraints/parts.ts'
import { slotsDiffer } from '../constraints/section-count.ts'
import type { State } from '../state.ts'
import { dissolve, Former } from './dissolve.ts'
import { closed, makeFree } from './eject.ts'
import { groupOf, mayGo, memberOf, sendAll } from './groups.ts'
import { suits } from './join.ts'
import { empty, place, reopenClosed, start, trouble } from './sections.ts'
import { admit } from './serving.ts'
import { sendAway, sits } from './staffing.ts'

/** A part of the plan's pins that the timetable does not have: a section's sessions, a student's section, a class's host, a person at a post. */
export interface LostPin {
  readonly kind: 'section' | 'student' | 'host' | 'person'
  /** section, wish, class × L + slot, or post */
  readonly of: number
  /** section, host or person; −1 for a section's sessions */
  readonly to: number
}

/** scratch: who was in the section */
const former = new Former()

/** @returns the pins that are not kept, but for those that this timetable has no part for: people at sessions that are elsewhere */
export function lostPins(state: State): LostPin[] {
  const { school, values, rules, roster } = state
  const { at, S, X, W, C, L, P, Q, careFrom, permit } = school
  const { sessions, enrolled, hosts, posts } = rules.pin.parts
  const lost: LostPin[] = []
  for (let x = 0; x < X; x++) if (sessions[x].some((want) => !meets(state, x, want))) lost.push({ kind: 'section', of: x, to: -1 })
  for (let w = 0; w < W; w++) {
    const held = values[at.enrol + w]
    // of several, one can be kept
    if (enrolled[w].length > 0 && !enrolled[w].includes(held)) for (const x of enrolled[w]) lost.push({ kind: 'student', of: w, to: x - 1 })
  }
  for (let key = 0; key < C * L; key++)
    if (hosts[key] !== 0 && values[at.host + key] !== hosts[key] - 1) lost.push({ kind: 'host', of: key, to: hosts[key] - 1 })
  if (posts.size === 0) return lost
  for (let q = 0; q < Q; q++) {
    const slot = q < careFrom ? values[at.slot + Math.trunc(q / (2 * S))] - 1 : 0
    if (slot < 0 || values[at.need + q] === 0) continue
    for (const person of posts.get(postKey(school, q, slot)) ?? []) {
      if (permit[roster.callOf[q] * P + person] !== 255 && !sits(state, q, person)) lost.push({ kind: 'person', of: q, to: person })
    }
  }
  return lost
}

/** @returns whether a session of the section, which runs, is in this slot and room */
function meets({ school, values }: State, x: number, want: number): boolean {
  const { at, R, sessionsFrom } = school
  if (values[at.size + x] === 0) return false
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) if ((values[at.slot + z] - 1) * R + values[at.room + z] - 1 === want) return true
  return false
}

/** Keeps a pin at whatever cost in wishes: the acceptance decides. @returns whether it could */
export function keepPin(state: State, random: Random, { kind, of, to }: LostPin): boolean {
  switch (kind) {
    case 'section':
      return keepSessions(state, random, of)
    case 'student':
      return keepStudent(state, random, of, to)
    case 'host':
      return keepHost(state, of, to)
    default:
      return keepPerson(state, random, of, to)
  }
}

/** The section meets where it is pinned, whoever meets there now, and at the rest of its times anywhere; with whoever can come, and leaders from anywhere. */
function keepSessions(state: State, random: Random, x: number): boolean {
  const { school, values, rules } = state
  const { at, R, L, sessionsFrom, sectionActivity, rooms, length } = school
  const a = sectionActivity[x]
  former.n = 0
  closed.count = 0
  if (values[at.size + x] > 0) dissolve(state, x, former)
  let z = sessionsFrom[x]
  for (const want of new Set(rules.pin.parts.sessions[x])) {
    const slot = Math.trunc(want / R)
    // more than it has, or not possible there: the others may be
    if (z === sessionsFrom[x + 1] || !rooms[a * L + slot].includes(want % R) || !slotsDiffer(school, values, x, z, slot)) continue
    makeRoom(state, random, x, want % R, slot, length[a] === 2 ? L + slot : slot)
    state.setSlot(z, slot)
    state.setRoom(z, want % R)
    z++
  }
  if (!place(state, random, x, -1, true) || !start(state, random, x, former, trouble.any)) return false
  reopenClosed(state, random)
  return true
}

/** Sections in a room at that time close, and a class's care there goes elsewhere, where it can. */
function makeRoom(state: State, random: Random, x: number, room: number, slot: number, span: number): void {
  const { school, rules } = state
  const { S, L, H, next, hostRoom, careFrom } = school
  const crowded = () => {
    for (let season = 0; season < S; season++) if (rules.roomClash.crowding(room, season, span) > 0) return true
    return false
  }
  if (!crowded()) return
  empty(state, x, room, span)
  for (let h = 0; h < H && crowded(); h++) {
    if (hostRoom[h] !== room) continue
    for (const l of span < L ? [slot] : [slot, next[slot]]) if (!sendAway(state, random, careFrom + (h * L + l) * S)) sendAnywhere(state, random, h, l)
  }
}

/** The classes of a care group go to another host that may have them, full or not. */
function sendAnywhere(state: State, random: Random, from: number, l: number): void {
  const n = groupOf(state, from, l)
  if (n === 0) return
  const options = state.school.hosts[memberOf(0) * state.school.L + l]
  const offset = random.below(options.length)
  for (let i = 0; i < options.length; i++) {
    const to = options[(i + offset) % options.length]
    if (to === from || !mayGo(state, n, l, to)) continue
    sendAll(state, n, from, l, to)
    return
  }
}

function keepStudent(state: State, random: Random, wish: number, x: number): boolean {
  const { school, values } = state
  const { at, wishStudent } = school
  const s = wishStudent[wish]
  if (values[at.size + x] > 0) return suits(state, s, x) && admit(state, random, wish, x)
  if (values[at.enrol + wish] !== 0) state.leave(wish)
  closed.count = 0
  if (!place(state, random, x, s, true) || !suits(state, s, x)) return false
  former.forWish(wish)
  if (!start(state, random, x, former, trouble.any) || values[at.enrol + wish] !== x + 1) return false
  reopenClosed(state, random)
  return true
}

/** The class goes to its host, which comes home first where it is a guest itself; the class’s own guests come along, or go home. */
function keepHost(state: State, key: number, to: number): boolean {
  const { school, values, guests } = state
  const { at, C, L, hosts } = school
  const c = Math.trunc(key / L)
  const l = key % L
  if (!hosts[key].includes(to)) return false
  if (to !== c) {
    if (to < C && values[at.host + to * L + l] !== to) state.setHost(to * L + l, to)
    for (let d = 0; d < C && guests[key] > 0; d++) {
      if (d !== c && values[at.host + d * L + l] === c) state.setHost(d * L + l, hosts[d * L + l].includes(to) ? to : d)
    }
  }
  state.setHost(key, to)
  return true
}

/** The person sits down at the post, whatever they leave for it, and whoever sits there now. */
function keepPerson(state: State, random: Random, post: number, person: number): boolean {
  const { school, values, filled } = state
  const { at, seatFrom } = school
  if (sits(state, post, person)) return true
  if (filled[post] >= values[at.need + post]) {
    const seat = seatFrom[post] + random.below(seatFrom[post + 1] - seatFrom[post])
    const other = values[at.seat + seat] - 1
    if (other < 0) return false
    state.unseat(post, other)
  }
  if (!makeFree(state, random, post, person)) return false
  if (filled[post] >= values[at.need + post]) return false
  state.seat(post, person)
  return true
}
