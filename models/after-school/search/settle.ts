import { Cycles } from './cycles.ts'
import { tryOpening } from './openings.ts'
import { batch, type Walk } from './walk.ts'

/** batches between two looks for cycles of places once there are none */
const resettled = 16

/** What is done between batches once nothing worse is accepted: places change hands in whole cycles until none is left that helps, and now and then again; then sections open that might pay. */
export class Settling {
  private readonly walk: Walk
  private readonly cycles: Cycles
  private settled = false

  constructor(walk: Walk) {
    this.walk = walk
    this.cycles = new Cycles(walk.state)
  }

  /** The walk goes on from elsewhere: cycles may help again. */
  anew(): void {
    this.settled = false
  }

  /** Call before a batch. Yields after each batch of its own. */
  *settle(): Generator<void, void, void> {
    const { state, best, steps } = this.walk
    if (!this.settled || steps % (resettled * batch) === 0) {
      this.settled = this.cycles.improve() === 0
      best.offer(state)
    }
    if (this.settled && state.cost(1) === 0 && (yield* tryOpening(this.walk))) this.settled = false
  }
}
