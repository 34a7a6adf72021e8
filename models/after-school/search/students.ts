import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { canJoin, obstacle, suits } from './join.ts'

/** the most that what follows from a student's move (a care seat less, a better load) may make up for a worse choice */
export const reach = 25

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
  const choice = state.penalty[state.rules.studentChoice.row]
  if (held === x + 1) {
    if (random.below(8) !== 0 || !spares(state, x)) return false
    if (choice * state.rules.studentChoice.exchange(wishStudent[wish], wish, -1) > limit + reach) return false
    state.leave(wish)
    return true
  }
  const s = wishStudent[wish]
  if (!suits(state, s, x)) return false
  const give = obstacle(state, wish, x)
  if (give === -2) return false
  const gain = choice * state.rules.studentChoice.exchange(s, give, wish)
  if (give >= 0 && !spares(state, values[at.enrol + give] - 1)) return false
  if (size < school.sizeMax[sectionActivity[x]]) {
    if (gain > limit + reach) return false
    if (give >= 0) state.leave(give)
    state.join(wish, x)
    return true
  }
  // full: one of the members makes room
  const out = state.members[x * state.mostMembers + random.below(size)]
  const student = wishStudent[out]
  const loss = choice * state.rules.studentChoice.exchange(student, out, -1)
  if (gain >= 0 && gain + loss > limit + reach + 26 * choice) return false
  if (give >= 0) state.leave(give)
  state.leave(out)
  if (!suits(state, s, x) || obstacle(state, wish, x) !== -1) return false
  state.join(wish, x)
  rehome(state, random, student, x)
  return true
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
    const worth = state.rules.studentChoice.exchange(student, -1, w) - 0.5 * random.unit()
    if (worth >= best) continue
    for (let i = optionsFrom[w]; i < optionsFrom[w + 1]; i++) {
      const x = options[i]
      if (x === except || values[at.size + x] === 0 || !canJoin(state, w, x)) continue
      best = worth
      bestWish = w
      bestSection = x
      break
    }
  }
  if (bestWish < 0) return false
  state.join(bestWish, bestSection)
  return true
}

/** A vacancy goes to somebody who would rather be there: the first of a few asked. */
export function recruit(state: State, random: Random, x: number, places: number, better: boolean): number {
  const { school, values } = state
  const { at, wishers, sectionActivity, wishStudent } = school
  const a = sectionActivity[x]
  const list = wishers[a]
  if (list.length === 0) return 0
  const offset = random.below(list.length)
  let joined = 0
  for (let i = 0; i < list.length && joined < places; i++) {
    const w = list[i + offset < list.length ? i + offset : i + offset - list.length]
    if (values[at.enrol + w] !== 0) continue
    const s = wishStudent[w]
    if (!suits(state, s, x)) continue
    const give = obstacle(state, w, x)
    if (give === -2 || (give >= 0 && !better)) continue
    if (give >= 0 && (!spares(state, values[at.enrol + give] - 1) || state.rules.studentChoice.exchange(s, give, w) >= 0)) continue
    if (give >= 0) state.leave(give)
    state.join(w, x)
    joined++
  }
  return joined
}
