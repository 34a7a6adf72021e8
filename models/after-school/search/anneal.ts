import { Random } from '../../../src/kernel/random.ts'
import type { Progress, SearchOptions } from '../../../src/solve/model.ts'
import type { State } from '../state.ts'
import { moveHost } from './care.ts'
import { Unmet } from './repair.ts'
import { moveSeat } from './seats.ts'
import { closeSection, moveRoom, openSection, relocateSection, replaceSection } from './sections.ts'
import { fillTouched } from './staffing.ts'
import { moveStudent } from './students.ts'

/** moves between two reports */
const batch = 4096
/** temperature at the start and at the end, in units of soft cost */
const hottest = 12
const coldest = 0.25
/** soft units that a unit of medium is worth, at the start and at the end; of hard, always */
const mediumAtFirst = 60
const mediumAtLast = 400
const hardPrice = 4000
/** what filling seats may gain beside filling them */
const margin = 8

/** of 1,024 moves, how many of each kind (the rest are students) */
const mix = { seat: 260, host: 50, room: 12, open: 10, close: 3, relocate: 10, replace: 4 }

/** The best timetable so far, by level, and its decisions. */
export class Best {
  hard = Number.POSITIVE_INFINITY
  medium = Number.POSITIVE_INFINITY
  soft = Number.POSITIVE_INFINITY
  readonly decisions: Int32Array
  readonly amounts: Int32Array

  constructor(state: State) {
    this.decisions = new Int32Array(state.school.at.size)
    this.amounts = new Int32Array(state.amounts.length)
  }

  /** Keeps the state if it is better. */
  offer(state: State): boolean {
    const hard = state.cost(0)
    const medium = state.cost(1)
    const soft = state.cost(2)
    if (hard > this.hard || (hard === this.hard && (medium > this.medium || (medium === this.medium && soft >= this.soft)))) return false
    this.hard = hard
    this.medium = medium
    this.soft = soft
    this.decisions.set(state.values.subarray(0, this.decisions.length))
    this.amounts.set(state.amounts)
    return true
  }
}

/** Simulated annealing over all decisions together; each report after a batch of moves. */
export function* anneal(state: State, best: Best, options: SearchOptions): Generator<Progress, void, void> {
  const random = new Random(options.seed)
  const unmet = new Unmet()
  let steps = 0
  const report = (): Progress => ({ hard: best.hard, medium: best.medium, soft: best.soft, steps, done: false })

  // a first timetable: everybody at home, every seat filled that can be
  state.price(hardPrice, mediumAtFirst, 1)
  for (let q = 0; q < state.school.Q; q++) fillTouchedPost(state, random, q)
  state.commit()
  best.offer(state)
  yield report()

  for (let used = options.used(steps); ; used = options.used(steps)) {
    const t = Math.min(1, used / 0.97)
    const temperature = t >= 1 ? 0 : hottest * (coldest / hottest) ** t
    const medium = mediumAtFirst * (mediumAtLast / mediumAtFirst) ** t
    state.price(hardPrice, Math.round(medium), 1)
    unmet.collect(state)
    let bestEnergy = Number.POSITIVE_INFINITY
    for (let i = 0; i < batch; i++) {
      const limit = temperature === 0 ? 0 : -temperature * Math.log(1 - random.unit())
      const before = state.energy
      if (step(state, random, unmet, limit) && state.energy <= before + limit) {
        state.commit()
        if (state.energy < bestEnergy) {
          bestEnergy = state.energy
          best.offer(state)
        }
      } else {
        state.rollback(0)
        state.commit()
      }
    }
    steps += batch
    yield report()
  }
}

function fillTouchedPost(state: State, random: Random, post: number): void {
  state.touched[0] = post
  state.touchedCount = 1
  fillTouched(state, random)
  state.touchedCount = 0
}

/** Makes one move. @returns whether there is anything to accept */
function step(state: State, random: Random, unmet: Unmet, limit: number): boolean {
  const before = filledEnergy(state)
  let kind = random.next() & 1023
  let made = false
  if (unmet.size > 0 && (random.next() & 31) === 0) made = unmet.move(state, random)
  else if ((kind -= mix.seat) < 0) made = moveSeat(state, random, limit)
  else if ((kind -= mix.host) < 0) made = moveHost(state, random)
  else if ((kind -= mix.room) < 0) made = moveRoom(state, random)
  else if ((kind -= mix.open) < 0) made = openSection(state, random)
  else if ((kind -= mix.close) < 0) made = closeSection(state, random)
  else if ((kind -= mix.relocate) < 0) made = relocateSection(state, random)
  else if ((kind -= mix.replace) < 0) made = replaceSection(state, random)
  else made = moveStudent(state, random, limit)
  if (!made) return false
  // empty seats apart: what is too dear before they are filled will not be cheaper after
  if (state.touchedCount === 0) return true
  if (filledEnergy(state) > before + limit + margin) return false
  fillTouched(state, random)
  return true
}

/** the energy without the empty seats */
function filledEnergy(state: State): number {
  const { unfilledSeat, led } = state.rules
  return state.energy - state.penalty[unfilledSeat.row] * state.amounts[unfilledSeat.row] - state.penalty[led.row] * state.amounts[led.row]
}
