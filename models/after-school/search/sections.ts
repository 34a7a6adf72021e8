import type { Random } from '../../../src/kernel/random.ts'
import { slotsDiffer } from '../constraints/section-count.ts'
import type { State } from '../state.ts'
import { dissolve, Former } from './dissolve.ts'
import { closed, eject, oust } from './eject.ts'
import { canJoin, obstacle, suits } from './join.ts'
import { fill, sits } from './staffing.ts'
import { recruit, rehome } from './students.ts'

/** what a section that is started may cost others: nothing; another section its leader; that, and any post its people, for helpers */
export const trouble = { none: 0, leader: 1, any: 2 } as const

/** scratch */
const former = new Former()

/** where all demand is met, seats that a section which opens may empty, at most: by taking rooms, and by taking leaders, too; next to none that emptied more were accepted, so that one in so many is tried all the same */
const emptied = { byRooms: 4, byLeaders: 6 }
const rarely = 8

/** Opens a section of this activity: slots, rooms, leaders, students; for one wish first of all, where one is given (else −1). */
export function openActivity(state: State, random: Random, a: number, wish: number, worth: number): boolean {
  const { school, values } = state
  closed.count = 0
  const cautious = state.cost(1) === 0 && random.below(rarely) !== 0
  let x = school.sectionsFrom[a]
  while (x < school.sectionsFrom[a + 1] && values[school.at.size + x] > 0) x++
  if (
    x === school.sectionsFrom[a + 1] ||
    !place(state, random, x, wish < 0 ? -1 : school.wishStudent[wish], wish >= 0 || state.amounts[state.rules.missingSection.row] > 0)
  )
    return false
  if (cautious && closed.count > 0 && state.amounts[state.rules.unfilledSeat.row] > emptied.byRooms) return false
  former.n = 0
  if (wish >= 0) {
    if (!suits(state, school.wishStudent[wish], x)) return false
    for (let give = obstacle(state, wish, x), i = 0; give >= 0 && i < 4; give = obstacle(state, wish, x), i++) state.leave(give)
    if (obstacle(state, wish, x) !== -1) return false
    former.forWish(wish)
  }
  if (!start(state, random, x, former, worth, cautious ? emptied.byLeaders : undefined)) return false
  reopenClosed(state, random)
  return true
}

/** A section meets where a student can be, who comes for a wish; its other members, those who can, stay; what met there meets elsewhere, at the time that it leaves if need be. */
export function bring(state: State, random: Random, x: number, wish: number, slot: number): boolean {
  const { school, values } = state
  const { at, L, R, sessionsFrom, sectionActivity, crossSite, length, roomOk, attends, wishStudent } = school
  const s = wishStudent[wish]
  const a = sectionActivity[x]
  const first = sessionsFrom[x]
  const n = sessionsFrom[x + 1] - first
  const mustBe = crossSite[a] ? 1 : 3
  const was = Array.from({ length: n }, (_, i) => [values[at.slot + first + i] - 1, values[at.room + first + i] - 1])
  closed.count = 0
  dissolve(state, x, former)
  for (let i = 0; i < n; i++) {
    const [l, room] = was[i]
    if (attends[s * 2 * L + (length[a] === 2 ? L : 0) + l] === 0 || (roomOk[s * R + room] & mustBe) !== mustBe) continue
    state.setSlot(first + i, l)
    state.setRoom(first + i, room)
  }
  if (!place(state, random, x, s, true, slot) || !suits(state, s, x)) return false
  for (let give = obstacle(state, wish, x), i = 0; give >= 0 && i < 4; give = obstacle(state, wish, x), i++) state.leave(give)
  if (!canJoin(state, wish, x)) return false
  state.join(wish, x)
  if (!start(state, random, x, former, state.amounts[state.rules.unfilledSeat.row] === 0 ? trouble.any : trouble.leader)) return false
  const moved = was.filter(([l], i) => values[at.slot + first + i] !== l + 1)
  reopenClosed(state, random, moved.length === 0 ? -1 : moved[random.below(moved.length)][0])
  return true
}

/** places tried for a section that has closed for another */
const placesTried = 3

/** Sections that are listed as closed open at another time (first in a slot just vacated, unless −1), where they find a leader, for whoever was in them and can come; of those that do not, the students take what places there are. */
export function reopenClosed(state: State, random: Random, vacated = -1): void {
  const { at } = state.school
  for (let i = 0; i < closed.count; i++) {
    const x = closed.sections[i]
    for (let t = 0; t < placesTried && state.values[state.school.at.size + x] === 0; t++) {
      const mark = state.mark()
      former.copy(closed.was[i])
      if (!place(state, random, x, -1, false, t === 0 ? vacated : -1) || !start(state, random, x, former)) state.rollback(mark)
    }
    if (state.values[at.size + x] > 0) continue
    for (let k = 0; k < closed.was[i].n; k++) rehome(state, random, state.school.wishStudent[closed.was[i].wishes[k]], x)
  }
}

/** A section closes; its students take what places there are. @returns whether it was running */
export function closeSectionAt(state: State, random: Random, x: number): boolean {
  if (state.values[state.school.at.size + x] === 0) return false
  dissolve(state, x, former)
  for (let i = 0; i < former.n; i++) rehome(state, random, state.school.wishStudent[former.wishes[i]], x)
  return true
}

/** Gives each session that has none a slot (that one student attends, or −1) and a room (on that student's site, if not anywhere) with nobody else in it, or whose sections close for it (`evict`). @returns whether it could */
export function place(state: State, random: Random, x: number, student: number, evict: boolean, first = -1): boolean {
  const { school, values } = state
  const { at, L, sessionsFrom, sectionActivity, slots, length, weekday } = school
  const a = sectionActivity[x]
  if (slots[a].length === 0) return false
  let sameRoom = -1
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) if (values[at.slot + z] !== 0) sameRoom = values[at.room + z] - 1
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
    if (values[at.slot + z] !== 0) continue
    let done = false
    for (let t = 0; t < (student < 0 ? 6 : 24) && !done; t++) {
      const l = t === 0 && first >= 0 ? first : slots[a][random.below(slots[a].length)]
      if (!slotsDiffer(school, values, x, z, l)) continue
      if (student >= 0 && school.attends[student * 2 * L + (length[a] === 2 ? L : 0) + l] === 0) continue
      let sameDay = false
      for (let y = sessionsFrom[x]; y < z; y++) if (weekday[values[at.slot + y] - 1] === weekday[l]) sameDay = true
      if (sameDay && t < 4) continue
      const room = roomFor(state, random, x, l, student, sameRoom, evict && (t >= 3 || first >= 0))
      if (room < 0) continue
      state.setSlot(z, l)
      state.setRoom(z, room)
      sameRoom = room
      done = true
    }
    if (!done) return false
  }
  return true
}

/** @returns a room for a session: first where nobody is at once with it, then, if it `evicts`, where sections are, which close; the room of the section's other sessions before any other, or one on their site; −1 if there is none */
function roomFor(state: State, random: Random, x: number, slot: number, student: number, sameRoom: number, evicts: boolean): number {
  const { L, R, sectionActivity, rooms, crossSite, roomSite, sizeMin, capacity, roomOk } = state.school
  const a = sectionActivity[x]
  const options = rooms[a * L + slot]
  if (options.length === 0) return -1
  const mustBe = crossSite[a] ? 1 : 3
  const offset = random.below(options.length)
  for (let pass = 0; pass < (evicts ? 2 : 1); pass++) {
    for (let i = sameRoom >= 0 ? -1 : 0; i < options.length; i++) {
      const room = i < 0 ? sameRoom : options[(i + offset) % options.length]
      if (i < 0 && !options.includes(room)) continue
      if (capacity[room] < sizeMin[a] || (sameRoom >= 0 && roomSite[room] !== roomSite[sameRoom] && !crossSite[a])) continue
      if (student >= 0 && (roomOk[student * R + room] & mustBe) !== mustBe) continue
      if (pass === 0 ? isClear(state, a, slot, room) : evictFrom(state, x, room, slot)) return room
    }
  }
  return -1
}

/** @returns whether nobody would be in a room at once with a session of an activity there */
function isClear(state: State, a: number, slot: number, room: number): boolean {
  const { S, L, length, runs } = state.school
  const span = length[a] === 2 ? L + slot : slot
  for (let season = 0; season < S; season++) if (runs[(a * L + slot) * S + season] !== 0 && state.rules.roomClash.crowding(room, season, span) > 0) return false
  return true
}

/** Closes the sections that meet in a room at once with a session of a section, unless somebody else is there, too. @returns whether nobody is there now */
function evictFrom(state: State, x: number, room: number, slot: number): boolean {
  const a = state.school.sectionActivity[x]
  const mark = state.mark()
  const { count } = closed
  empty(state, x, room, state.school.length[a] === 2 ? state.school.L + slot : slot)
  if (isClear(state, a, slot, room)) return true
  state.rollback(mark)
  closed.count = count
  return false
}

/** Closes the sections that meet in a room at once with a span; a class's care may be there still. */
export function empty(state: State, except: number, room: number, span: number): void {
  const { school, values } = state
  const { at, Z, L, sessionSection, sectionActivity, length, atOnce } = school
  for (let z = 0; z < Z; z++) {
    const x = sessionSection[z]
    if (values[at.room + z] !== room + 1 || values[at.size + x] === 0) continue
    const other = values[at.slot + z] - 1 + (length[sectionActivity[x]] === 2 ? L : 0)
    if (x === except || atOnce[span * 2 * L + other] === 0) continue
    oust(state, x)
  }
}

/** Fills a placed section: who was in it before, then leaders, then whoever is unserved, then whoever would rather be here. @returns whether it could */
export function start(state: State, random: Random, x: number, was: Former, worth: number = trouble.none, mostEmptied = Number.POSITIVE_INFINITY): boolean {
  const { school, values } = state
  const { at, S, sessionsFrom, sectionActivity, sizeMin, sizeMax, capacity, roleCount } = school
  const a = sectionActivity[x]
  let places = sizeMax[a]
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) places = Math.min(places, capacity[values[at.room + z] - 1])
  let left = 0
  // those who could not follow are listed in the wishes' place
  for (let i = 0; i < was.n; i++) {
    if (values[at.size + x] < places && canJoin(state, was.wishes[i], x)) state.join(was.wishes[i], x)
    else was.wishes[left++] = was.wishes[i]
  }
  if (values[at.size + x] === 0 && recruit(state, random, x, 1, false) === 0 && recruit(state, random, x, 1, true) === 0) return false
  // the same leader as before, where they can
  for (let z = sessionsFrom[x], k = 0; z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++, k++) {
      const q = z * 2 * S + season
      const p = was.n > 0 ? was.leads[k] : -1
      if (p < 0 || values[at.need + q] <= state.filled[q] || sits(state, q, p)) continue
      if (school.permit[state.roster.callOf[q] * school.P + p] !== 255 && state.roster.free(q, p)) state.seat(q, p)
    }
  }
  const hard = worth !== trouble.none || state.amounts[state.rules.missingSection.row] > 0
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++) {
      const q = z * 2 * S + season
      // for one wish above all, another section may lose its leader
      if (roleCount[a * 2] > 0 && !fill(state, random, q, hard) && !(worth !== trouble.none && eject(state, random, q))) return false
    }
  }
  if (state.amounts[state.rules.unfilledSeat.row] > mostEmptied) return false
  if (values[at.size + x] < places) recruit(state, random, x, places - values[at.size + x], false)
  if (values[at.size + x] < places) recruit(state, random, x, places - values[at.size + x], true)
  if (values[at.size + x] < sizeMin[a]) {
    // a section that demand not met asks for takes whoever wished for it
    if (worth === trouble.none && state.amounts[state.rules.missingSection.row] === 0) return false
    recruit(state, random, x, sizeMin[a] - values[at.size + x], true, true)
    if (values[at.size + x] < sizeMin[a]) return false
  }
  // demand not met is worth some trouble for the helpers, too
  for (let z = sessionsFrom[x]; hard && z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++) if (!help(state, random, x, (z * 2 + 1) * S + season, worth === trouble.any)) return false
  }
  for (let i = 0; i < left; i++) rehome(state, random, school.wishStudent[was.wishes[i]], x)
  return true
}

/** Fills a helper's post of a new section; if `eager`, at the price of other seats, or with fewer students, who need fewer helpers. @returns whether no helper is missing */
function help(state: State, random: Random, x: number, post: number, eager: boolean): boolean {
  const { school, values } = state
  const { at, sizeMin, sectionActivity } = school
  const short = () => state.filled[post] < values[at.need + post]
  if (fill(state, random, post, true)) return true
  if (!eager) return false
  if (state.filled[post] === 0 || random.below(2) === 0) while (eject(state, random, post));
  const least = Math.max(1, sizeMin[sectionActivity[x]])
  while (short() && values[at.size + x] > least) {
    const wish = state.members[x * state.mostMembers + 1 + random.below(values[at.size + x] - 1)]
    state.leave(wish)
    rehome(state, random, school.wishStudent[wish], x)
  }
  return !short()
}
