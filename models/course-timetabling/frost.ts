/** share of the budget without a move that mattered after which an annealing counts as frozen */
const patience = 0.03
/** a search that is frozen still shuffles what costs nothing, and now and then a little */
const shiver = 2

/** Watches an annealing until nothing happens any more: instances freeze at temperatures that differ by ten times, long before the end or not at all. */
export class Frost {
  /** the lowest temperature at which something still happened */
  temperature: number
  private least = Number.POSITIVE_INFINITY
  private since: number

  /** @param used share of the budget when the annealing began */
  constructor(temperature: number, used: number) {
    this.temperature = temperature
    this.since = used
  }

  /**
   * Call after each batch.
   * @param used share of the budget
   * @returns whether it is frozen, and enough of the budget is left to begin again
   */
  after(hard: number, soft: number, temperature: number, used: number): boolean {
    if (hard > 0 || soft < this.least || soft > this.least + shiver) {
      this.least = hard > 0 ? this.least : Math.min(this.least, soft)
      this.since = used
      this.temperature = Math.min(this.temperature, temperature)
      return false
    }
    return used - this.since > patience && used < 1 - patience
  }
}
