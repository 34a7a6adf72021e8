import type { Random } from '../../src/kernel/random.ts'
import { Schedule } from '../../src/search/schedule.ts'
import type { Progress, SearchOptions } from '../../src/solve/model.ts'
import type { Tables } from './compile.ts'
import { dive, largest } from './dive.ts'
import { Objective } from './objective.ts'
import { Parts } from './parts.ts'
import { Pricer } from './pricing.ts'
import { Relaxation } from './relaxation.ts'
import { Walk } from './walk.ts'

const batch = 4096
/** batches between two full recounts */
const auditEvery = 64
const levels = 500
/** the annealing's share of the budget: where the relaxation of everything is soon solved, where it is worth solving, and where it is not */
const annealingShare = { soon: 0.15, relaxable: 0.25, other: 0.85 }
/** rows of a master that is soon solved */
const fewRows = 250
/** beyond these sizes the relaxation would not fit: states of one employee's pricing over all days, and rows of the master */
const mostStates = 30e6
const mostRows = 1500
/** share of the budget above which a round of pricing is too dear: about a hundred are needed */
const mostOfARound = 0.01
/** share of the budget after which a relaxation that is not solved yet is left: where its bound is near its cost, and where it is not */
const mostOfTheRelaxation = { near: 0.4, far: 0.25 }
const nearlySolved = 0.7
/** share of the budget after which the first dive is cut short, and for how many times the usual moves its roster is polished then */
const latest = 0.92
const latePolishes = 20
/** parts that are tried before the best roster is polished */
const partsBetweenPolishes = 10
/** times that broken rows are annealed by themselves */
const repairs = 8
/** moves that polish a roster found by diving, for each day of an employee, and at most */
const polishMovesPerDay = 300
const mostPolishMoves = 300_000
/** dives of no success after which the best roster is annealed from warm again */
const divesBetweenWarmings = 8
/** pricing transitions that take as long as a move, and count as one step */
const transitionsPerStep = 64

/** One search: annealing first, then rows of days chosen by the relaxation, each roster polished by annealing from low temperature. */
export class Search {
  readonly walk: Walk
  /** proved lower bound of the soft cost */
  bound = 0
  private readonly tables: Tables
  private readonly random: Random
  private readonly options: SearchOptions
  private readonly objective: Objective
  private readonly pricer: Pricer
  private steps = 0
  /** transitions of pricing that are among the steps */
  private counted = 0
  private batches = 0

  constructor(tables: Tables, start: Int32Array, random: Random, options: SearchOptions) {
    this.tables = tables
    this.random = random
    this.options = options
    this.objective = new Objective(tables)
    this.walk = new Walk(tables, this.objective, start, random)
    this.pricer = new Pricer(tables)
    this.pricer.enough = () => this.used >= 1
  }

  /** share of the budget used, what is being priced included */
  private get used(): number {
    return this.options.used(this.steps + Math.floor((this.pricer.work - this.counted) / transitionsPerStep))
  }

  /** what has been priced becomes steps; what is left of less than one stays to be counted */
  private countPricing(): void {
    const steps = Math.floor((this.pricer.work - this.counted) / transitionsPerStep)
    this.steps += steps
    this.counted += steps * transitionsPerStep
  }

  *run(): Generator<Progress, void, void> {
    const { tables, pricer } = this
    const states = Math.max(0, ...Array.from({ length: tables.employees }, (_, e) => pricer.states(e)))
    let relaxable = states <= mostStates && tables.instance.cover.length + tables.employees <= mostRows
    yield this.progress()
    relaxable &&= tables.employees > 0 && this.shareOfARound() <= mostOfARound
    const rows = tables.instance.cover.length + tables.employees
    const share = annealingShare[!relaxable ? 'other' : rows <= fewRows ? 'soon' : 'relaxable']
    yield* this.anneal(this.options.used(this.steps), share, heavy(tables))
    yield* this.repair()
    yield* this.makeLegal()
    if (relaxable && this.walk.bestHard === 0) yield* this.relaxAndDive(this.walk.best.slice())
    // the relaxation was too large, its rounds too dear, or somebody has no legal row
    yield* this.improveParts()
    // a budget without an end
    for (;;) {
      yield this.progress()
      yield* this.polish(50 * this.polishMoves, heavy(tables) / 20)
    }
  }

  /** @returns share of the budget that pricing everybody once takes, by the quickest of some: code that is not warm is slow. What is dearer than a round may be is not measured to its end */
  private shareOfARound(): number {
    const { tables, pricer } = this
    const { employees, horizon, values, wishes } = tables
    const usual = pricer.enough
    let least = Number.POSITIVE_INFINITY
    for (let e = 0; e < Math.min(employees, 4); e++) {
      const began = this.used
      pricer.enough = () => this.used - began > mostOfARound
      pricer.cheapest(e, Float64Array.from(wishes.subarray(e * horizon * values, (e + 1) * horizon * values)))
      least = Math.min(least, this.used - began)
      this.countPricing()
      if (least > mostOfARound) break
    }
    pricer.enough = usual
    return least * employees
  }

  /** cools down to well below the least wish, from one share of the budget to another */
  private *anneal(from: number, to: number, start: number): Generator<Progress, void, void> {
    const { walk, options, objective } = this
    const schedule = new Schedule({ start, end: 0.4, levels, acceptedShare: 0.1 })
    const size = this.batchSize(to - from)
    const before = this.steps
    let weight = 10 * heavy(this.tables)
    for (let used = 0; used < 1; ) {
      const accepted = walk.run(size, schedule.temperature, weight)
      this.steps += size
      used = (options.used(this.steps) - from) / (to - from)
      schedule.after(size, accepted, this.steps - before, used)
      // what is still broken when it is cold gets dearer
      if (used > 0.7 && objective.hard > 0) weight *= 1.01
      if (this.batches++ % auditEvery === 0) this.audit()
      yield this.progress()
    }
  }

  /** opens parts of the best roster, until the budget ends */
  private *improveParts(): Generator<Progress, void, void> {
    const { walk, tables, options } = this
    const parts = new Parts(tables, this.pricer, this.random)
    const objective = new Objective(tables)
    let work = 0
    for (let tries = 1; walk.bestSoft > this.bound || walk.bestHard > 0; tries++) {
      objective.reset(walk.best)
      const open = Array.from({ length: tables.employees }, (_, e) => e).filter((e) => objective.hardOf[e] === 0)
      if (open.length === 0) return
      const began = options.used(this.steps)
      const attempt = parts.improve(walk.best, open)
      let better: Int32Array | undefined
      for (let next = attempt.next(); ; next = attempt.next()) {
        if (next.done) {
          better = next.value
          break
        }
        work += next.value
        this.steps += Math.floor(work / transitionsPerStep)
        work %= transitionsPerStep
        this.counted = this.pricer.work
        yield this.progress()
      }
      if (better) walk.goOn(better)
      parts.adapt(options.used(this.steps) - began)
      this.steps++
      yield this.progress()
      if (tries % partsBetweenPolishes > 0) continue
      walk.goOn(walk.best)
      yield* this.polish(this.polishMoves, 3)
    }
    yield this.progress()
  }

  /** What is still broken when it is cold: those employees' days are annealed by themselves, from warm again. */
  private *repair(): Generator<Progress, void, void> {
    const { walk, objective } = this
    for (let attempt = 0; attempt < repairs && walk.bestHard > 0; attempt++) {
      walk.goOn(walk.best)
      const broken = Array.from({ length: this.tables.employees }, (_, e) => e).filter((e) => objective.hardOf[e] > 0)
      yield* this.polish(this.polishMoves, heavy(this.tables), broken)
    }
  }

  /** The best roster gets the cheapest legal rows where it breaks rules; whoever has none, or too many states to find it, keeps theirs. */
  private *makeLegal(): Generator<Progress, void, void> {
    const { tables, pricer, walk } = this
    const { horizon, values, wishes, employees } = tables
    const rows = walk.best.slice()
    const objective = new Objective(tables)
    objective.reset(rows)
    for (let e = 0; e < employees; e++) {
      if (objective.hardOf[e] === 0 || pricer.states(e) > mostStates) continue
      pricer.cheapest(e, Float64Array.from(wishes.subarray(e * horizon * values, (e + 1) * horizon * values)))
      if (pricer.legal) rows.set(pricer.row, e * horizon)
      this.countPricing()
      walk.goOn(rows)
      yield this.progress()
    }
    walk.goOn(rows)
  }

  /** ends when the best roster is proved to be, or when the relaxation takes too long */
  private *relaxAndDive(start: Int32Array): Generator<Progress, void, void> {
    const { tables, pricer, walk, random } = this
    const { employees, horizon } = tables
    walk.goOn(start)
    const relaxation = new Relaxation(tables, pricer, start)
    let worked = pricer.work
    const count = () => {
      const steps = Math.floor((pricer.work + relaxation.pivoted - worked) / transitionsPerStep)
      this.steps += steps
      worked += steps * transitionsPerStep
      this.counted = pricer.work
      this.bound = Math.max(this.bound, Math.ceil(relaxation.bound - 1e-4))
      return this.progress()
    }
    const converged = () => relaxation.bound > 0 && relaxation.master.objective - relaxation.bound < 0.01
    const began = this.options.used(this.steps)
    for (let better = true; better && !converged(); ) {
      const spent = this.options.used(this.steps) - began
      const near = relaxation.bound > nearlySolved * relaxation.master.objective
      if (spent > (near ? mostOfTheRelaxation.near : mostOfTheRelaxation.far)) return
      const round = relaxation.round()
      for (let next = round.next(); ; next = round.next()) {
        yield count()
        if (next.done) {
          better = next.value
          break
        }
      }
    }
    const roster = new Int32Array(tables.variables)
    let late = false
    let fruitless = 0
    let before = Number.POSITIVE_INFINITY
    for (let dives = 0; walk.bestSoft > this.bound || walk.bestHard > 0; dives++) {
      relaxation.release()
      // every fourth dive is free; the others keep some of the best roster's rows
      if (dives % 4 > 0) {
        const keep = 0.3 + 0.5 * random.unit()
        for (let e = 0; e < employees; e++) {
          if (random.unit() < keep) relaxation.fix(e, relaxation.column(e, walk.best.subarray(e * horizon, (e + 1) * horizon)))
        }
      }
      const enough = walk.bestHard > 0 ? Number.POSITIVE_INFINITY : walk.bestSoft - 1 + 0.05
      const attempt = dive(relaxation, enough, dives === 0 ? 0 : 0.3, random)
      let columns: Int32Array | undefined
      for (let next = attempt.next(); ; next = attempt.next()) {
        yield count()
        if (next.done) {
          columns = next.value || undefined
          break
        }
        // a roster must come of it, if of a single dive that is not at its end
        late = dives === 0 && this.options.used(this.steps) > latest
        if (!late) continue
        columns = largest(relaxation)
        break
      }
      // a dive that ends at once costs nothing, but time must pass
      this.steps++
      yield this.progress()
      fruitless = walk.bestSoft < before || walk.bestHard > 0 ? 0 : fruitless + 1
      before = walk.bestSoft
      if (fruitless === divesBetweenWarmings) {
        fruitless = 0
        walk.goOn(walk.best)
        yield* this.polish(5 * this.polishMoves, heavy(tables) / 2)
      }
      if (!columns) continue
      columns.forEach((column, e) => {
        roster.set(relaxation.days[column], e * horizon)
      })
      walk.goOn(roster)
      yield* this.polish(late ? latePolishes * this.polishMoves : this.polishMoves, 3)
      if (late) return
    }
    yield this.progress()
  }

  /** anneals from where the walk stands: everybody from a low temperature, or some from a higher one */
  private *polish(moves: number, start: number, among?: readonly number[]): Generator<Progress, void, void> {
    const schedule = new Schedule({ start, end: 0.3, levels: 50, acceptedShare: 0.1 })
    const size = Math.min(this.batchSize(1), moves)
    for (let made = 0; made < moves; ) {
      const accepted = this.walk.run(size, schedule.temperature, 10 * heavy(this.tables), among)
      made += size
      this.steps += size
      schedule.after(size, accepted, made, made / moves)
      yield this.progress()
    }
  }

  private get polishMoves(): number {
    return Math.min(mostPolishMoves, polishMovesPerDay * this.tables.variables)
  }

  private batchSize(share: number): number {
    const { stepLimit } = this.options
    return stepLimit === undefined ? batch : Math.min(batch, Math.max(1, Math.ceil((stepLimit * share) / levels)))
  }

  private progress(): Progress {
    const { bestHard, bestSoft } = this.walk
    const done = bestHard === 0 && bestSoft <= this.bound
    return { hard: bestHard, medium: 0, soft: bestSoft, steps: this.steps, done, ...((this.bound > 0 || done) && { bound: this.bound }) }
  }

  /** @throws if the running totals are not what a recount of every rule says */
  private audit(): void {
    const { hard, soft } = this.objective
    this.objective.reset(this.walk.values)
    if (hard !== this.objective.hard || soft !== this.objective.soft) {
      throw new Error(
        `the running cost (${hard}, ${soft}) is not what a recount says (${this.objective.hard}, ${this.objective.soft}): a constraint breaks its laws`,
      )
    }
  }
}

/** @returns the dearest empty place: the scale of the costs that matter */
const heavy = ({ instance }: Tables) => Math.max(1, ...instance.cover.map(({ under }) => under))
