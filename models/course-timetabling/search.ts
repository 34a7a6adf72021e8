import type { Random } from '../../src/kernel/random.ts'
import { type Cooling, Schedule } from '../../src/search/schedule.ts'
import type { Progress, SearchOptions } from '../../src/solve/model.ts'
import type { Tables } from './compile.ts'
import { Frost } from './frost.ts'
import { Objective } from './objective.ts'
import { Probes, probed, probingShare } from './probes.ts'
import { Reheats } from './reheats.ts'
import { Walk } from './walk.ts'

export const cooling = { start: 30, end: 0.1, levels: 500, acceptedShare: 0.03 }
/** how a probe cools, and the deepest of them goes on */
const probing = { ...cooling, end: probed, levels: 260 }
const goingOn = { ...cooling, start: probed }
/** soft units that a conflict counts for while searching */
export const conflictWeight = 100
/** down to this temperature, a search goes on from what another thread's probes have found, if that is better */
const stillWarm = 1.2
/** a reheat cools to so many times the temperature at which the first annealing froze */
const refrozen = 0.8
const reheatLevels = 200
const batch = 4096
/** batches between two full recounts */
const auditEvery = 256

/** Anneals from the start given, a batch of moves at a time; then, as often as the budget allows, anneals the best timetable again. */
export class Search {
  readonly walk: Walk
  private readonly objective: Objective
  private readonly random: Random
  private readonly options: SearchOptions
  private readonly batch: number
  private weight = conflictWeight
  private steps = 0
  private batches = 0
  /** what the first annealing goes on from, while it is still warm */
  prospect: { readonly worth: number; readonly values: Int32Array } | undefined

  constructor(tables: Tables, start: Int32Array, random: Random, options: SearchOptions) {
    this.objective = new Objective(tables)
    this.walk = new Walk(tables, this.objective, start, random)
    this.random = random
    this.options = options
    this.batch = Math.min(batch, Math.max(1, Math.ceil((options.stepLimit ?? Number.POSITIVE_INFINITY) / cooling.levels)))
  }

  *run(): Generator<Progress, void, void> {
    const { walk, random, objective } = this
    yield this.progress()
    const frozen = yield* this.begin()
    const reheats = this.reheats(walk.movable.length)
    for (;;) {
      const used = this.used()
      const before = walk.bestSoft
      // a budget without an end goes on as if it began again
      const { temperature, length } = reheats.next(random, used < 1 ? 1 - used : 1)
      walk.goOn(walk.best)
      // conflicts that are left are not to be mended from a cold start
      const start = walk.bestHard > 0 ? cooling.start : temperature
      yield* this.anneal({ ...cooling, start, end: Math.min(start / 2, frozen * refrozen), levels: reheatLevels }, () => used + length)
      reheats.after(objective.hard > 0 ? Number.POSITIVE_INFINITY : objective.soft - before)
    }
  }

  /** The first annealing: of a share of the budget, or of all where that holds no reheats; until it is frozen. @returns the temperature at which that was */
  private *begin(): Generator<Progress, number, void> {
    const { objective, walk } = this
    yield* this.probe()
    // probes have taken a tenth of the budget at least, so that the speed is known
    const until = this.reheats(walk.movable.length).begin
    for (;;) {
      const from = this.prospect
      const frost = new Frost(probed, this.used())
      if (from) walk.goOn(from.values)
      const isAnother = () => this.prospect !== undefined && this.prospect !== from
      yield* this.anneal(
        goingOn,
        () => until,
        ({ temperature }) => {
          if (isAnother()) return true
          if (temperature < stillWarm) this.prospect = undefined
          return frost.after(objective.hard, objective.soft, temperature, this.used())
        },
      )
      if (isAnother()) continue
      this.prospect = undefined
      return frost.temperature
    }
  }

  /** As many probes as a share of the budget holds, but at least one; the walk then stands where the best of them ended. */
  private *probe(): Generator<Progress, void, void> {
    const { objective, walk } = this
    const start = walk.values.slice()
    const probes = new Probes(start, walk.movable.length)
    const length = () => probes.length(this.steps, this.used())
    do {
      const from = this.used()
      walk.goOn(start)
      yield* this.anneal(
        probing,
        () => Math.min(from + length(), probingShare),
        ({ temperature }) => {
          probes.hear(objective.hard * this.weight + objective.soft, temperature)
          return false
        },
      )
      probes.end(walk.values)
    } while (this.used() + length() <= probingShare)
    this.prospect = { worth: probes.least, values: probes.chosen }
  }

  /**
   * @param until share of the budget at which it has cooled; asked once a batch
   * @param enough whether it ends before that
   */
  private *anneal(cooling: Cooling, until: () => number, enough: (schedule: Schedule) => boolean = () => false): Generator<Progress, void, void> {
    const { walk, objective, batch } = this
    const schedule = new Schedule(cooling)
    const from = { steps: this.steps, used: this.used() }
    for (;;) {
      const accepted = walk.run(batch, schedule.temperature, this.weight)
      this.steps += batch
      const used = this.used()
      const share = (used - from.used) / Math.max(until() - from.used, 1e-9)
      schedule.after(batch, accepted, this.steps - from.steps, share)
      // conflicts that survive the warm half are priced ever higher: no soft cost is worth one
      if (used > 0.5 && objective.hard > 0) this.weight += conflictWeight / 100
      if (this.batches++ % auditEvery === 0) this.audit()
      yield this.progress()
      if (share >= 1 || enough(schedule)) return
    }
  }

  private reheats(lectures: number): Reheats {
    return new Reheats(lectures, this.steps, this.used())
  }

  private used(): number {
    return this.options.used(this.steps)
  }

  private progress(): Progress {
    const { bestHard, bestSoft, isFixed } = this.walk
    const done = isFixed || (bestHard === 0 && bestSoft === 0)
    // what cannot be undercut, or where there is nothing to decide
    return { hard: bestHard, medium: 0, soft: bestSoft, steps: this.steps, done, ...(done && bestHard === 0 && { bound: bestSoft }) }
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
