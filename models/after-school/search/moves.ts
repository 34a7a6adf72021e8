import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { moveGroup, moveHost, repack } from './care.ts'
import type { Unmet } from './repair.ts'
import { moveSeat } from './seats.ts'
import { closeSection, exchangeSections, moveRoom, openSection, relocateSection, replaceSection } from './section-moves.ts'
import { squeeze } from './squeeze.ts'
import { fillTouched, wants } from './staffing.ts'
import { moveStudent } from './students.ts'

/** what filling seats may gain beside filling them */
const margin = 8

/** How often each kind of move is made. */
export interface Mix {
  /** [1,024] the kind of a move, as `make` numbers them; one is drawn */
  readonly deck: Uint8Array
  /** while some demand is not met, one move in so many tries to meet it: a power of two */
  readonly unmetOneIn: number
}

/** kinds that are treated in their own way, and are made by themselves */
export const kinds = { unmet: -1, opening: 4 } as const

/** @param counts of 1,024 moves, how many of each kind from 1 on; the rest (0) are students */
const mixOf = (unmetOneIn: number, counts: readonly number[]): Mix => {
  const deck = new Uint8Array(1024)
  counts.reduce((from, n, i) => {
    deck.fill(i + 1, from, from + n)
    return from + n
  }, 0)
  return { deck, unmetOneIn }
}

/** most of the time students and seats, which are cheap to move */
export const usual = mixOf(32, [250, 45, 12, 30, 1, 10, 3, 5, 15])
/** where nothing is unmet and it is cool: next to no section that closes for another, or for nothing, was accepted there */
export const calming = mixOf(32, [250, 45, 12, 12, 0, 10, 0, 1, 15])
/** more of what decides how many seats are needed: sections, their slots, and who looks after which class */
export const sparing = mixOf(8, [250, 120, 12, 60, 20, 60, 10, 20, 60])

/** @returns the kind of the next move */
export const draw = ({ deck, unmetOneIn }: Mix, random: Random, unmet: Unmet): number =>
  unmet.size > 0 && (random.next() & (unmetOneIn - 1)) === 0 ? kinds.unmet : deck[random.next() & 1023]

/** Makes one move. @returns whether there is anything to accept */
export function step(state: State, random: Random, unmet: Unmet, kind: number, limit: number, warm: boolean): boolean {
  const before = state.energy
  const { amounts, penalty } = state
  const { unfilledSeat, led } = state.rules
  const unfilled = amounts[unfilledSeat.row]
  const leaderless = amounts[led.row]
  const calm = kind === kinds.opening && state.cost(1) === 0
  if (!make(kind, state, random, unmet, limit, warm)) return false
  if (state.touchedCount === 0) return true
  // but for seats that it has emptied (one more than there are now, where it has filled the one that it was made for): what is too dear before they are filled will not be cheaper after
  const met = kind === kinds.unmet ? 1 : 0
  const emptied =
    penalty[unfilledSeat.row] * Math.max(0, amounts[unfilledSeat.row] - unfilled + met) + penalty[led.row] * Math.max(0, amounts[led.row] - leaderless + met)
  if (state.energy - emptied > before + limit + margin) return false
  fillTouched(state, random)
  // where all demand was met and a section more leaves care short of people, it is packed anew, half of the time, so that it needs fewer
  if (calm && amounts[unfilledSeat.row] > 0 && random.below(2) === 0) repackShort(state, random)
  return true
}

/** In each slot in which this move has left a care seat empty, packs the care groups anew or puts two together, and fills seats again. */
function repackShort(state: State, random: Random): void {
  const { L, careFrom, dutyFrom, postSlot } = state.school
  const short = new Set<number>()
  for (let i = 0; i < state.touchedCount; i++) {
    const post = state.touched[i]
    if (post >= careFrom && post < dutyFrom && wants(state, post)) short.add(state.roster.siteOf[post] * L + postSlot[post])
  }
  const packs = random.below(2) === 0
  for (const key of short) {
    if (packs) repack(state, random, key % L)
    else squeeze(state, random, key % L, Math.trunc(key / L))
  }
  fillTouched(state, random)
}

function make(kind: number, state: State, random: Random, unmet: Unmet, limit: number, warm: boolean): boolean {
  switch (kind) {
    case kinds.unmet:
      return unmet.move(state, random)
    case 1:
      return moveSeat(state, random, limit)
    case 2:
      return moveHost(state, random)
    case 3:
      return moveRoom(state, random)
    case kinds.opening:
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
