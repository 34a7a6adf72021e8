import type { Cells, Trail } from '../../src/kernel/trail.ts'
import type { School } from './compile/school.ts'

/** Which classes each host has at each slot, the host's own class among them: lists in flat arrays, kept by the state, read by the rules of care. */
export class Hosting {
  /** [host × L + slot] the first class + 1, or 0 */
  readonly first: Int32Array
  /** [class × L + slot] the next class of the same list + 1, or 0 */
  readonly next: Int32Array
  private readonly firsts: Cells
  private readonly nexts: Cells
  private readonly L: number

  constructor(school: School, trail: Trail) {
    this.L = school.L
    this.firsts = trail.cells(school.H * school.L)
    this.nexts = trail.cells(school.C * school.L)
    this.first = this.firsts.now
    this.next = this.nexts.now
  }

  clear(): void {
    this.first.fill(0)
  }

  add(c: number, l: number, h: number): void {
    this.nexts.set(c * this.L + l, this.first[h * this.L + l])
    this.firsts.set(h * this.L + l, c + 1)
  }

  remove(c: number, l: number, h: number): void {
    const at = h * this.L + l
    if (this.first[at] === c + 1) {
      this.firsts.set(at, this.next[c * this.L + l])
      return
    }
    let before = this.first[at] - 1
    while (this.next[before * this.L + l] !== c + 1) before = this.next[before * this.L + l] - 1
    this.nexts.set(before * this.L + l, this.next[c * this.L + l])
  }
}
