import { Random } from '../../../src/kernel/random.ts'
import type { Progress, SearchOptions } from '../../../src/solve/model.ts'
import type { State } from '../state.ts'
import { moveGroup, moveHost, repack } from './care.ts'
import { Cycles } from './cycles.ts'
import { Unmet } from './repair.ts'
import { Rounds } from './rounds.ts'
import { moveSeat } from './seats.ts'
import { closeSection, exchangeSections, moveRoom, openSection, relocateSection, replaceSection } from './sections.ts'
import { fillTouched, wants } from './staffing.ts'
import { moveStudent } from './students.ts'

/** moves between two reports, and reports between two audits */
const batch = 4096
const audited = 64
/** reports between two looks for cycles of places once there are none */
const resettled = 16
/** temperature at the start and at the end of a round, in units of soft cost */
const hottest = 2
const coldest = 0.25
/** share of a round after which nothing worse is accepted */
const cooled = 0.95
/** share of the cooling until which sections go to other slots whoever cannot come with them, where there are probes to choose from: else a large school may be left with a child unmet that it cannot mend */
const warmUntil = 0.2
/** soft units that a unit of medium is worth, at the start and at the end; of hard, always */
const mediumAtFirst = 300
const mediumAtLast = 1000
const hardPrice = 20000
/** packings tried at the start for a slot short of people */
const packings = 30
/** what filling seats may gain beside filling them */
const margin = 8

/** of 1,024 moves, how many of each kind, as `make` numbers them; the rest (0) are students */
const mix = [250, 45, 12, 30, 1, 10, 3, 5, 15]
const deck = new Uint8Array(1024)
mix.reduce((from, n, i) => {
  deck.fill(i + 1, from, from + n)
  return from + n
}, 0)

/** The best timetable so far, by level, and its decisions. */
export class Best {
  hard = Number.POSITIVE_INFINITY
  medium = Number.POSITIVE_INFINITY
  soft = Number.POSITIVE_INFINITY
  readonly decisions: Int32Array
  readonly amounts: Int32Array
  /** the search is going to start anew, so that what it is at should not be replaced by something better */
  exploring = false

  constructor(state: State) {
    this.decisions = new Int32Array(state.school.at.size)
    this.amounts = new Int32Array(state.amounts.length)
  }

  /** @returns the state's decisions */
  copy(state: State): Int32Array {
    return state.values.slice(0, this.decisions.length)
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
  const cycles = new Cycles(state)
  let settled = false
  let steps = 0
  // a timetable without cost is the best there is; without wishes and posts there is nothing to decide
  const idle = state.school.W === 0 && state.school.seats === 0
  const report = (): Progress => ({ hard: best.hard, medium: best.medium, soft: best.soft, steps, done: idle || best.hard + best.medium + best.soft === 0 })

  const start = best.copy(state)
  const rounds = new Rounds(state.school.W + state.school.seats, start)
  begin(state, random)
  best.offer(state)
  yield report()

  for (let used = options.used(steps); ; used = options.used(steps)) {
    const medium = state.cost(1)
    // less than an empty seat costs: children whom no section suits where it lies
    const stuck = medium > 0 && medium < state.school.weight[state.rules.unfilledSeat.row]
    const turn = rounds.turn(used, steps, state.energy, stuck, () => best.copy(state))
    best.exploring = rounds.exploring
    if (turn !== undefined) {
      settled = false
      state.load({ fresh: start, deepest: rounds.deepest, best: best.decisions }[turn])
      if (turn === 'fresh') begin(state, random)
    }
    const t = Math.min(1, rounds.at(used) / cooled)
    const temperature = t >= 1 ? 0 : hottest * (coldest / hottest) ** t
    state.price(hardPrice, Math.round(mediumAtFirst * (mediumAtLast / mediumAtFirst) ** t), 1)
    const warm = t < warmUntil && rounds.choosing
    unmet.collect(state)
    let bestEnergy = Number.POSITIVE_INFINITY
    // at the end, places change hands in whole cycles as well, until none is left that helps; now and then again
    if (t >= 1 && (!settled || steps % (resettled * batch) === 0)) {
      settled = cycles.improve() === 0
      best.offer(state)
    }
    for (let i = 0; i < batch; i++) {
      const limit = temperature === 0 ? 0 : -temperature * Math.log(1 - random.unit())
      const before = state.energy
      if (step(state, random, unmet, limit, warm) && state.energy <= before + limit) {
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
    if (steps % (audited * batch) === 0) state.audit()
    yield report()
  }
}

/** A first timetable: every seat filled that can be. */
function begin(state: State, random: Random): void {
  state.price(hardPrice, mediumAtFirst, 1)
  for (let q = 0; q < state.school.Q; q++) fillFirst(state, random, q)
  for (let l = 0; l < state.school.L; l++) packWhileShort(state, random, l)
}

/** Where care seats of a slot are empty, packs its groups anew, a few times over, and keeps what is better. */
function packWhileShort(state: State, random: Random, l: number): void {
  const short = () => {
    for (let q = state.school.careFrom; q < state.school.dutyFrom; q++) if (state.school.postSlot[q] === l && wants(state, q)) return true
    return false
  }
  for (let i = 0; i < packings && short(); i++) {
    const before = state.energy
    if (repack(state, random, l)) fillTouched(state, random)
    if (state.energy > before) state.rollback(0)
    state.commit()
  }
}

/** Fills a post, unless that breaks a rule (a budget). */
function fillFirst(state: State, random: Random, post: number): void {
  const before = state.energy
  state.touched[0] = post
  state.touchedCount = 1
  fillTouched(state, random)
  if (state.energy > before) state.rollback(0)
  state.commit()
}

/** Makes one move. @returns whether there is anything to accept */
function step(state: State, random: Random, unmet: Unmet, limit: number, warm: boolean): boolean {
  const before = state.energy
  const { amounts, penalty } = state
  const { unfilledSeat, led } = state.rules
  const unfilled = amounts[unfilledSeat.row]
  const leaderless = amounts[led.row]
  const kind = unmet.size > 0 && (random.next() & 31) === 0 ? -1 : deck[random.next() & 1023]
  const calm = kind === 4 && state.cost(1) === 0
  if (!make(kind, state, random, unmet, limit, warm)) return false
  if (state.touchedCount === 0) return true
  // but for seats that it has emptied: what is too dear before they are filled will not be cheaper after
  const emptied = penalty[unfilledSeat.row] * Math.max(0, amounts[unfilledSeat.row] - unfilled) + penalty[led.row] * Math.max(0, amounts[led.row] - leaderless)
  if (state.energy - emptied > before + limit + margin) return false
  fillTouched(state, random)
  // where all demand was met and a section more leaves care short of people, it is packed anew, half of the time, so that it needs fewer
  if (calm && amounts[unfilledSeat.row] > 0 && random.below(2) === 0) repackShort(state, random)
  return true
}

/** Packs the care groups anew of each slot in which this move has left a care seat empty, and fills seats again. */
function repackShort(state: State, random: Random): void {
  const { careFrom, dutyFrom, postSlot } = state.school
  const short = new Set<number>()
  for (let i = 0; i < state.touchedCount; i++) {
    const post = state.touched[i]
    if (post >= careFrom && post < dutyFrom && wants(state, post)) short.add(postSlot[post])
  }
  for (const slot of short) repack(state, random, slot)
  fillTouched(state, random)
}

function make(kind: number, state: State, random: Random, unmet: Unmet, limit: number, warm: boolean): boolean {
  switch (kind) {
    case -1:
      return unmet.move(state, random)
    case 1:
      return moveSeat(state, random, limit)
    case 2:
      return moveHost(state, random)
    case 3:
      return moveRoom(state, random)
    case 4:
      return openSection(state, random)
    case 5:
      return closeSection(state, random)
    case 6:
      return relocateSection(state, random, warm)
    case 7:
      return replaceSection(state, random)
    case 8:
      return exchangeSections(state, random, warm)
    case 9:
      return moveGroup(state, random)
    default:
      return moveStudent(state, random, limit)
  }
}
