import { sectionsClash } from '../constraints/student-clash.ts'
import { consents } from '../constraints/student-consent.ts'
import type { State } from '../state.ts'

/** @returns whether the section's slots and rooms suit the student, whatever else the student does */
export function suits(state: State, s: number, x: number): boolean {
  const { school, values } = state
  const { at, sessionsFrom, sectionActivity, crossSite, roomOk, R } = school
  if (!consents(school, values, s, x)) return false
  const ok = crossSite[sectionActivity[x]] ? 1 : 3
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) if ((roomOk[s * R + values[at.room + z] - 1] & ok) !== ok) return false
  return true
}

/**
 * What stands in the way of a wish taking a section that suits the student.
 * @returns −1: nothing; w ≥ 0: the one wish that would have to be given up first; −2: more than one
 */
export function obstacle(state: State, wish: number, x: number): number {
  const { school, values } = state
  const { at, wishStudent, wishesFrom, choices, wanted } = school
  const s = wishStudent[wish]
  const first = wishesFrom[s]
  const end = wishesFrom[s + 1]
  const ranked = first + choices[s]
  let blocker = -1
  let clubs = 0
  let worst = -1
  for (let w = first; w < end; w++) {
    const held = values[at.enrol + w]
    if (held === 0) continue
    if (w < ranked) {
      clubs++
      worst = w
    }
    if (w === wish || sectionsClash(school, values, x, held - 1)) {
      if (blocker >= 0) return -2
      blocker = w
    }
  }
  if (wish < ranked) {
    // a club given up makes room for another: the least wished one, where none stands in the way
    if (blocker >= 0 && blocker < ranked) clubs--
    if (clubs >= wanted[s]) return blocker >= 0 ? -2 : worst < 0 ? -2 : worst
  }
  return blocker
}

/** @returns whether the wish could take the section now, with nothing given up */
export const canJoin = (state: State, wish: number, x: number): boolean =>
  state.values[state.school.at.enrol + wish] === 0 &&
  state.values[state.school.at.size + x] < state.school.sizeMax[state.school.sectionActivity[x]] &&
  suits(state, state.school.wishStudent[wish], x) &&
  obstacle(state, wish, x) === -1

/** @returns what the search pays if a student gives up one wish (or −1) for another (or −1): choices, priority and tutoring, without what follows in care */
export function worth(state: State, s: number, leave: number, join: number): number {
  const { school, penalty, rules } = state
  let cost = penalty[rules.studentChoice.row] * rules.studentChoice.exchange(s, leave, join)
  if (school.priority[s] && school.wished[s] > 0) cost += penalty[rules.priorityUnserved.row] * rules.priorityUnserved.exchange(s, leave, join)
  if (school.tutoring[s]) {
    const tutoring = school.wishesFrom[s + 1] - 1
    if (leave === tutoring) cost += penalty[rules.tutoringUnserved.row]
    if (join === tutoring) cost -= penalty[rules.tutoringUnserved.row]
  }
  return cost
}

/** @returns what the search pays in `balanced-week` if a student gave up one wish (or −1) and took a section with another (or −1) */
export const balance = (state: State, s: number, leave: number, join: number, section: number): number =>
  state.penalty[state.rules.balancedWeek.row] * state.rules.balancedWeek.exchange(s, leave, join, section)

/** whether the student's other sections leave room for this one */
export function clear(state: State, s: number, x: number, leaving: number): boolean {
  const { school, values } = state
  for (let w = school.wishesFrom[s]; w < school.wishesFrom[s + 1]; w++) {
    const held = values[school.at.enrol + w]
    if (held !== 0 && w !== leaving && sectionsClash(school, values, x, held - 1)) return false
  }
  return true
}
