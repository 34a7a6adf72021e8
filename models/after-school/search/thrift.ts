import type { State } from '../state.ts'
import type { Best } from './best.ts'
import { sparing, usual } from './moves.ts'
import { batch, type Walk } from './walk.ts'

/** the search has had its way for so long before seats are called short: a share of the budget, and moves */
const patience = 0.05
const fewestSteps = 16 * batch
/** empty seats that somebody could fill, at least */
const fewestSeats = 2
/** share of the budget, from here on, that fewer empty seats are worth; and of a timetable's decisions squared, steps: a small school comes to its end sooner */
const share = 0.5
const stepShare = 0.25

/** how often it is done, at most, where that share holds several: what one ends with is a matter of chance */
const mostTimes = 6
/** after each of several the usual search goes on for so much of its steps, and so many batches at least, between these temperatures, in units of soft cost, at this price of medium: for the wishes that the fewest empty seats leave room for */
const sounding = { share: 0.2, fewest: 4, from: 2, to: 1.3, medium: 300 }

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
 * So this cools from where an empty seat more is accepted, whatever becomes of wishes, to where none is; several times, where the budget is long for the school. The best timetable on the way is in the walk's keeping.
 * Yields after each batch.
 * @param hard price of a unit of hard, in units of soft cost
 * @param used gives the share of the budget that is used up
 */
export function* beThrifty(walk: Walk, hard: number, used: () => number): Generator<void, void, void> {
  const { W, seats } = walk.state.school
  const from = used()
  const decisions = W + seats
  const affordable = (share * (1 - from) * walk.steps) / from
  const steps = Math.min(stepShare * decisions ** 2, affordable)
  const times = Math.max(1, Math.min(mostTimes, Math.floor(affordable / (steps * (1 + sounding.share)))))
  const start = Math.max(coldest, Math.min(hottest, steps / (decisions * stepsOfADegree)))
  for (let i = 0; i < times; i++) {
    const begun = { used: used(), steps: walk.steps }
    const done = () => Math.max((used() - begun.used) / ((share * (1 - from)) / times), (walk.steps - begun.steps) / steps)
    yield* cool(walk, hard, start, done)
    if (times > 1) yield* sound(walk, hard, steps)
  }
}

/** Cools once, as far as `done` says (0 … 1). */
function* cool(walk: Walk, hard: number, start: number, done: () => number): Generator<void, void, void> {
  const { rules, school } = walk.state
  walk.state.price(hard, Math.ceil(seatPrice / Math.max(1, school.weight[rules.unfilledSeat.row])), 1)
  for (let t = 0; t < 1; t = done()) {
    walk.go(start * (coldest / start) ** t, sparing, true)
    yield
  }
}

function* sound(walk: Walk, hard: number, steps: number): Generator<void, void, void> {
  const { from, to, fewest, medium } = sounding
  const batches = Math.max(fewest, Math.ceil((sounding.share * steps) / batch))
  walk.state.price(hard, medium, 1)
  for (let i = 0; i < batches; i++) {
    walk.go(from * (to / from) ** (i / batches), usual, true)
    yield
  }
}
