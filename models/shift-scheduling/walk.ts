import type { Random } from '../../src/kernel/random.ts'
import { allowance } from '../../src/search/schedule.ts'
import { off, type Tables } from './compile.ts'
import type { Objective } from './objective.ts'

/** shares of the moves, in percent */
const shares = { day: 30, exchange: 35, turn: 15, block: 12 } // the rest slides

/**
 * Moves shifts about: one day anew, some days exchanged between two employees, two days of one employee exchanged, a block of days set alike, a stretch slid by a day.
 * Every move keeps to the days' domains. Keeps the best roster by level.
 */
export class Walk {
  readonly values: Int32Array
  readonly best: Int32Array
  bestHard = Number.POSITIVE_INFINITY
  bestSoft = Number.POSITIVE_INFINITY
  private readonly tables: Tables
  private readonly objective: Objective
  private readonly random: Random
  /** the move at hand: variables with the values they leave and take */
  private readonly variable: Int32Array
  private readonly from: Int32Array
  private readonly to: Int32Array
  private size = 0

  constructor(tables: Tables, objective: Objective, start: Int32Array, random: Random) {
    this.tables = tables
    this.objective = objective
    this.random = random
    this.values = start.slice()
    this.best = start.slice()
    this.variable = new Int32Array(2 * tables.horizon)
    this.from = new Int32Array(2 * tables.horizon)
    this.to = new Int32Array(2 * tables.horizon)
    objective.reset(this.values)
    this.keepBest()
  }

  /** Goes on from other values; the best roster is kept, unless they are better. */
  goOn(values: Int32Array): void {
    this.values.set(values)
    this.objective.reset(this.values)
    this.keepBest()
  }

  /**
   * Tries so many moves. @returns how many were accepted
   * @param among the employees whose days are moved, exchanges with anybody; default all
   */
  run(steps: number, temperature: number, hardWeight: number, among?: readonly number[]): number {
    const { objective, random } = this
    const { employees, horizon } = this.tables
    let accepted = 0
    for (let step = 0; step < steps; step++) {
      const bits = random.next()
      const kind = ((bits >>> 12) * 100) >>> 20
      const limit = temperature * allowance(bits & 4095)
      const a = among === undefined ? random.below(employees) : among[random.below(among.length)]
      this.size = 0
      if (kind < shares.day) {
        const day = a * horizon + random.below(horizon)
        if (!this.setDay(day) || !this.dayPays(limit, hardWeight)) continue
      } else if (kind < shares.day + shares.exchange) {
        const b = random.below(employees)
        if (a === b || !this.exchange(a, b) || !this.exchangePays(a, b, limit, hardWeight)) continue
      } else {
        const found = kind < shares.day + shares.exchange + shares.turn ? this.turn(a) : kind < 100 - 8 ? this.block(a) : this.slide(a)
        if (!found || !this.stretchPays(a, limit, hardWeight)) continue
      }
      accepted++
      if (objective.hard <= this.bestHard && (objective.hard < this.bestHard || objective.soft < this.bestSoft)) this.keepBest()
    }
    return accepted
  }

  /** a day gets any value of its domain. @returns whether that is a move */
  private setDay(variable: number): boolean {
    const { start, items } = this.tables.domain
    const to = items[start[variable] + this.random.below(start[variable + 1] - start[variable])]
    return this.add(variable, to)
  }

  /** two employees exchange some days on end */
  private exchange(a: number, b: number): boolean {
    const { random, values } = this
    const { horizon } = this.tables
    const first = random.below(horizon)
    const end = Math.min(horizon, first + 1 + random.below(random.below(3) > 0 ? 3 : 10))
    for (let day = first; day < end; day++) {
      const u = a * horizon + day
      const v = b * horizon + day
      if (values[u] === values[v]) continue
      if (!this.add(u, values[v]) || !this.add(v, values[u])) return false
    }
    return this.size > 0
  }

  /** two days of one employee, a week apart at most, exchange */
  private turn(a: number): boolean {
    const { horizon } = this.tables
    const first = this.random.below(horizon)
    const second = Math.min(horizon - 1, first + 1 + this.random.below(7))
    const u = a * horizon + first
    const v = a * horizon + second
    return this.values[u] !== this.values[v] && this.add(u, this.values[v]) && this.add(v, this.values[u])
  }

  /** some days on end get one value */
  private block(a: number): boolean {
    const { random, values } = this
    const { horizon, domain } = this.tables
    const first = a * horizon + random.below(horizon)
    const end = Math.min((a + 1) * horizon, first + 2 + random.below(4))
    const to = random.below(3) > 0 ? domain.items[domain.start[first] + random.below(domain.start[first + 1] - domain.start[first])] : off
    for (let variable = first; variable < end; variable++) if (values[variable] !== to && !this.add(variable, to)) return false
    return this.size > 0
  }

  /** a stretch goes round by one day: what falls off one end comes in at the other */
  private slide(a: number): boolean {
    const { random, values } = this
    const { horizon } = this.tables
    const first = a * horizon + random.below(horizon)
    const length = Math.min((a + 1) * horizon - first, 3 + random.below(6))
    const by = random.below(2) > 0 ? 1 : length - 1
    for (let i = 0; i < length; i++) {
      const to = values[first + ((i + by) % length)]
      if (values[first + i] !== to && !this.add(first + i, to)) return false
    }
    return this.size > 0
  }

  /** @returns whether the variable may take the value, and does not have it */
  private add(variable: number, to: number): boolean {
    const from = this.values[variable]
    if (from === to || !this.tables.allowed[variable * this.tables.values + to]) return false
    this.variable[this.size] = variable
    this.from[this.size] = from
    this.to[this.size++] = to
    return true
  }

  private dayPays(limit: number, hardWeight: number): boolean {
    const { objective } = this
    const variable = this.variable[0]
    const from = this.from[0]
    const to = this.to[0]
    const employee = Math.floor(variable / this.tables.horizon)
    const soft = objective.requests.delta(variable, from, to) + objective.cover.delta(variable, from, to)
    if (soft - hardWeight * objective.hardOf[employee] > limit) return false
    const hard = objective.hardDelta(variable, from, to)
    if (soft + hardWeight * hard > limit) return false
    objective.hardApply(variable, from, to)
    objective.hardOf[employee] += hard
    this.accept(hard, soft)
    return true
  }

  /** days of one employee: each is another day, so that cover adds up */
  private stretchPays(employee: number, limit: number, hardWeight: number): boolean {
    const { objective, variable, from, to, size } = this
    let soft = 0
    for (let i = 0; i < size; i++) soft += objective.requests.delta(variable[i], from[i], to[i]) + objective.cover.delta(variable[i], from[i], to[i])
    if (soft - hardWeight * objective.hardOf[employee] > limit) return false
    let hard = 0
    for (let i = 0; i < size; i++) hard += objective.hardApply(variable[i], from[i], to[i])
    if (soft + hardWeight * hard > limit) {
      this.takeBack()
      return false
    }
    objective.hardOf[employee] += hard
    this.accept(hard, soft)
    return true
  }

  /** cover stays as it is: on each day, what one gives the other takes */
  private exchangePays(a: number, b: number, limit: number, hardWeight: number): boolean {
    const { objective, variable, from, to, size } = this
    let soft = 0
    for (let i = 0; i < size; i++) soft += objective.requests.delta(variable[i], from[i], to[i])
    if (soft - hardWeight * (objective.hardOf[a] + objective.hardOf[b]) > limit) return false
    let hardA = 0
    for (let i = 0; i < size; i += 2) hardA += objective.hardApply(variable[i], from[i], to[i])
    let hardB = 0
    for (let i = 1; i < size; i += 2) hardB += objective.hardApply(variable[i], from[i], to[i])
    if (soft + hardWeight * (hardA + hardB) > limit) {
      this.takeBack()
      return false
    }
    objective.hardOf[a] += hardA
    objective.hardOf[b] += hardB
    this.accept(hardA + hardB, soft)
    return true
  }

  private takeBack(): void {
    const { objective, variable, from, to } = this
    for (let i = this.size - 1; i >= 0; i--) objective.hardApply(variable[i], to[i], from[i])
  }

  private accept(hard: number, soft: number): void {
    const { objective, variable, from, to } = this
    for (let i = 0; i < this.size; i++) {
      objective.cover.apply(variable[i], from[i], to[i])
      this.values[variable[i]] = to[i]
    }
    objective.hard += hard
    objective.soft += soft
  }

  private keepBest(): void {
    if (this.objective.hard > this.bestHard || (this.objective.hard === this.bestHard && this.objective.soft >= this.bestSoft)) return
    this.best.set(this.values)
    this.bestHard = this.objective.hard
    this.bestSoft = this.objective.soft
  }
}
