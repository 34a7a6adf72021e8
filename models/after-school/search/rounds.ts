/** steps after which the length of the first round is settled: by then the speed is known */
const settledAt = 65_536
/** share of the budget for rounds, where there are several; the rest goes to the best of them */
const exploring = 0.9
/** where in its cooling the best round is taken up again, 0 … 1 */
const resumed = 0.8

/** how far into a round it is judged by what it leaves unmet, and how often it may begin again for that */
const judged = 0.2
const mostRetries = 3
/** rounds that the whole budget must be worth, at least, for that: a large school in a short time has none to give away */
const leastForRetries = 0.05

/**
 * Where sections lie is decided while it is hot, and another start decides otherwise: a budget that is long for a small school is spent in several rounds, each cooled from the start to the end, and the best of them is cooled
 * once more. One round takes as many steps as the number of decisions squared: half a million in a village, twenty million in a town, whose budgets are one round.
 * A round that leaves one child or two unmet, because sections lie where these cannot be, begins again early: it would hardly mend that itself.
 */
export class Rounds {
  private readonly length: number
  private from = 0
  private until = 1
  private start = 0
  private planned = false
  private retries = 0

  /** @param decisions that a timetable makes: wishes and seats */
  constructor(decisions: number) {
    this.length = decisions ** 2
  }

  /** whether another start is still to come */
  get exploring(): boolean {
    return this.until < 1
  }

  /** @returns how far the round has cooled, 0 … 1 */
  at(used: number): number {
    return Math.min(1, this.start + ((1 - this.start) * (used - this.from)) / (this.until - this.from))
  }

  /**
   * Looks whether the round is over.
   * @param stuck whether it leaves a little demand unmet
   * @returns what begins now: a round from the start, the last one from the best, or nothing
   */
  turn(used: number, steps: number, stuck: boolean): 'fresh' | 'best' | undefined {
    if (!this.planned && steps >= settledAt && used > 0) {
      this.planned = true
      const rounds = this.fitting(exploring, used, steps)
      if (rounds > 1) this.until = exploring / rounds
    }
    if (stuck && this.retries < mostRetries && this.start === 0 && this.at(used) > judged && steps / used > leastForRetries * this.length) {
      this.retries++
      this.from = used
      return 'fresh'
    }
    if (used < this.until || this.until === 1) return undefined
    const rounds = this.fitting(exploring - used, used, steps)
    this.from = used
    this.retries = 0
    this.until = rounds < 1 ? 1 : used + (exploring - used) / rounds
    this.start = rounds < 1 ? resumed : 0
    return rounds < 1 ? 'best' : 'fresh'
  }

  private fitting(share: number, used: number, steps: number): number {
    return Math.floor((share * steps) / used / Math.max(1, this.length))
  }
}
