import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import type { Best } from './best.ts'
import { draw, type Mix, step } from './moves.ts'
import { Unmet } from './repair.ts'

/** moves between two reports, and batches between two audits */
export const batch = 4096
const audited = 64

/** A walk from timetable to timetable, a batch of moves at a time; the best one on the way is kept. */
export class Walk {
  /** moves so far */
  steps = 0
  readonly state: State
  readonly best: Best
  readonly random: Random
  private readonly unmet = new Unmet()

  constructor(state: State, best: Best, random: Random) {
    this.state = state
    this.best = best
    this.random = random
  }

  /**
   * Makes a batch of moves.
   * @param temperature in what the state's prices are in; 0: nothing worse is accepted
   * @param warm whether sections may go to other slots whoever cannot come with them
   */
  go(temperature: number, mix: Mix, warm: boolean): void {
    const { state, best, random, unmet } = this
    unmet.collect(state)
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < batch; i++) {
      const limit = temperature === 0 ? 0 : -temperature * Math.log(1 - random.unit())
      const before = state.energy
      if (step(state, random, unmet, draw(mix, random, unmet), limit, warm) && state.energy <= before + limit) {
        state.commit()
        if (state.energy < least) {
          least = state.energy
          best.offer(state)
        }
      } else {
        state.rollback(0)
        state.commit()
      }
    }
    this.steps += batch
    if (this.steps % (audited * batch) === 0) state.audit()
  }
}
