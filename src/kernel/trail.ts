/** Integers whose every change is on a trail. Read `now` freely; write through `set` and `add`, or, where nothing is to be taken back (a recount), into `now`. */
export class Cells {
  readonly now: Int32Array
  readonly trail: Trail
  private readonly index: number

  constructor(trail: Trail, index: number, length: number) {
    this.now = new Int32Array(length)
    this.trail = trail
    this.index = index
  }

  set(i: number, value: number): void {
    this.trail.remember(this.index, i, this.now[i])
    this.now[i] = value
  }

  add(i: number, change: number): void {
    const value = this.now[i]
    this.trail.remember(this.index, i, value)
    this.now[i] = value + change
  }
}

/**
 * What stood where before each write, in order: any run of changes is taken back by writing it there again, without asking anybody. (Taking back by the opposite changes, with every
 * rule hearing of them, took as long as the changes themselves.)
 */
export class Trail {
  private readonly arrays: Int32Array[] = []
  /** triples (array, index, value before) */
  private log = new Int32Array(3 << 12)
  private end = 0

  cells(length: number): Cells {
    const cells = new Cells(this, this.arrays.length, length)
    this.arrays.push(cells.now)
    return cells
  }

  remember(array: number, index: number, before: number): void {
    const end = this.end
    if (end + 3 > this.log.length) this.grow()
    const log = this.log
    log[end] = array
    log[end + 1] = index
    log[end + 2] = before
    this.end = end + 3
  }

  private grow(): void {
    const longer = new Int32Array(this.log.length * 2)
    longer.set(this.log)
    this.log = longer
  }

  /** how far the trail goes: `undo` takes back what came after */
  get length(): number {
    return this.end
  }

  undo(mark: number): void {
    const { arrays, log } = this
    let end = this.end
    while (end > mark) {
      end -= 3
      arrays[log[end]][log[end + 1]] = log[end + 2]
    }
    this.end = end
  }

  /** What was written after a mark is final: it is not taken back any more. */
  forget(mark: number): void {
    this.end = mark
  }

  /** Calls back for every write to these cells since the last `forget`, in order; cold path. */
  each(cells: Cells, back: (index: number, before: number) => void): void {
    const array = this.arrays.indexOf(cells.now)
    for (let i = 0; i < this.end; i += 3) if (this.log[i] === array) back(this.log[i + 1], this.log[i + 2])
  }
}
