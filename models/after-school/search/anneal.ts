import { Random } from '../../../src/kernel/random.ts'
import type { Progress, SearchOptions } from '../../../src/solve/model.ts'
import type { State } from '../state.ts'
import type { Best } from './best.ts'
import { repack } from './care.ts'
import { Lead } from './lead.ts'
import { calming, usual } from './moves.ts'
import { Rounds } from './rounds.ts'
import { Settling } from './settle.ts'
import { fillTouched, wants } from './staffing.ts'
import { beThrifty, canTell, isShort } from './thrift.ts'
import { Walk } from './walk.ts'

/** temperature at the start and at the end of a round, in units of soft cost */
const hottest = 2
const coldest = 0.25
/** share of a round after which nothing worse is accepted: where all demand is met there is more to do then, sections that might open */
const cooled = { met: 0.9, unmet: 0.95 }
/** share of the cooling until which sections go to other slots whoever cannot come with them, where there are probes to choose from: else a large school may be left with a child unmet that it cannot mend */
const warmUntil = 0.2
/** share of the cooling after which sections hardly close any more, where all demand is met: where probes end, at a temperature of 1.3 */
const coolFrom = 0.22
/** soft units that a unit of medium is worth, at the start and at the end; of hard, always */
const mediumAtFirst = 300
const mediumAtLast = 1000
const hardPrice = 20000
/** the last few units of medium are worth more, at any time: a section that goes to a child whom none suits costs its other members hundreds of units at first. So many of them, less than a unit of hard in sum */
const lastUnits = { most: 8, price: 2000 }
/** packings tried at the start for a slot short of people */
const packings = 30

/**
 * Simulated annealing over all decisions together; each report after a batch of moves.
 * @param lead what it goes on from after its probes, for other searches of the same plan, and theirs for it
 */
export function* anneal(state: State, best: Best, options: SearchOptions, lead = new Lead()): Generator<Progress, void, void> {
  const random = new Random(options.seed)
  const walk = new Walk(state, best, random)
  const settling = new Settling(walk)
  const report = () => reportOf(walk)

  const decisions = state.school.W + state.school.seats
  const given = best.copy(state)
  /** what this round's probes begin with */
  let start = given
  let rounds = new Rounds(decisions, start)
  /** share of the budget, and moves, before the rounds began */
  let usedBefore = 0
  let stepsBefore = 0
  // a timetable that is to stay as it is where it can is not taken apart for a seat
  let thrifty = state.rules.change.idle
  begin(state, random)
  best.offer(state)
  yield report()

  for (let used = options.used(walk.steps); ; used = options.used(walk.steps)) {
    const looks = thrifty && canTell(used, walk.steps)
    if (looks) thrifty = false
    if (looks && isShort(state, best)) {
      best.exploring = true
      const before = best.medium
      for (const _ of beThrifty(walk, hardPrice, () => options.used(walk.steps))) yield report()
      // where that did not help, it is no better place to begin with
      if (best.medium < before) start = best.decisions.slice()
      state.load(start)
      begin(state, random)
      rounds = new Rounds(decisions, start)
      usedBefore = options.used(walk.steps)
      stepsBefore = walk.steps
      used = usedBefore
    }
    const now = (used - usedBefore) / Math.max(1 - usedBefore, Number.EPSILON)
    const medium = state.cost(1)
    // less than an empty seat costs: children whom no section suits where it lies
    const stuck = medium > 0 && medium < state.school.weight[state.rules.unfilledSeat.row]
    const turn = rounds.turn(now, walk.steps - stepsBefore, state.energy, stuck, () => best.copy(state))
    best.exploring = rounds.exploring
    if (turn !== undefined) {
      settling.anew()
      if (turn === 'anew') start = given
      state.load({ anew: start, again: start, deepest: rounds.deepest, best: best.decisions }[turn])
      if (turn === 'anew' || turn === 'again') begin(state, random)
    }
    if (rounds.isWarm(now)) lead.begin(rounds.depth, rounds.deepest)
    else if (lead.own) lead.end()
    const deeper = lead.take()
    if (deeper) {
      state.load(deeper)
      settling.anew()
      rounds.goOn(now)
    }
    const t = Math.min(1, rounds.at(now) / (best.medium === 0 ? cooled.met : cooled.unmet))
    const temperature = t >= 1 ? 0 : hottest * (coldest / hottest) ** t
    const mediumPrice = Math.round(mediumAtFirst * (mediumAtLast / mediumAtFirst) ** t)
    state.price(hardPrice, stuck && medium <= lastUnits.most ? lastUnits.price : mediumPrice, 1)
    if (t >= 1) for (const _ of settling.settle()) yield report()
    walk.go(temperature, t > coolFrom && best.medium === 0 ? calming : usual, t < warmUntil && rounds.choosing)
    yield report()
  }
}

/** Improves a timetable as it stands: fills its empty seats, then walks where nothing is worse, without rounds and without heat; each report after a batch of moves. */
export function* descend(state: State, best: Best, seed: number): Generator<Progress, void, void> {
  const random = new Random(seed)
  const walk = new Walk(state, best, random)
  const settling = new Settling(walk)
  begin(state, random)
  best.offer(state)
  yield reportOf(walk)
  state.price(hardPrice, mediumAtLast, 1)
  for (;;) {
    for (const _ of settling.settle()) yield reportOf(walk)
    walk.go(0, usual, false)
    yield reportOf(walk)
  }
}

function reportOf({ state: { school }, best: { hard, medium, soft }, steps }: Walk): Progress {
  // a timetable without cost is the best there is; without wishes and posts there is nothing to decide
  const idle = school.W === 0 && school.seats === 0
  return { hard, medium, soft, steps, done: idle || hard + medium + soft === 0 }
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
