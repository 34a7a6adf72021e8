import { canJoin } from '../search/join.ts'
import type { State } from '../state.ts'
import { cancelledSession, withoutChange } from './levels.ts'
import { cancelSection } from './rehouse.ts'

/**
 * Students who are new, or whose slots changed, take what places there are, best wish first; nobody makes room for them.
 * @param isOpen whether a section meets on no day that must stay as it is
 */
export function placeStudents(state: State, ids: readonly string[], isOpen: (section: number) => boolean): void {
  const { school } = state
  const { wishesFrom, optionsFrom, options, at } = school
  for (const id of ids) {
    const s = school.studentIndex.get(id)
    if (s === undefined) continue
    for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) {
      let best = -1
      let bestEnergy = withoutChange(state)
      for (let i = optionsFrom[w]; i < optionsFrom[w + 1]; i++) {
        const x = options[i]
        if (state.values[at.size + x] === 0 || !isOpen(x) || !canJoin(state, w, x)) continue
        const mark = state.mark()
        state.join(w, x)
        if (withoutChange(state) < bestEnergy) {
          bestEnergy = withoutChange(state)
          best = x
        }
        state.rollback(mark)
      }
      if (best >= 0) state.join(w, best)
    }
  }
}

/** A section that has fallen below its minimum takes in whoever wished for it and could come, or does not take place. @returns the sections that do not */
export function mendSizes(state: State, isOpen: (section: number) => boolean): number[] {
  const { school, values } = state
  const { at, X, sectionActivity, sizeMin, wishers } = school
  const cancelled: number[] = []
  for (let x = 0; x < X; x++) {
    const a = sectionActivity[x]
    const size = values[at.size + x]
    if (size === 0 || size >= sizeMin[a]) continue
    const mark = state.mark()
    for (const w of wishers[a]) if (values[at.size + x] < sizeMin[a] && canJoin(state, w, x)) state.join(w, x)
    if (values[at.size + x] >= sizeMin[a]) continue
    state.rollback(mark)
    if (!isOpen(x)) continue
    const before = state.energy
    cancelSection(state, x)
    if (state.energy + cancelledSession.energy < before) cancelled.push(x)
    else state.rollback(mark)
  }
  return cancelled
}
