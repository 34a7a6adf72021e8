import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { dissolve, Former } from './dissolve.ts'
import { closeSectionAt, openActivity, place, start, trouble } from './sections.ts'
import { rehome } from './students.ts'

/** scratch: who was in a section, and in another one */
const former = new Former()
const ousted = new Former()

/** Opens a section of an activity that somebody unserved wishes for, half of the time at whatever trouble; or of any. */
export function openSection(state: State, random: Random): boolean {
  const { school } = state
  if (school.A === 0) return false
  if (random.below(4) === 0 || school.W === 0) return openActivity(state, random, random.below(school.A), -1, trouble.none)
  const w = lacking(state, random)
  if (w < 0) return false
  const a = school.sectionActivity[school.options[school.optionsFrom[w]]]
  if (random.below(2) !== 0) return openActivity(state, random, a, -1, trouble.none)
  // where demand is not met, people are worth more elsewhere than as helpers
  return openActivity(state, random, a, w, state.cost(1) === 0 ? trouble.any : trouble.leader)
}

/** @returns a wish that is not met, of an activity that has a section closed, or −1 if none of a few was such */
export function lacking(state: State, random: Random): number {
  const { school, values } = state
  const { at, W, optionsFrom, options } = school
  for (let i = 0; i < 64; i++) {
    const w = random.below(W)
    if (values[at.enrol + w] !== 0) continue
    for (let o = optionsFrom[w]; o < optionsFrom[w + 1]; o++) if (values[at.size + options[o]] === 0) return w
  }
  return -1
}

/** Closes some section; its students take what places there are. */
export function closeSection(state: State, random: Random): boolean {
  const x = runningSection(state, random)
  return x >= 0 && closeSectionAt(state, random, x)
}

/** Closes a section and opens it elsewhere (or another of the same room and leaders' activity in its place): members who can, stay in; where `lossy` is not set, next to always all can. */
export function relocateSection(state: State, random: Random, lossy: boolean): boolean {
  const x = runningSection(state, random)
  if (x < 0) return false
  const { school, values } = state
  const first = school.sessionsFrom[x]
  const keep = school.sessionsFrom[x + 1] - first > 1 ? random.below(2) : 0
  const old = values[school.at.slot + first] - 1
  const room = values[school.at.room + first] - 1
  const list = school.slots[school.sectionActivity[x]]
  const slot = list[random.below(list.length)]
  // where its one session is, or the one that is to move: nothing would change but, perhaps, the room
  if (slot + 1 === values[school.at.slot + first + keep] && first + keep + 1 === school.sessionsFrom[x + 1]) return false
  if (!lossy && random.below(rarely) !== 0 && !canFollow(state, x, slot)) return false
  dissolve(state, x, former)
  if (keep) {
    state.setSlot(first, old)
    state.setRoom(first, room)
  }
  if (!place(state, random, x, -1, false, slot)) return false
  return start(state, random, x, former)
}

/** Two sections of one session each change slots; members who can, stay in; where `lossy` is not set, next to always all can. */
export function exchangeSections(state: State, random: Random, lossy: boolean): boolean {
  const x = runningSection(state, random)
  const y = runningSection(state, random)
  if (x < 0 || y < 0 || x === y) return false
  const { school, values } = state
  const { at, sessionsFrom } = school
  if (sessionsFrom[x + 1] - sessionsFrom[x] !== 1 || sessionsFrom[y + 1] - sessionsFrom[y] !== 1) return false
  const mine = values[at.slot + sessionsFrom[x]] - 1
  const theirs = values[at.slot + sessionsFrom[y]] - 1
  if (mine === theirs || !mayRun(school, x, theirs) || !mayRun(school, y, mine)) return false
  if (!lossy && random.below(rarely) !== 0 && !(canFollow(state, x, theirs, y) && canFollow(state, y, mine, x))) return false
  dissolve(state, y, ousted)
  dissolve(state, x, former)
  if (!place(state, random, x, -1, false, theirs) || !start(state, random, x, former)) return false
  return place(state, random, y, -1, false, mine) && start(state, random, y, ousted)
}

/** Another activity takes the slots of a section that closes: its rooms and leaders come free for it. */
export function replaceSection(state: State, random: Random): boolean {
  const x = runningSection(state, random)
  if (x < 0) return false
  const { school } = state
  dissolve(state, x, ousted)
  if (!openSection(state, random)) return false
  for (let i = 0; i < ousted.n; i++) rehome(state, random, school.wishStudent[ousted.wishes[i]], x)
  return true
}

/** A session goes to another room of its site that holds it and suits its students. */
export function moveRoom(state: State, random: Random): boolean {
  const { school, values } = state
  const { at, R, roomSite, rooms, L, S, sessionSection, sectionActivity, roomOk, wishStudent, runs } = school
  if (school.Z === 0) return false
  const z = random.below(school.Z)
  const x = sessionSection[z]
  const size = values[at.size + x]
  if (size === 0) return false
  const a = sectionActivity[x]
  const slot = values[at.slot + z] - 1
  const options = rooms[a * L + slot]
  const room = options[random.below(options.length)]
  const now = values[at.room + z] - 1
  if (room === now || roomSite[room] !== roomSite[now] || school.capacity[room] < size) return false
  for (let i = 0; i < size; i++) if ((roomOk[wishStudent[state.members[x * state.mostMembers + i]] * R + room] & 1) === 0) return false
  const span = school.length[a] === 2 ? L + slot : slot
  for (let season = 0; season < S; season++) {
    if (runs[(a * L + slot) * S + season] && state.rules.roomClash.crowding(room, season, span) > 0) return false
  }
  state.setRoom(z, room)
  return true
}

function runningSection(state: State, random: Random): number {
  const { X, at } = state.school
  for (let i = 0; i < 4 && X > 0; i++) {
    const x = random.below(X)
    if (state.values[at.size + x] > 0) return x
  }
  return -1
}

const mayRun = (school: State['school'], x: number, slot: number): boolean => {
  const list = school.slots[school.sectionActivity[x]]
  for (let i = 0; i < list.length; i++) if (list[i] === slot) return true
  return false
}

/** one in so many relocations is tried although members would be lost: next to none of these is accepted but while it is hot */
const rarely = 8

/** @returns whether all members of a section could come to this slot, whatever room it gets there */
function canFollow(state: State, x: number, slot: number, except = -1): boolean {
  const { school, values } = state
  const { at, L, wishStudent, wishesFrom, sessionsFrom, sectionActivity, length, attends, atOnce } = school
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) if (values[at.slot + z] === slot + 1) return true
  const span = length[sectionActivity[x]] === 2 ? L + slot : slot
  for (let i = 0; i < values[at.size + x]; i++) {
    const wish = state.members[x * state.mostMembers + i]
    const s = wishStudent[wish]
    if (attends[s * 2 * L + span] === 0) return false
    for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) {
      const y = values[at.enrol + w] - 1
      if (y < 0 || w === wish || y === except) continue
      const theirs = span * 2 * L + (length[sectionActivity[y]] === 2 ? L : 0) - 1
      for (let z = sessionsFrom[y]; z < sessionsFrom[y + 1]; z++) if (atOnce[theirs + values[at.slot + z]] !== 0) return false
    }
  }
  return true
}
