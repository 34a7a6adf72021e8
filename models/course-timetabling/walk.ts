import type { Random } from '../../src/kernel/random.ts'
import { allowance } from '../../src/search/schedule.ts'
import { Chain } from './chain.ts'
import type { Tables } from './compile.ts'
import { Objective } from './objective.ts'

/** 2^−32: a draw as a share of one */
const perBit = 2.3283064365386963e-10
/** of 64 moves that would meet somebody, so many become chains */
const chains = 3

/**
 * Moves lectures about: one lecture to any place, exchanging with whoever is there; now and then a whole chain between two periods.
 * Keeps the places and the best timetable by level.
 */
export class Walk {
  readonly values: Int32Array
  readonly best: Int32Array
  bestHard = Number.POSITIVE_INFINITY
  bestSoft = Number.POSITIVE_INFINITY
  /** the lectures that have a place */
  movable: Int32Array
  private readonly tables: Tables
  private readonly objective: Objective
  private readonly random: Random
  /** place → lecture, or −1 */
  private readonly at: Int32Array
  private readonly chain: Chain

  constructor(tables: Tables, objective: Objective, start: Int32Array, random: Random) {
    this.tables = tables
    this.objective = objective
    this.random = random
    this.values = start.slice()
    this.best = start.slice()
    this.at = new Int32Array(tables.places)
    this.movable = new Int32Array(0)
    this.chain = new Chain(tables, objective.conflicts, this.at, this.values)
    this.goOn(start)
  }

  /** nothing can be moved */
  get isFixed(): boolean {
    return this.movable.length === 0
  }

  /** Goes on from another timetable. */
  goOn(values: Int32Array): void {
    this.values.set(values)
    this.at.fill(-1)
    this.movable = Int32Array.from(values.keys()).filter((lecture) => values[lecture] >= 0)
    for (const lecture of this.movable) this.at[values[lecture]] = lecture
    this.objective.reset(this.values)
    if (this.isBetter()) this.keepBest()
  }

  /** Takes over a timetable as the best, if it is; where the walk stands does not change. */
  adopt(values: Int32Array): void {
    const priced = new Objective(this.tables)
    priced.reset(values)
    if (priced.hard > this.bestHard || (priced.hard === this.bestHard && priced.soft >= this.bestSoft)) return
    this.best.set(values)
    this.bestHard = priced.hard
    this.bestSoft = priced.soft
  }

  /** Tries so many moves. @returns how many were accepted */
  run(steps: number, temperature: number, hardWeight: number): number {
    const { objective, values, at, movable, random, chain } = this
    const { courseOf, periodOf, openPlaces, isOpen, periods } = this.tables
    const count = movable.length
    let accepted = 0
    for (let step = 0; step < steps; step++) {
      const bits = random.next()
      const a = movable[((bits >>> 12) * count) >>> 20]
      const p = values[a]
      const course = courseOf[a]
      const first = openPlaces.start[course]
      const draw = random.next()
      const q = openPlaces.items[first + Math.floor(draw * perBit * (openPlaces.start[course + 1] - first))]
      if (p === q) continue
      const b = at[q]
      const limit = temperature * allowance(bits & 4095)
      if ((draw & 63) < chains && objective.hard === 0 && (b >= 0 || objective.conflicts.meets(course, periodOf[q]) > 0)) {
        if (periodOf[p] === periodOf[q] || !chain.gather(a, periodOf[q]) || !objective.chainPays(chain, values, limit)) continue
        objective.acceptChain(chain, values)
        chain.settle()
        accepted++
        if (this.isBetter()) this.keepBest()
        continue
      }
      if (b < 0) {
        if (!objective.movePays(a, p, q, limit, hardWeight)) continue
        objective.accept(a, p, q)
        at[p] = -1
      } else {
        if (!isOpen[courseOf[b] * periods + periodOf[p]] || courseOf[b] === course) continue
        if (!objective.exchangePays(a, p, b, q, limit, hardWeight)) continue
        objective.acceptExchange(a, p, b, q)
        at[p] = b
        values[b] = p
      }
      at[q] = a
      values[a] = q
      accepted++
      if (this.isBetter()) this.keepBest()
    }
    return accepted
  }

  /** equal ones count: the next annealing then begins elsewhere on the plateau */
  private isBetter(): boolean {
    const { hard, soft } = this.objective
    return hard < this.bestHard || (hard === this.bestHard && soft <= this.bestSoft)
  }

  private keepBest(): void {
    this.best.set(this.values)
    this.bestHard = this.objective.hard
    this.bestSoft = this.objective.soft
  }
}
