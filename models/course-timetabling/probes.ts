/**
 * Probes cool to this temperature, in soft units, by which it is decided in which valley an annealing will end: their cost there differs by 4 to 15 units from one to the next, and what an annealing ends with mostly follows it (README).
 */
export const probed = 1.5
/** a probe is judged by its mean cost from so many times its last temperature on */
const judged = 1.4
/** moves a lecture that a probe takes: shorter ones end higher, longer ones hardly deeper */
const movesOfALecture = 70_000
/** share of the budget that all probes together may take */
export const probingShare = 0.2

/** Which of several probes went deepest. */
export class Probes {
  /** where it ended */
  chosen: Int32Array
  private readonly moves: number
  /** its mean cost once it was cold: what it was chosen by */
  least = Number.POSITIVE_INFINITY
  private cost = 0
  private heard = 0

  /**
   * @param start where all of them begin; chosen until one has ended
   * @param lectures that move
   */
  constructor(start: Int32Array, lectures: number) {
    this.chosen = start
    this.moves = lectures * movesOfALecture
  }

  /**
   * @param steps moves that a share `used` of the budget has taken
   * @returns share of the budget that a probe takes
   */
  length(steps: number, used: number): number {
    return steps > 0 ? (this.moves * used) / steps : 0
  }

  /** Call after each batch of a probe. */
  hear(cost: number, temperature: number): void {
    if (temperature > probed * judged) return
    this.cost += cost
    this.heard++
  }

  /** A probe has ended here. One that the budget ended before it was cold is worth less than any other. */
  end(values: Int32Array): void {
    const mean = this.heard > 0 ? this.cost / this.heard : Number.MAX_VALUE
    this.cost = 0
    this.heard = 0
    if (mean >= this.least) return
    this.least = mean
    this.chosen = values.slice()
  }
}
