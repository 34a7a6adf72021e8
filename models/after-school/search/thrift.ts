import type { State } from '../state.ts'
import type { Best } from './best.ts'
import { sparing } from './moves.ts'
import { batch, type Walk } from './walk.ts'

/** the search has had its way for so long before seats are called short: a share of the budget, and moves */
const patience = 0.05
const fewestSteps = 16 * batch
/** empty seats that somebody could fill, at least */
const fewestSeats = 2
/** share of the budget, from here on, that fewer empty seats are worth; and of a timetable's decisions squared, steps: a small school comes to its end sooner */
const share = 0.5
const stepShare = 0.25

/** what an empty seat costs meanwhile, in units of soft cost: about as much as the wishes that a section serves */
const seatPrice = 400
/** temperature at the start, at most, and at the end, in units of soft cost: half an empty seat, and a fortieth of one */
const hottest = 200
const coldest = 10
/** what a degree of heat takes to cool: steps for each decision of a timetable; a large school in a short time begins less hot */
const stepsOfADegree = 1

/** @returns whether the search has gone on for long enough to tell who is missing */
export const canTell = (used: number, steps: number): boolean => used >= patience && steps >= fewestSteps

/** @returns whether seats that somebody could fill are empty in the best timetable so far */
export function isShort({ school, rules, roster, filled, values }: State, best: Best): boolean {
  const { Q, at, candidatesFrom } = school
  let empty = best.amounts[rules.unfilledSeat.row]
  for (let q = 0; q < Q && empty >= fewestSeats; q++) {
    const call = roster.callOf[q]
    if (call >= 0 && candidatesFrom[call + 1] === candidatesFrom[call]) empty -= values[at.need + q] - filled[q]
  }
  return empty >= fewestSeats
}

/**
 * Where people are short, how many seats stay empty is decided by what the usual temperatures leave as it is: how many sections meet when, and which classes fit under one supervisor.
 * So this cools from where an empty seat more is accepted, whatever becomes of wishes, to where none is.
 * @param used gives the share of the budget that is used up
 */
export function* beThrifty(walk: Walk, hard: number, used: () => number): Generator<void, void, void> {
  const { rules, school } = walk.state
  const { W, seats, weight } = school
  const from = used()
  const first = walk.steps
  const decisions = W + seats
  const most = stepShare * decisions ** 2
  const affordable = Math.min(most, (share * (1 - from) * first) / from)
  const start = Math.max(coldest, Math.min(hottest, affordable / (decisions * stepsOfADegree)))
  const done = () => Math.max((used() - from) / (share * (1 - from)), (walk.steps - first) / most)
  walk.state.price(hard, Math.ceil(seatPrice / Math.max(1, weight[rules.unfilledSeat.row])), 1)
  for (let t = 0; t < 1; t = done()) {
    walk.go(start * (coldest / start) ** t, sparing, true)
    yield
  }
}
