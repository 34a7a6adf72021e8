import type { School } from '../compile/school.ts'

/** `student-clash`, a rule of moves: two sections with sessions at once in some season. */
export function sectionsClash(school: School, values: Int32Array, x: number, y: number): boolean {
  const { at, sessionsFrom, length, sectionActivity, L, atOnce } = school
  const dx = length[sectionActivity[x]] === 2 ? L - 1 : -1
  const dy = length[sectionActivity[y]] === 2 ? L - 1 : -1
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
    const base = (values[at.slot + z] + dx) * 2 * L + dy
    for (let v = sessionsFrom[y]; v < sessionsFrom[y + 1]; v++) if (atOnce[base + values[at.slot + v]]) return true
  }
  return false
}
