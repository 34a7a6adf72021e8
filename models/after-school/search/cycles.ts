import { clubsHeld } from '../constraints/student-consent.ts'
import type { State } from '../state.ts'
import { balance, canJoin, clear, suits, worth } from './join.ts'

/**
 * Cyclic exchanges of places: s leaves a for b, somebody of b leaves for c, … until a place in a is taken (or was free anyway). With each section a node, the cheapest student for
 * each pair of sections an edge, and one node that stands for no section at all, what improves is a cycle of negative length; it is found by Bellman and Ford's relaxation.
 * Care is left out of the edges: the state prices what a cycle really does, and only better timetables are kept.
 */
export class Cycles {
  private readonly state: State
  private readonly nodes: number
  /** [from × nodes + to] cheapest change, and the wishes that leave and join for it (−1: none) */
  private readonly cost: Float64Array
  private readonly leaving: Int32Array
  private readonly joining: Int32Array
  private readonly distance: Float64Array
  private readonly parent: Int32Array

  constructor(state: State) {
    this.state = state
    this.nodes = state.school.X + 1
    this.cost = new Float64Array(this.nodes * this.nodes)
    this.leaving = new Int32Array(this.cost.length)
    this.joining = new Int32Array(this.cost.length)
    this.distance = new Float64Array(this.nodes)
    this.parent = new Int32Array(this.nodes)
  }

  /** Looks at every student once and applies what cycles improve. @returns how many did */
  improve(): number {
    this.build()
    let improved = 0
    for (let tries = 0; tries < 2 * this.nodes; tries++) {
      const cycle = this.find()
      if (cycle.length === 0) return improved
      if (this.apply(cycle)) {
        improved++
        // what was learnt of these sections is stale: leave them to the next look
        for (const node of cycle) if (node < this.nodes - 1) this.forget(node)
      } else this.cost[cycle[tries % cycle.length] * this.nodes + cycle[(tries + 1) % cycle.length]] = Number.POSITIVE_INFINITY
    }
    return improved
  }

  private forget(node: number): void {
    for (let other = 0; other < this.nodes; other++) {
      this.cost[node * this.nodes + other] = Number.POSITIVE_INFINITY
      this.cost[other * this.nodes + node] = Number.POSITIVE_INFINITY
    }
  }

  private offer(from: number, to: number, cost: number, leave: number, join: number): void {
    const i = from * this.nodes + to
    if (cost >= this.cost[i]) return
    this.cost[i] = cost
    this.leaving[i] = leave
    this.joining[i] = join
  }

  private build(): void {
    const { school, values } = this.state
    const { X, N, at, sizeMin, sizeMax, sectionActivity, wishesFrom } = school
    this.cost.fill(Number.POSITIVE_INFINITY)
    for (let x = 0; x < X; x++) {
      const size = values[at.size + x]
      if (size === 0) continue
      // a place that nobody has to give up, and one that nobody has to take
      if (size < sizeMax[sectionActivity[x]]) this.offer(x, X, 0, -1, -1)
      if (size > sizeMin[sectionActivity[x]]) this.offer(X, x, 0, -1, -1)
    }
    for (let s = 0; s < N; s++) {
      this.edges(s, -1)
      for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) if (values[at.enrol + w] !== 0) this.edges(s, w)
    }
  }

  /** what a student may do who gives up one wish, or none (−1) */
  private edges(s: number, leave: number): void {
    const { state } = this
    const { school, values } = state
    const { X, at, wishesFrom, choices, wanted, optionsFrom, options } = school
    const from = leave < 0 ? X : values[at.enrol + leave] - 1
    const ranked = wishesFrom[s] + choices[s]
    const spare = clubsHeld(school, values, s) - (leave >= 0 && leave < ranked ? 1 : 0) < wanted[s]
    if (leave >= 0) this.offer(from, X, worth(state, s, leave, -1) + balance(state, s, leave, -1, -1), leave, -1)
    for (let join = wishesFrom[s]; join < wishesFrom[s + 1]; join++) {
      if ((join !== leave && values[at.enrol + join] !== 0) || (join < ranked && !spare)) continue
      const change = join === leave ? 0 : worth(state, s, leave, join)
      for (let i = optionsFrom[join]; i < optionsFrom[join + 1]; i++) {
        const x = options[i]
        if (x === from || values[at.size + x] === 0 || change >= this.cost[from * this.nodes + x] + 2) continue
        if (suits(state, s, x) && clear(state, s, x, leave)) this.offer(from, x, change + balance(state, s, leave, join, x), leave, join)
      }
    }
  }

  /** @returns the nodes of a cycle of negative length, each before the one it moves a place to; none if there is none */
  private find(): number[] {
    const { nodes, cost, distance, parent } = this
    distance.fill(0)
    parent.fill(-1)
    let last = -1
    for (let round = 0; round < nodes; round++) {
      last = -1
      for (let from = 0; from < nodes; from++) {
        for (let to = 0; to < nodes; to++) {
          const length = distance[from] + cost[from * nodes + to]
          if (length < distance[to] - 1e-9) {
            distance[to] = length
            parent[to] = from
            last = to
          }
        }
      }
      if (last < 0) return []
      // a cycle among the parents is there long before the last round
      const cycle = this.parents(last)
      if (cycle.length > 0) return cycle
    }
    return []
  }

  private parents(start: number): number[] {
    const seen = new Uint8Array(this.nodes)
    let node = start
    while (node >= 0 && seen[node] === 0) {
      seen[node] = 1
      node = this.parent[node]
    }
    if (node < 0) return []
    const cycle = [node]
    for (let before = this.parent[node]; before !== node; before = this.parent[before]) cycle.push(before)
    return cycle.reverse()
  }

  private apply(cycle: readonly number[]): boolean {
    const { state, nodes } = this
    const before = state.energy
    const joins: number[] = []
    const mark = state.mark()
    for (let i = 0; i < cycle.length; i++) {
      const edge = cycle[i] * nodes + cycle[(i + 1) % cycle.length]
      const leave = this.leaving[edge]
      if (leave >= 0 && state.values[state.school.at.enrol + leave] !== 0) state.leave(leave)
      if (this.joining[edge] >= 0) joins.push(this.joining[edge], cycle[(i + 1) % cycle.length])
    }
    let fits = true
    for (let i = 0; i < joins.length && fits; i += 2) {
      fits = state.values[state.school.at.size + joins[i + 1]] > 0 && canJoin(state, joins[i], joins[i + 1])
      if (fits) state.join(joins[i], joins[i + 1])
    }
    if (fits && state.energy < before) {
      state.commit()
      return true
    }
    state.rollback(mark)
    return false
  }
}
