import { clearSection } from '../codec.ts'
import type { State } from '../state.ts'

/** Who was in a section that has been dissolved. Arrays are reused, and grow for larger sections. */
export class Former {
  /** wishes of the members, the first `n` */
  wishes = new Int32Array(512)
  n = 0
  /** [session × S + season] a leader, −1 for none */
  leads = new Int32Array(32)

  hold(n: number, leads: number): void {
    if (n > this.wishes.length) this.wishes = new Int32Array(2 * n)
    if (leads > this.leads.length) this.leads = new Int32Array(2 * leads)
    this.n = n
  }

  /** Nobody but whoever comes for a wish. */
  forWish(wish: number): void {
    this.wishes[0] = wish
    this.n = 1
    this.leads.fill(-1)
  }

  copy(other: Former): void {
    this.hold(other.n, other.leads.length)
    this.wishes.set(other.wishes.subarray(0, other.n))
    this.leads.set(other.leads)
  }
}

/** All students leave, and the section has no sessions any more; who they and their leaders were is in `was`. */
export function dissolve(state: State, x: number, was: Former): void {
  const { school, values } = state
  const { S, at, sessionsFrom, seatFrom } = school
  const n = values[at.size + x]
  was.hold(n, (sessionsFrom[x + 1] - sessionsFrom[x]) * S)
  for (let z = sessionsFrom[x], k = 0; z < sessionsFrom[x + 1]; z++) {
    for (let season = 0; season < S; season++, k++) {
      const q = z * 2 * S + season
      was.leads[k] = seatFrom[q] < seatFrom[q + 1] ? values[at.seat + seatFrom[q]] - 1 : -1
    }
  }
  for (let i = 0; i < n; i++) was.wishes[i] = state.members[x * state.mostMembers + i]
  for (let i = 0; i < n; i++) state.leave(was.wishes[i])
  clearSection(state, x)
}
