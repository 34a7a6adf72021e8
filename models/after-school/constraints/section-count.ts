import type { School } from '../compile/school.ts'

/** `section-count` 三(三), a rule of moves: there are no more sections than the maximum, and a section's sessions start in different slots (and never at once). */
export function slotsDiffer(school: School, values: Int32Array, x: number, session: number, slot: number): boolean {
  const { at, sessionsFrom, length, sectionActivity, L, atOnce } = school
  const double = length[sectionActivity[x]] === 2 ? L : 0
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
    const other = values[at.slot + z] - 1
    if (z !== session && other >= 0 && (other === slot || atOnce[(double + other) * 2 * L + double + slot])) return false
  }
  return true
}
