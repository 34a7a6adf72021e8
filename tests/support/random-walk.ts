import { moveHost, repack } from '../../models/after-school/search/care.ts'
import { Unmet } from '../../models/after-school/search/repair.ts'
import { moveSeat } from '../../models/after-school/search/seats.ts'
import { closeSection, moveRoom, openSection, relocateSection, replaceSection } from '../../models/after-school/search/section-moves.ts'
import { fillTouched } from '../../models/after-school/search/staffing.ts'
import { moveStudent } from '../../models/after-school/search/students.ts'
import type { State } from '../../models/after-school/state.ts'
import { Random } from '../../src/kernel/random.ts'

/** A walk through timetables with no mind for their cost: moves of the search, seats and students given up, taken back or kept by the toss of a coin. */
export class RandomWalk {
  private readonly state: State
  private readonly random: Random
  private readonly unmet = new Unmet()

  constructor(state: State, seed: number) {
    this.state = state
    this.random = new Random(seed)
    state.price(4000, 60, 1)
  }

  /** Makes one move and leaves it in the journal. */
  move(): void {
    const { state, random } = this
    const kind = random.below(26)
    if (kind < 5) moveStudent(state, random, Number.POSITIVE_INFINITY)
    else if (kind < 8) moveSeat(state, random, Number.POSITIVE_INFINITY)
    else if (kind < 13) moveHost(state, random)
    else if (kind === 13) repack(state, random, random.below(state.school.L))
    else if (kind < 17) openSection(state, random)
    else if (kind < 19) squeeze(state, random)
    else if (kind === 19) moveRoom(state, random)
    else if (kind === 20) relocateSection(state, random, true)
    else if (kind === 21) replaceSection(state, random)
    else if (kind === 22) closeSection(state, random)
    else if (kind === 23) unseat(state, random)
    else if (kind === 24) leave(state, random)
    else {
      this.unmet.collect(state)
      if (this.unmet.size > 0) this.unmet.move(state, random)
    }
    // an unfilled seat is a timetable too
    if (random.below(4) !== 0) fillTouched(state, random)
  }

  /** Ends a move: it stays, or is taken back. */
  settle(): void {
    if (this.random.below(4) === 0) this.state.rollback(0)
    this.state.commit()
  }

  /** @param moves how many, each made and settled */
  go(moves: number): void {
    for (let i = 0; i < moves; i++) {
      this.move()
      this.settle()
    }
  }
}

function unseat(state: State, random: Random): void {
  const i = someHeld(state.values, state.school.at.seat, state.school.seats, random)
  if (i >= 0) state.unseat(state.school.seatPost[i], state.values[state.school.at.seat + i] - 1)
}

function leave(state: State, random: Random): void {
  const w = someHeld(state.values, state.school.at.enrol, state.school.W, random)
  if (w >= 0) state.leave(w)
}

/** A session goes to any room of its site that it may have, however small or taken. */
function squeeze(state: State, random: Random): void {
  const { at, X, R, L, sessionsFrom, sectionActivity, rooms, roomSite, roomOk, wishStudent, capacity } = state.school
  const x = someHeld(state.values, at.size, X, random)
  if (x < 0) return
  const z = sessionsFrom[x] + random.below(sessionsFrom[x + 1] - sessionsFrom[x])
  const students = Array.from({ length: state.values[at.size + x] }, (_, i) => wishStudent[state.members[x * state.mostMembers + i]])
  const site = roomSite[state.values[at.room + z] - 1]
  const options = rooms[sectionActivity[x] * L + state.values[at.slot + z] - 1]
  // half of the time the smallest: it may not hold them
  const smallest = options.reduce((a, b) => (capacity[b] < capacity[a] ? b : a))
  const room = random.below(2) === 0 ? smallest : options[random.below(options.length)]
  if (roomSite[room] === site && students.every((s) => roomOk[s * R + room] & 1)) state.setRoom(z, room)
}

/** @returns the index of some value above 0 of a region, from a random one on, or −1 */
function someHeld(values: Int32Array, from: number, length: number, random: Random): number {
  const offset = length === 0 ? 0 : random.below(length)
  for (let i = 0; i < length; i++) if (values[from + ((offset + i) % length)] !== 0) return (offset + i) % length
  return -1
}
