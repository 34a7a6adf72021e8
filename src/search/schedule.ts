/** How an annealing cools. */
export interface Cooling {
  /** cost units; a rise of this much is accepted with probability 1/e */
  readonly start: number
  readonly end: number
  /** temperatures on the way, in equal ratios */
  readonly levels: number
  /** of the moves that a level may try, the share after whose acceptance it is left: what a warm level does not need, the cold ones get */
  readonly acceptedShare: number
}

/**
 * Cut-off annealing, fitted to a budget that is known only as a share used up: what remains is divided among the levels that remain,
 * so that the last one ends with the budget, whatever the machine's speed.
 */
export class Schedule {
  temperature: number
  private readonly cooling: Cooling
  private level = 0
  private tried = 0
  private accepted = 0

  constructor(cooling: Cooling) {
    this.cooling = cooling
    this.temperature = cooling.start
  }

  /**
   * Call after each batch.
   * @param tried moves in the batch
   * @param accepted of those
   * @param steps moves since the beginning of the schedule
   * @param used share of the schedule's budget that they took, 0 … 1
   */
  after(tried: number, accepted: number, steps: number, used: number): void {
    const { levels, acceptedShare, start, end } = this.cooling
    this.tried += tried
    this.accepted += accepted
    const share = Math.min(1, used)
    const remaining = share > 0 ? (steps * (1 - share)) / share : Number.POSITIVE_INFINITY
    // the moves of this level count as remaining: they are what its quota is measured against
    const quota = (remaining + this.tried) / (levels - this.level)
    if (this.tried < quota && this.accepted < acceptedShare * quota) return
    this.level = Math.min(levels - 1, this.level + Math.max(1, Math.floor(this.tried / Math.max(quota, 1))))
    this.tried = 0
    this.accepted = 0
    this.temperature = start * (end / start) ** (this.level / (levels - 1))
  }
}

const quantiles = 4096
/** Waiting times of rate 1, by quantile: a table look-up in place of a logarithm a move. */
const waits = Float64Array.from({ length: quantiles }, (_, i) => -Math.log((i + 0.5) / quantiles))

/**
 * Drawn before a move is priced: the rise in cost, in units of the temperature, that it may bring.
 * @param bits 12 random bits
 */
export const allowance = (bits: number): number => waits[bits]
