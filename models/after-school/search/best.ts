import type { State } from '../state.ts'

/** The best timetable so far, by level, and its decisions. */
export class Best {
  hard = Number.POSITIVE_INFINITY
  medium = Number.POSITIVE_INFINITY
  soft = Number.POSITIVE_INFINITY
  readonly decisions: Int32Array
  readonly amounts: Int32Array
  /** the search is going to start anew, so that what it is at should not be replaced by something better */
  exploring = false

  constructor(state: State) {
    this.decisions = new Int32Array(state.school.at.size)
    this.amounts = new Int32Array(state.amounts.length)
  }

  /** @returns the state's decisions */
  copy(state: State): Int32Array {
    return state.values.slice(0, this.decisions.length)
  }

  /** Keeps the state if it is better. */
  offer(state: State): boolean {
    const hard = state.cost(0)
    const medium = state.cost(1)
    const soft = state.cost(2)
    if (hard > this.hard || (hard === this.hard && (medium > this.medium || (medium === this.medium && soft >= this.soft)))) return false
    this.hard = hard
    this.medium = medium
    this.soft = soft
    this.decisions.set(state.values.subarray(0, this.decisions.length))
    this.amounts.set(state.amounts)
    return true
  }
}
