import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { dissolve, Former } from './dissolve.ts'
import { inTheWay, sits, wants } from './staffing.ts'

/** scratch: seats that somebody gives up */
const released = new Int32Array(8)
/** times that somebody looks for what else is in the way, at most */
const mostTimes = 4
/** sections that closed since the count was 0, a few, because somebody left them for another post, or others have their room, with whoever was in them */
export const closed = { count: 0, sections: new Int32Array(released.length), was: Array.from(released, () => new Former()) }
const nobody = new Former()

/** A section closes, and is listed in `closed` while there is room. */
export function oust(state: State, x: number): void {
  if (closed.count < closed.sections.length) {
    closed.sections[closed.count] = x
    dissolve(state, x, closed.was[closed.count++])
  } else dissolve(state, x, nobody)
}

/** Takes somebody out of all that is at once with this post and, where their day or week is too full for it, out of some more; a section that they served in closes; and seats them. @returns whether anybody could be had so */
export function eject(state: State, random: Random, post: number): boolean {
  // filled by now, or more are needed than there are seats
  if (!wants(state, post)) return false
  const { school, roster } = state
  const first = school.candidatesFrom[roster.callOf[post]]
  const n = school.candidatesFrom[roster.callOf[post] + 1] - first
  const offset = n === 0 ? 0 : random.below(n)
  for (let i = 0; i < n; i++) {
    const p = school.candidates[first + ((i + offset) % n)]
    if (sits(state, post, p)) continue
    const mark = state.mark()
    const { count } = closed
    if (makeFree(state, random, post, p)) {
      state.seat(post, p)
      return true
    }
    state.rollback(mark)
    closed.count = count
  }
  return false
}

/** A person leaves what is in the way of a post. @returns whether they could sit there now */
export function makeFree(state: State, random: Random, post: number, person: number): boolean {
  for (let t = 0; t < mostTimes && !state.roster.free(post, person); t++) {
    const count = inTheWay(state, random, post, person, released)
    let k = 0
    while (k < count && giveUp(state, released[k], person, post)) k++
    if (count === 0 || k < count) break
  }
  return state.roster.free(post, person)
}

/** A person leaves a seat, and a section whose seat it is closes. @returns whether they may: not for another post of that section */
function giveUp(state: State, seat: number, person: number, post: number): boolean {
  const { school, values } = state
  // gone already, with another post of the same section
  if (!sits(state, seat, person)) return true
  if (seat >= school.careFrom) {
    state.unseat(seat, person)
    return true
  }
  const x = school.postGroup[seat]
  if (post < school.careFrom && x === school.postGroup[post]) return false
  if (values[school.at.size + x] === 0) return true
  oust(state, x)
  return true
}
