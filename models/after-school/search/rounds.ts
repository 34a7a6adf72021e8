/** where in its cooling the best round is taken up again, 0 … 1 */
const resumed = 0.8
/** share of the budget for rounds, where there are several; the rest goes to the best of them */
const exploring = 0.9

/** how far a probe cools, 0 … 1: to a temperature of 1.3 soft units, where what a round will end with is all but decided */
const probed = 0.2
/** a probe is judged by its mean cost from there on, 0 … 1 */
const judged = 0.16
/** probes of a round, at most */
const mostProbes = 8
/** steps of a probe, for each decision of a timetable, and at least: after so many the speed is known */
const stepsOfADecision = 150
const fewestSteps = 65_536
/** where in its cooling a round may still go on from what another search has found, 0 … 1 */
const stillWarm = 0.26
/** share of the budget that the probes of the only round may take */
const probingShare = 0.3

/** how often one more probe is made because the best of them leaves a little unmet */
const mostRetries = 3
/** rounds that the whole budget must be worth, at least, for that: a large school in a short time has none to give away */
const leastForRetries = 0.05

/**
 * Where sections lie is decided while it is hot, and another start decides otherwise. So a round makes several probes, which cool from the start to where valleys part, and goes on from the deepest to the end. A budget that is long for
 * a small school is spent in several rounds, and the best of them is cooled once more: beside its probes, one round takes as many steps as the number of decisions squared, half a million in a village, twenty million in a town.
 * Where the only round has no steps to give away, the first probe is its beginning.
 * Where the deepest probe leaves one child or two unmet, because sections lie where these cannot be, another one is made: going on would hardly mend that.
 */
export class Rounds {
  /** where the deepest probe of this round ended */
  deepest: Int32Array
  private readonly roundSteps: number
  private readonly probeSteps: number
  /** where in its cooling the round was when this leg of it began: 0 for a probe */
  private start = 0
  /** shares of the budget: where this leg began, what a probe takes, where the round ends */
  private from = 0
  private probe = probed
  private until = 1
  private planned = false
  private probes = 1
  private made = 0
  private retries = 0
  private least = Number.POSITIVE_INFINITY
  private leastIsStuck = false
  private cost = 0
  private heard = 0

  /**
   * @param decisions that a timetable makes: wishes and seats
   * @param begin what every round begins with
   */
  constructor(decisions: number, begin: Int32Array) {
    this.deepest = begin
    this.probeSteps = Math.max(fewestSteps, decisions * stepsOfADecision)
    this.roundSteps = decisions ** 2
  }

  /** whether another start is still to come */
  get exploring(): boolean {
    return this.until < 1 || (this.start === 0 && this.probes > 1)
  }

  /** whether the round has several probes to choose from */
  get choosing(): boolean {
    return this.probes > 1
  }

  /** whether the only round goes on from its deepest probe, and is still warm enough to go on from a deeper one */
  isWarm(used: number): boolean {
    return this.until === 1 && this.start === probed && this.at(used) < stillWarm
  }

  /** how the deepest probe was judged: its mean cost, the lower the better */
  get depth(): number {
    return this.least
  }

  /** The round goes on from another probe, as if its own had just ended. */
  goOn(used: number): void {
    this.from = used
  }

  /** @returns how far the round has cooled, 0 … 1 */
  at(used: number): number {
    const done = used - this.from
    if (this.start === 0) return Math.min(1, done / this.probe) * probed
    // one batch may take longer than the whole budget: what is left then is cold
    return this.from < this.until ? Math.min(1, this.start + ((1 - this.start) * done) / (this.until - this.from)) : 1
  }

  /**
   * Call after each batch of moves; looks whether a probe or the round is over.
   * @param used share of the budget that `steps` moves have taken
   * @param cost that the search pays now
   * @param stuck whether it leaves a little demand unmet
   * @param copy gives the decisions as they are
   * @returns what the search goes on with: another round, another probe of this one, `deepest`, the best timetable, or (undefined) what it has
   */
  turn(used: number, steps: number, cost: number, stuck: boolean, copy: () => Int32Array): 'anew' | 'again' | 'deepest' | 'best' | undefined {
    if (used === 0) return undefined
    if (!this.planned) {
      this.plan(exploring, used / steps, 2)
      this.planned = steps >= fewestSteps
    }
    if (this.start === 0) {
      if (this.at(used) >= judged) {
        this.cost += cost
        this.heard++
      }
      return used < this.from + this.probe ? undefined : this.endProbe(used, steps, stuck, copy)
    }
    if (used < this.until || this.until === 1) return undefined
    this.from = used
    this.made = 0
    this.retries = 0
    this.least = Number.POSITIVE_INFINITY
    if (this.plan(exploring - used, used / steps, 1)) {
      this.start = 0
      return 'anew'
    }
    this.start = resumed
    return 'best'
  }

  /** Divides a share of the budget into rounds, if it holds so many. @returns whether it does; else this round is the last */
  private plan(share: number, stepShare: number, fewest: number): boolean {
    const probe = this.probeSteps * stepShare
    const rounds = Math.floor(share / (mostProbes * probe + (1 - probed) * this.roundSteps * stepShare))
    const several = rounds >= fewest
    this.until = several ? this.from + share / rounds : 1
    this.probes = several ? mostProbes : Math.max(1, Math.min(mostProbes, Math.floor(probingShare / probe)))
    this.probe = this.probes > 1 ? probe : probed
    return several
  }

  private endProbe(used: number, steps: number, stuck: boolean, copy: () => Int32Array): 'again' | 'deepest' | undefined {
    // a batch may be longer than what a probe is judged by
    const mean = this.heard > 0 ? this.cost / this.heard : Number.MAX_VALUE
    this.cost = 0
    this.heard = 0
    this.made++
    if (mean < this.least) {
      this.least = mean
      this.leastIsStuck = stuck
      this.deepest = copy()
    }
    this.from = used
    if (this.made < this.probes) return 'again'
    if (this.leastIsStuck && this.retries < mostRetries && steps / used > leastForRetries * this.roundSteps) {
      this.retries++
      if (this.probes === 1) this.probe = probed * (1 - used)
      return 'again'
    }
    this.start = probed
    return this.made > 1 ? 'deepest' : undefined
  }
}
