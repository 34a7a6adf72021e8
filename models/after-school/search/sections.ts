import type { Random } from '../../../src/kernel/random.ts'
import { clearSection } from '../codec.ts'
import { slotsDiffer } from '../constraints/section-count.ts'
import type { State } from '../state.ts'
import { canJoin, obstacle, suits } from './join.ts'
import { fill, seatOfWeek, sits, wants } from './staffing.ts'
import { recruit, rehome } from './students.ts'

/** scratch: wishes of a section's members, of one that closes for another, and students who could not follow theirs; grown for larger sections */
let people = new Int32Array(512)
let ousted = new Int32Array(512)
let gone = new Int32Array(512)
/** sections that have lost their leader to one that opens, a few; also some that were given back theirs */
const leaderless: number[] = []
const leads = new Int32Array(512)
const others = new Int32Array(512)

/** Opens a section of an activity that somebody unserved wishes for, half of the time at whatever trouble; or of any. */
export function openSection(state: State, random: Random): boolean {
  const { school } = state
  if (school.A === 0) return false
  if (random.below(4) === 0 || school.W === 0) return openActivity(state, random, random.below(school.A), -1)
  // where demand is not met, people are worth more elsewhere than as helpers
  const calm = state.cost(1) === 0
  const w = lacking(state, random)
  return w >= 0 && openActivity(state, random, school.sectionActivity[school.options[school.optionsFrom[w]]], random.below(2) === 0 ? w : -1, calm)
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

/** Opens a section of this activity: slots, rooms, leaders, students; for one wish first of all, where one is given (else −1); its helpers, if `eager`, at the price of other seats, too. */
export function openActivity(state: State, random: Random, a: number, wish: number, eager = false): boolean {
  const { school, values } = state
  let x = school.sectionsFrom[a]
  while (x < school.sectionsFrom[a + 1] && values[school.at.size + x] > 0) x++
  if (
    x === school.sectionsFrom[a + 1] ||
    !place(state, random, x, wish < 0 ? -1 : school.wishStudent[wish], wish >= 0 || state.amounts[state.rules.missingSection.row] > 0)
  )
    return false
  if (wish < 0) return start(state, random, x, 0)
  if (!suits(state, school.wishStudent[wish], x)) return false
  for (let give = obstacle(state, wish, x), i = 0; give >= 0 && i < 4; give = obstacle(state, wish, x), i++) state.leave(give)
  people[0] = wish
  leaderless.length = 0
  if (obstacle(state, wish, x) !== -1 || !start(state, random, x, 1, eager)) return false
  if (eager) for (const y of leaderless) reopen(state, random, y)
  return true
}

/** places tried for a section that has closed for another */
const placesTried = 3

/** A section that has closed for another opens at another time, where it finds a leader. */
function reopen(state: State, random: Random, x: number): void {
  for (let i = 0; i < placesTried && state.values[state.school.at.size + x] === 0; i++) {
    const mark = state.mark()
    if (!place(state, random, x, -1, false) || !start(state, random, x, 0)) state.rollback(mark)
  }
}

/** Closes some section; its students take what places there are. */
export function closeSection(state: State, random: Random): boolean {
  const x = runningSection(state, random)
  return x >= 0 && closeSectionAt(state, random, x)
}

export function closeSectionAt(state: State, random: Random, x: number): boolean {
  if (state.values[state.school.at.size + x] === 0) return false
  const n = dissolve(state, x)
  for (let i = 0; i < n; i++) rehome(state, random, state.school.wishStudent[people[i]], x)
  return true
}

/** Closes a section and opens it elsewhere (or another of the same room and leaders' activity in its place): members who can, stay in; where `lossy` is not set, next to always all can. */
export function relocateSection(state: State, random: Random, lossy: boolean): boolean {
  const x = runningSection(state, random)
  if (x < 0) return false
  const { school, values } = state
  const keep = school.sessionsFrom[x + 1] - school.sessionsFrom[x] > 1 ? random.below(2) : 0
  const old = values[school.at.slot + school.sessionsFrom[x]] - 1
  const room = values[school.at.room + school.sessionsFrom[x]] - 1
  const list = school.slots[school.sectionActivity[x]]
  const slot = list[random.below(list.length)]
  if (!lossy && random.below(rarely) !== 0 && !canFollow(state, x, slot)) return false
  const n = dissolve(state, x)
  if (keep) {
    state.setSlot(school.sessionsFrom[x], old)
    state.setRoom(school.sessionsFrom[x], room)
  }
  if (!place(state, random, x, -1, false, slot)) return false
  return start(state, random, x, n)
}

/** Two sections of one session each change slots; members who can, stay in; where `lossy` is not set, next to always all can. */
export function exchangeSections(state: State, random: Random, lossy: boolean): boolean {
  const x = runningSection(state, random)
  const y = runningSection(state, random)
  if (x < 0 || y < 0 || x === y) return false
  const { school, values } = state
  const { at, S, sessionsFrom } = school
  if (sessionsFrom[x + 1] - sessionsFrom[x] !== 1 || sessionsFrom[y + 1] - sessionsFrom[y] !== 1) return false
  const mine = values[at.slot + sessionsFrom[x]] - 1
  const theirs = values[at.slot + sessionsFrom[y]] - 1
  if (mine === theirs || !mayRun(school, x, theirs) || !mayRun(school, y, mine)) return false
  if (!lossy && random.below(rarely) !== 0 && !(canFollow(state, x, theirs, y) && canFollow(state, y, mine, x))) return false
  const n = dissolve(state, y)
  for (let i = 0; i < n; i++) ousted[i] = people[i]
  for (let k = 0; k < S; k++) others[k] = leads[k]
  const m = dissolve(state, x)
  if (!place(state, random, x, -1, false, theirs) || !start(state, random, x, m)) return false
  for (let i = 0; i < n; i++) people[i] = ousted[i]
  for (let k = 0; k < S; k++) leads[k] = others[k]
  return place(state, random, y, -1, false, mine) && start(state, random, y, n)
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

/** Another activity takes the slots of a section that closes: its rooms and leaders come free for it. */
export function replaceSection(state: State, random: Random): boolean {
  const x = runningSection(state, random)
  if (x < 0) return false
  const { school } = state
  const n = dissolve(state, x)
  for (let i = 0; i < n; i++) ousted[i] = people[i]
  if (!openSection(state, random)) return false
  for (let i = 0; i < n; i++) rehome(state, random, school.wishStudent[ousted[i]], x)
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

/** All students leave; their wishes are in `people`, the leaders (person, by session and season) in `leads`. @returns how many */
function dissolve(state: State, x: number): number {
  const { school, values } = state
  const { S, at, sessionsFrom, seatFrom } = school
  const n = values[at.size + x]
  if (n > people.length) {
    people = new Int32Array(2 * n)
    ousted = new Int32Array(2 * n)
    gone = new Int32Array(2 * n)
  }
  for (let z = sessionsFrom[x], k = 0; z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++, k++) {
      const q = z * 2 * S + season
      leads[k] = seatFrom[q] < seatFrom[q + 1] ? values[at.seat + seatFrom[q]] - 1 : -1
    }
  }
  for (let i = 0; i < n; i++) people[i] = state.members[x * state.mostMembers + i]
  for (let i = 0; i < n; i++) state.leave(people[i])
  clearSection(state, x)
  return n
}

/** Gives each session that has none a slot (that one student attends, or −1) and a room (on that student's site, if not anywhere) with nobody else in it, or whose sections close for it (`evict`). @returns whether it could */
function place(state: State, random: Random, x: number, student: number, evict: boolean, first = -1): boolean {
  const { school, values } = state
  const { at, S, L, sessionsFrom, sectionActivity, slots, rooms, length, runs, crossSite, roomSite, sizeMin, capacity, weekday, roomOk, R } = school
  const a = sectionActivity[x]
  if (slots[a].length === 0) return false
  const mustBe = crossSite[a] ? 1 : 3
  let site = -1
  let sameRoom = -1
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
    if (values[at.slot + z] === 0) continue
    sameRoom = values[at.room + z] - 1
    site = roomSite[sameRoom]
  }
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
      const options = rooms[a * L + l]
      const span = length[a] === 2 ? L + l : l
      const offset = options.length === 0 ? 0 : random.below(options.length)
      for (let i = sameRoom >= 0 ? -1 : 0; i < options.length && !done; i++) {
        const room = i < 0 ? sameRoom : options[(i + offset) % options.length]
        if (i < 0 && !options.includes(room)) continue
        if (capacity[room] < sizeMin[a] || (site >= 0 && roomSite[room] !== site && !crossSite[a])) continue
        if (student >= 0 && (roomOk[student * R + room] & mustBe) !== mustBe) continue
        let clear = true
        for (let season = 0; season < S && clear; season++) {
          clear = runs[(a * L + l) * S + season] === 0 || state.rules.roomClash.crowding(room, season, span) === 0
        }
        if (!clear && !(evict && t >= 3 && empty(state, random, x, room, span))) continue
        state.setSlot(z, l)
        state.setRoom(z, room)
        site = roomSite[room]
        sameRoom = room
        done = true
      }
    }
    if (!done) return false
  }
  return true
}

/** Closes the sections that meet in a room at once with a span. @returns whether no session is there now (a class's care may be) */
function empty(state: State, random: Random, except: number, room: number, span: number): boolean {
  const { school, values } = state
  const { at, Z, L, sessionSection, sectionActivity, length, atOnce } = school
  for (let z = 0; z < Z; z++) {
    const x = sessionSection[z]
    if (values[at.room + z] !== room + 1 || values[at.size + x] === 0) continue
    const other = values[at.slot + z] - 1 + (length[sectionActivity[x]] === 2 ? L : 0)
    if (x === except || atOnce[span * 2 * L + other] === 0) continue
    closeSectionAt(state, random, x)
  }
  return true
}

const released = new Int32Array(8)

/** seats of a full week that somebody gives up for one post, at most */
const mostGivenUp = 3

/** Takes somebody out of all that is at once with this post and, where their week is full, out of some more; a section that they lead closes; and seats them. @returns whether anybody could be had so */
export function eject(state: State, random: Random, post: number): boolean {
  // filled by now, or more are needed than there are seats
  if (!wants(state, post)) return false
  const { school, roster } = state
  const first = school.candidatesFrom[roster.callOf[post]]
  const n = school.candidatesFrom[roster.callOf[post] + 1] - first
  const offset = n === 0 ? 0 : random.below(n)
  for (let i = 0; i < n; i++) {
    const p = school.candidates[first + ((i + offset) % n)]
    if (sits(state, post, p)) continue
    const mark = state.mark()
    const count = roster.conflicts(post, p, released)
    for (let k = 0; k < count && giveUp(state, released[k], p, post); k++);
    for (let k = 0; k < mostGivenUp && !roster.free(post, p); k++) {
      const q = seatOfWeek(state, random, post, p)
      if (q < 0 || !giveUp(state, q, p, post)) break
    }
    if (roster.free(post, p)) {
      state.seat(post, p)
      return true
    }
    state.rollback(mark)
  }
  return false
}

/** A person leaves a seat, and a section whose seat it is closes. @returns whether they may: not for another post of that section */
function giveUp(state: State, seat: number, person: number, post: number): boolean {
  const { school, values } = state
  // gone already, with another post of the same section
  if (!sits(state, seat, person)) return true
  if (seat >= school.careFrom) {
    state.unseat(seat, person)
    return true
  }
  const x = school.postGroup[seat]
  if (post < school.careFrom && x === school.postGroup[post]) return false
  while (values[school.at.size + x] > 0) state.leave(state.members[x * state.mostMembers])
  clearSection(state, x)
  if (leaderless.length < released.length) leaderless.push(x)
  return true
}

/** Fills a placed section: the former members (in `people`), then leaders, then whoever is unserved, then whoever would rather be here. */
function start(state: State, random: Random, x: number, former: number, eager = false): boolean {
  const { school, values } = state
  const { at, S, sessionsFrom, sectionActivity, sizeMin, sizeMax, capacity, roleCount } = school
  const a = sectionActivity[x]
  let places = sizeMax[a]
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) places = Math.min(places, capacity[values[at.room + z] - 1])
  let left = 0
  for (let i = 0; i < former; i++) {
    if (values[at.size + x] < places && canJoin(state, people[i], x)) state.join(people[i], x)
    else gone[left++] = school.wishStudent[people[i]]
  }
  if (values[at.size + x] === 0 && recruit(state, random, x, 1, false) === 0 && recruit(state, random, x, 1, true) === 0) return false
  // the same leader as before, where they can
  for (let z = sessionsFrom[x], k = 0; z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++, k++) {
      const q = z * 2 * S + season
      const p = former > 1 ? leads[k] : -1
      if (p < 0 || values[at.need + q] <= state.filled[q] || sits(state, q, p)) continue
      if (school.permit[state.roster.callOf[q] * school.P + p] !== 255 && state.roster.free(q, p)) state.seat(q, p)
    }
  }
  const hard = former === 1 || state.amounts[state.rules.missingSection.row] > 0
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++) {
      const q = z * 2 * S + season
      // for one wish above all, another section may lose its leader
      if (roleCount[a * 2] > 0 && !fill(state, random, q, hard) && !(former === 1 && eject(state, random, q))) return false
    }
  }
  if (values[at.size + x] < places) recruit(state, random, x, places - values[at.size + x], false)
  if (values[at.size + x] < places) recruit(state, random, x, places - values[at.size + x], true)
  if (values[at.size + x] < sizeMin[a]) {
    // a section that demand not met asks for takes whoever wished for it
    if (former !== 1 && state.amounts[state.rules.missingSection.row] === 0) return false
    recruit(state, random, x, sizeMin[a] - values[at.size + x], true, true)
    if (values[at.size + x] < sizeMin[a]) return false
  }
  // demand not met is worth some trouble for the helpers, too
  for (let z = sessionsFrom[x]; hard && z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++) if (!help(state, random, x, (z * 2 + 1) * S + season, eager)) return false
  }
  for (let i = 0; i < left; i++) rehome(state, random, gone[i], x)
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
