import { wants } from '../search/staffing.ts'
import type { State } from '../state.ts'
import { Reseat, type Scope } from './reseat.ts'

/** nodes for one seat, and for one seat while something is only tried */
export const nodesPerSeat = 2000
export const nodesOnTrial = 200
/** further changes that one seat may cause, and while something is only tried */
const mostPerSeat = 4
const quickly = 2

/** posts of the days in scope with an empty required seat */
export function holesOf(state: State, scope: Scope): number[] {
  const { school, roster } = state
  const holes: number[] = []
  for (let q = 0; q < school.Q; q++) if (roster.callOf[q] >= 0 && scope.open[school.callDay[roster.callOf[q]]] && wants(state, q)) holes.push(q)
  return holes
}

/** Fills one empty seat after the other, each with as few further changes as it can. @returns those that stay empty */
export function fillEach(state: State, scope: Scope, holes: readonly number[], overdue: () => boolean): number[] {
  const left: number[] = []
  const order = holes.map((q) => ({ q, free: freeFor(state, q) })).sort((a, b) => a.free - b.free)
  for (const { q } of order) {
    while (wants(state, q)) {
      if (!fillOne(state, scope, q, overdue() ? nodesOnTrial : nodesPerSeat)) {
        left.push(q)
        break
      }
    }
  }
  return left
}

/** @param effort nodes for each budget; less of it looks at fewer further changes as well */
export function fillOne(state: State, scope: Scope, post: number, effort = nodesPerSeat): boolean {
  for (let budget = 0; budget <= (effort < nodesPerSeat ? quickly : mostPerSeat); budget++) {
    const reseat = new Reseat(state, scope, effort, state.energy)
    if (reseat.run([post], budget).filled) return true
  }
  return false
}

/** Fills what the changes since the count of touched posts was 0 have left empty. @param effort nodes for each budget: little, while something is only tried */
export function fillTouched(state: State, scope: Scope, effort = nodesOnTrial): void {
  const posts = [...new Set(state.touched.slice(0, state.touchedCount))]
  for (const q of posts) while (wants(state, q) && fillOne(state, scope, q, effort));
}

function freeFor(state: State, post: number): number {
  const { school, roster } = state
  const call = roster.callOf[post]
  let n = 0
  for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) if (roster.free(post, school.candidates[i])) n++
  return n
}
