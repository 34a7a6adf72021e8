import { kinds, step, usual } from './moves.ts'
import { Unmet } from './repair.ts'
import type { Walk } from './walk.ts'

/** openings looked at before one is followed up */
const looked = 20
/** temperature, in units of soft cost, of the batch that follows one; another follows without */
const warm = 0.3

const nothingUnmet = new Unmet()

/**
 * Opens one more section in a timetable that has cooled, and keeps it if it pays once everybody has found a place again: the best of a few openings, people and places taken from other sections for it, and some thousand moves after it.
 * None of these pays at once, since who is asked first is a matter of chance. Yields after each batch.
 * @returns whether it is kept
 */
export function* tryOpening(walk: Walk): Generator<void, boolean, void> {
  const { state, best, random } = walk
  const before = state.energy
  const kept = best.copy(state)
  let least = Number.POSITIVE_INFINITY
  let opened: Int32Array | undefined
  for (let i = 0; i < looked; i++) {
    if (step(state, random, nothingUnmet, kinds.opening, Number.POSITIVE_INFINITY, false) && state.energy < least) {
      least = state.energy
      opened = best.copy(state)
    }
    state.rollback(0)
    state.commit()
  }
  if (!opened) return false
  state.load(opened)
  for (const temperature of [warm, 0]) {
    walk.go(temperature, usual, false)
    yield
  }
  if (state.energy <= before) return true
  state.load(kept)
  return false
}
