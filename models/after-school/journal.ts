/** Pairs of integers (variable, value before) in the order in which they were written; grows as it must. */
export class Journal {
  private pairs = new Int32Array(1 << 12)
  /** pairs written */
  length = 0

  push(variable: number, before: number): void {
    if (2 * this.length === this.pairs.length) {
      const longer = new Int32Array(this.pairs.length * 2)
      longer.set(this.pairs)
      this.pairs = longer
    }
    this.pairs[2 * this.length] = variable
    this.pairs[2 * this.length + 1] = before
    this.length++
  }

  variable(i: number): number {
    return this.pairs[2 * i]
  }

  before(i: number): number {
    return this.pairs[2 * i + 1]
  }
}
