import type { School } from './compile/school.ts'

/** Which classes each host has at each slot, the host's own class among them: lists in flat arrays, kept by the state, read by the rules of care. */
export class Hosting {
  /** [host × L + slot] the first class + 1, or 0 */
  readonly first: Int16Array
  /** [class × L + slot] the next class of the same list + 1, or 0 */
  readonly next: Int16Array
  private readonly L: number

  constructor(school: School) {
    this.L = school.L
    this.first = new Int16Array(school.H * school.L)
    this.next = new Int16Array(school.C * school.L)
  }

  clear(): void {
    this.first.fill(0)
  }

  add(c: number, l: number, h: number): void {
    this.next[c * this.L + l] = this.first[h * this.L + l]
    this.first[h * this.L + l] = c + 1
  }

  remove(c: number, l: number, h: number): void {
    const at = h * this.L + l
    if (this.first[at] === c + 1) {
      this.first[at] = this.next[c * this.L + l]
      return
    }
    let before = this.first[at] - 1
    while (this.next[before * this.L + l] !== c + 1) before = this.next[before * this.L + l] - 1
    this.next[before * this.L + l] = this.next[c * this.L + l]
  }
}
