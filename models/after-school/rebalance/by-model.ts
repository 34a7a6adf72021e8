import { solveInThread } from '../../../src/mip/javascript.ts'
import { type LinearModel, objectiveOf } from '../../../src/mip/linear-model.ts'
import type { MipOutcome } from '../../../src/mip/outcome.ts'
import { sits, wants } from '../search/staffing.ts'
import type { State } from '../state.ts'
import { type DayModelTask, dayModel } from './day-model.ts'

/** A question for an engine: the fewest changes, as a linear model, and the answer that stands. */
export interface Asked {
  readonly model: LinearModel
  readonly start: Float64Array
}
export type Engine = 'javascript-lp-solver' | 'highs'

export interface ByModel {
  /** no way to seat people and to host classes leaves as little unmet and changes less */
  readonly proven: boolean
  /** the engine had a better answer, which stands now */
  readonly better: boolean
  readonly engine?: Engine
}

/** whole columns up to which a model is solved in the thread that answers */
export const tiny = 150
const tinySeconds = 0.2
/** whole columns beyond which HiGHS is not asked either: it would not end in time */
export const middle = 12_000

/** costs are whole numbers: a bound less than one below an answer proves it */
export const wholeGap = 0.99

/** @returns what javascript-lp-solver says to a tiny model, at once; undefined where it is not tiny, or cannot be believed */
export function solveTiny({ model }: Asked): MipOutcome | undefined {
  const wholes = model.integer.reduce((sum, one) => sum + one, 0)
  return wholes <= tiny ? solveInThread(model, { timeLimitSeconds: tinySeconds }) : undefined
}

/**
 * Asks for the exact minimum of changes. Where it is met, that is a proof; where something better comes back that breaks no rule, it is taken over.
 * Yields the question, if its size leaves hope for an answer, and is sent the outcome, or nothing.
 * @param most whole columns of a model that somebody will solve
 */
export function* byModel(state: State, task: DayModelTask, most: number): Generator<Asked, ByModel, MipOutcome | undefined> {
  if (leastColumns(state, task.open) > most) return { proven: false, better: false }
  const { model, point, decisions } = dayModel(state, task)
  const start = point(state)
  const outcome = yield { model, start }
  if (!outcome || outcome.engine === 'none') return { proven: false, better: false }
  const better = outcome.x !== undefined && outcome.objective < objectiveOf(model, start) - 0.5 && takeOver(state, decisions(outcome.x), task.open)
  const proven = Math.ceil(outcome.bound - 1e-6) >= objectiveOf(model, point(state)) - 1e-6
  return { proven, better, engine: outcome.engine }
}

/** most of a model's whole columns, counted without building it */
function leastColumns({ school, roster, values }: State, open: Uint8Array): number {
  let columns = 0
  for (let q = 0; q < school.Q; q++) {
    const call = roster.callOf[q]
    if (call >= 0 && open[school.callDay[call]] && values[school.at.need + q] > 0) columns += school.candidatesFrom[call + 1] - school.candidatesFrom[call]
  }
  return columns
}

/** Brings seats and hosts of the open days to a solution of the model, which does not know every rule. @returns whether that broke none and costs less */
function takeOver(state: State, decisions: Int32Array, open: Uint8Array): boolean {
  const { school, values, roster } = state
  const { at, C, L, weekday, seatPost } = school
  const energy = state.energy
  const mark = state.mark()
  const wanted = new Map<number, Set<number>>()
  for (let i = 0; i < school.seats; i++) {
    if (decisions[at.seat + i] === 0) continue
    const people = wanted.get(seatPost[i]) ?? new Set()
    wanted.set(seatPost[i], people.add(decisions[at.seat + i] - 1))
  }
  const isOpen = (q: number) => roster.callOf[q] >= 0 && open[school.callDay[roster.callOf[q]]] === 1
  for (let i = 0; i < school.seats; i++) {
    const person = values[at.seat + i] - 1
    if (person >= 0 && isOpen(seatPost[i]) && !wanted.get(seatPost[i])?.has(person)) state.unseat(seatPost[i], person)
  }
  // whoever goes elsewhere comes home first: a host may be free only once its own guest is gone
  const moving = Array.from({ length: C * L }, (_, key) => key).filter((key) => open[weekday[key % L]] && values[at.host + key] !== decisions[at.host + key])
  for (const key of moving) if (values[at.host + key] !== Math.trunc(key / L)) state.setHost(key, Math.trunc(key / L))
  for (const key of moving) if (state.guests[key] === 0) state.setHost(key, decisions[at.host + key])
  let fits = true
  for (const [q, people] of wanted) {
    if (!isOpen(q)) continue
    for (const person of people) {
      if (sits(state, q, person)) continue
      fits &&= wants(state, q) && school.permit[roster.callOf[q] * school.P + person] !== 255 && roster.free(q, person)
      if (fits) state.seat(q, person)
    }
  }
  state.touchedCount = 0
  if (fits && state.energy < energy) return true
  state.rollback(mark)
  state.touchedCount = 0
  return false
}
