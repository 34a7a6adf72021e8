import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { Aftermath } from './aftermath.ts'
import { balance, canJoin, clear, obstacle, suits, worth } from './join.ts'

/** the most that what follows from a student's move (a care seat less, a better load) may make up for a worse choice: always looked at, and now and then */
const near = 2
export const reach = 10

/** @returns whether a section keeps its minimum, or closes, when one student leaves */
export const spares = (state: State, x: number): boolean => {
  const size = state.values[state.school.at.size + x]
  return size - 1 >= state.school.sizeMin[state.school.sectionActivity[x]]
}

/** A student takes a place in a running section, giving up what stands in the way; where it is full, somebody else makes room and finds another place. */
export function moveStudent(state: State, random: Random, limit: number): boolean {
  const { school, values } = state
  const { at, optionsFrom, options, wishStudent, sectionActivity } = school
  if (school.W === 0) return false
  const wish = random.below(school.W)
  const n = optionsFrom[wish + 1] - optionsFrom[wish]
  if (n === 0) return false
  const x = options[optionsFrom[wish] + (n === 1 ? 0 : random.below(n))]
  const size = values[at.size + x]
  if (size === 0) return false
  const held = values[at.enrol + wish]
  const most = limit + ((random.next() & 15) === 0 ? reach : near)
  if (held === x + 1) {
    if (random.below(8) !== 0 || !spares(state, x)) return false
    if (worth(state, wishStudent[wish], wish, -1) > most) return false
    state.leave(wish)
    return true
  }
  const s = wishStudent[wish]
  if (!suits(state, s, x)) return false
  const give = obstacle(state, wish, x)
  if (give === -2) return false
  const gain = worth(state, s, give, wish)
  if (give >= 0 && !spares(state, values[at.enrol + give] - 1)) return false
  if (size < school.sizeMax[sectionActivity[x]]) {
    if (gain > most) return false
    if (aloneMatters(state)) {
      aftermath.begin(state)
      aftermath.join(state, s, x)
      if (give >= 0) aftermath.leave(state, s, values[at.enrol + give] - 1)
      if (tooDear(state, gain + balance(state, s, give, wish, x), limit)) return false
    }
    if (give >= 0) state.leave(give)
    state.join(wish, x)
    return true
  }
  // full: of a few members, the one who loses least makes room
  if (gain > most) return false
  const vacated = give >= 0 ? values[at.enrol + give] - 1 : -1
  let out = -1
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < asked; i++) {
    const member = state.members[x * state.mostMembers + random.below(size)]
    const loss = bestPlace(state, random, member, x, vacated, most - gain)
    if (loss >= least) continue
    least = loss
    out = member
    found.take()
  }
  if (gain + least > most) return false
  const student = wishStudent[out]
  if (aloneMatters(state)) {
    aftermath.begin(state)
    aftermath.join(state, s, x)
    if (give >= 0) aftermath.leave(state, s, vacated)
    aftermath.leave(state, student, x)
    if (found.wish >= 0) aftermath.join(state, student, found.section)
    if (tooDear(state, gain + least + balance(state, s, give, wish, x) + balance(state, student, out, found.wish, found.section), limit)) return false
  }
  if (give >= 0) state.leave(give)
  state.leave(out)
  state.join(wish, x)
  if (found.wish >= 0 && canJoin(state, found.wish, found.section)) state.join(found.wish, found.section)
  return true
}

/** whether nothing is pinned and nothing is compared with a baseline: their rows would be missed below */
const aloneMatters = (state: State): boolean => state.rules.pin.idle && state.rules.change.idle

const aftermath = new Aftermath()
/** what a seat more may spare at most, in next to all cases: a supervisor less counted as one too many, a class taught by somebody who is there */
const unseen = 3

/** @param cost of the students' own rows */
function tooDear(state: State, cost: number, limit: number): boolean {
  const seats = aftermath.least(state)
  return seats >= 0 && cost + seats > limit + (seats > 0 ? unseen : 0)
}

/** members looked at before one is asked to make room */
const asked = 3

/** what `bestPlace` found last, and what was taken of it */
const found = {
  wish: -1,
  section: -1,
  lastWish: -1,
  lastSection: -1,
  take(): void {
    this.wish = this.lastWish
    this.section = this.lastSection
  },
}

/** @returns the change in choice if a member gave up a wish for the best other place that is free (or in the section just vacated) and costs no more than `bound`; the place is in `found` */
function bestPlace(state: State, random: Random, leaving: number, except: number, vacated: number, bound: number): number {
  const { school, values } = state
  const { at, wishStudent, wishesFrom, optionsFrom, options, sizeMax, sectionActivity, choices } = school
  const s = wishStudent[leaving]
  let best = worth(state, s, leaving, -1)
  found.lastWish = -1
  for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) {
    if (w !== leaving && values[at.enrol + w] !== 0) continue
    // a club's place goes to a club: others stand outside the clubs wanted
    if (leaving >= wishesFrom[s] + choices[s] && w < wishesFrom[s] + choices[s]) continue
    const price = w === leaving ? 0 : worth(state, s, leaving, w)
    if (price > bound || price > best || (price === best && random.below(2) === 0)) continue
    for (let i = optionsFrom[w]; i < optionsFrom[w + 1]; i++) {
      const x = options[i]
      const size = values[at.size + x]
      if (x === except || size === 0 || (x !== vacated && size >= sizeMax[sectionActivity[x]])) continue
      if (!suits(state, s, x) || !clear(state, s, x, leaving)) continue
      best = price
      found.lastWish = w
      found.lastSection = x
      break
    }
  }
  return best
}

/** The student takes the best place that is free, other than in one section. @returns whether there was one */
export function rehome(state: State, random: Random, student: number, except: number): boolean {
  const { school, values } = state
  const { at, wishesFrom, optionsFrom, options } = school
  let best = 0
  let bestWish = -1
  let bestSection = -1
  for (let w = wishesFrom[student]; w < wishesFrom[student + 1]; w++) {
    if (values[at.enrol + w] !== 0) continue
    const price = worth(state, student, -1, w) - 0.5 * random.unit()
    if (price >= best) continue
    for (let i = optionsFrom[w]; i < optionsFrom[w + 1]; i++) {
      const x = options[i]
      if (x === except || values[at.size + x] === 0 || !canJoin(state, w, x)) continue
      best = price
      bestWish = w
      bestSection = x
      break
    }
  }
  if (bestWish < 0) return false
  state.join(bestWish, bestSection)
  return true
}

/** Vacancies go to students who wish for them and are free; with `better`, also to those who would rather be here than elsewhere; with `worse`, to anybody who wished. @returns how many joined */
export function recruit(state: State, random: Random, x: number, places: number, better: boolean, worse = false): number {
  const { school, values } = state
  const { at, wishers, sectionActivity, wishStudent } = school
  const a = sectionActivity[x]
  const list = wishers[a]
  if (list.length === 0) return 0
  const offset = random.below(list.length)
  let joined = 0
  for (let i = 0; i < list.length && joined < places; i++) {
    const w = list[i + offset < list.length ? i + offset : i + offset - list.length]
    const held = values[at.enrol + w]
    if (held !== 0 && (!worse || held === x + 1)) continue
    const s = wishStudent[w]
    if (!suits(state, s, x)) continue
    const give = obstacle(state, w, x)
    if (give === -2 || (give >= 0 && !better)) continue
    if (give >= 0 && (!spares(state, values[at.enrol + give] - 1) || (!worse && worth(state, s, give, w) >= 0))) continue
    if (give >= 0) state.leave(give)
    state.join(w, x)
    joined++
  }
  return joined
}
