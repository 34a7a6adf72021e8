import type { School } from '../compile/school.ts'

/** `student-consent` 二(三), a rule of moves: a wish takes only sections of its activity, all of whose occupied slots are attended … */
export function consents(school: School, values: Int32Array, s: number, x: number): boolean {
  const { at, sessionsFrom, length, sectionActivity, L, attends } = school
  const base = s * 2 * L + (length[sectionActivity[x]] === 2 ? L : 0)
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) if (attends[base + values[at.slot + z] - 1] === 0) return false
  return true
}

/** … and no more clubs than wanted. @returns clubs held, among the ranked choices */
export function clubsHeld(school: School, values: Int32Array, s: number): number {
  const { at, wishesFrom, choices } = school
  let n = 0
  const end = wishesFrom[s] + choices[s]
  for (let w = wishesFrom[s]; w < end; w++) if (values[at.enrol + w] !== 0) n++
  return n
}
