import type { State } from '../state.ts'

/**
 * Most moves of a student change nothing but the student's own wishes: no seat is needed or spared, no group opens or closes. Such a move is priced without being made.
 */

/** @returns whether care needs nobody more or less, and no group opens or closes, if up to `margin` students like this one left a section or came to it */
export function careIsCalm(state: State, student: number, section: number, margin: number): boolean {
  const { school, values, careNeed } = state
  const { at, S, L, H, sectionActivity, length, studentClass, sessionsFrom, runs, coveredFrom, covered, attends, hostRoom, capacity } = school
  const a = sectionActivity[section]
  const double = length[a] === 2 ? L : 0
  const c = studentClass[student]
  const mine = student * 2 * L
  if (H === 0) return true
  for (let z = sessionsFrom[section]; z < sessionsFrom[section + 1]; z++) {
    const slot = values[at.slot + z] - 1
    for (let season = 0; season < S; season++) {
      if (runs[(a * L + slot) * S + season] !== 3) continue
      const i = season * 2 * L + double + slot
      for (let j = coveredFrom[i]; j < coveredFrom[i + 1]; j++) {
        const l = covered[j]
        if (attends[mine + l] === 0) continue
        if (values[at.stay + (c * L + l) * S + season] <= margin) return false
        const h = values[at.host + c * L + l]
        const n = values[at.group + (h * L + l) * S + season]
        if (n + margin > capacity[hostRoom[h]] || careNeed[n - margin] !== careNeed[n + margin]) return false
      }
    }
  }
  return true
}

/** @returns whether a running section asks for the same people and breaks no bound when its size goes from one number to another */
export function sizeIsCalm(state: State, section: number, from: number, to: number): boolean {
  const { school, values } = state
  const { at, sectionActivity, sizeMin, sizeMax, rolePer, sessionsFrom, capacity } = school
  const a = sectionActivity[section]
  const least = Math.min(from, to)
  const most = Math.max(from, to)
  if (least < sizeMin[a] || least === 0 || most > sizeMax[a]) return false
  for (let r = a * 2; r < a * 2 + 2; r++) if (rolePer[r] > 0 && Math.ceil(from / rolePer[r]) !== Math.ceil(to / rolePer[r])) return false
  for (let z = sessionsFrom[section]; z < sessionsFrom[section + 1]; z++) if (capacity[values[at.room + z] - 1] < most) return false
  return true
}
