import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { repack } from './care.ts'
import { closed, eject } from './eject.ts'
import { keepPin, type LostPin, lostPins } from './pins.ts'
import { closeSection } from './section-moves.ts'
import { closeSectionAt, openActivity, reopenClosed, trouble } from './sections.ts'
import { serveAll } from './serving.ts'
import { squeeze } from './squeeze.ts'
import { fill, wants } from './staffing.ts'

const none: readonly LostPin[] = []

/** What the demand not met, and pins not kept, ask for: each entry a kind and what it concerns. Collected once a batch. */
export class Unmet {
  private readonly kinds: number[] = []
  private readonly what: number[] = []
  private pins: readonly LostPin[] = none

  get size(): number {
    return this.kinds.length + this.pins.length
  }

  collect(state: State): void {
    const { school, rules, amounts, values } = state
    this.kinds.length = 0
    this.what.length = 0
    const add = (kind: number, what: number) => {
      this.kinds.push(kind)
      this.what.push(what)
    }
    if (amounts[rules.unfilledSeat.row] > 0) for (let q = 0; q < school.Q; q++) if (wants(state, q)) add(0, q)
    if (amounts[rules.priorityUnserved.row] > 0) for (const f of rules.priorityUnserved.findings(values)) add(1, f.where[0])
    if (amounts[rules.tutoringUnserved.row] > 0) for (const f of rules.tutoringUnserved.findings(values)) add(2, f.where[0])
    if (amounts[rules.missingSection.row] > 0) for (const f of rules.missingSection.findings(values)) add(3, f.where[0])
    if (amounts[rules.unplacedStudent.row] > 0) for (const f of rules.unplacedStudent.findings(values)) add(5, f.where[1])
    this.pins = amounts[rules.pin.row] > 0 ? lostPins(state) : none
    if (amounts[rules.groupSize.row] > 0) for (const f of rules.groupSize.findings(values)) add(4, f.where[0])
  }

  /** Tries to meet one of them, at whatever cost in wishes: the acceptance decides. */
  move(state: State, random: Random): boolean {
    // half and half: pins that nothing can keep, however many, leave the rest its turns
    if (this.pins.length > 0 && (this.kinds.length === 0 || random.below(2) === 0)) return keepPin(state, random, this.pins[random.below(this.pins.length)])
    const i = random.below(this.kinds.length)
    const what = this.what[i]
    if (this.kinds[i] === 0) return fillAtAnyCost(state, random, what)
    if (this.kinds[i] === 3) {
      // half of the time another section makes room first
      if (random.below(2) === 0) closeSection(state, random)
      return openActivity(state, random, what, -1, random.below(2) === 0 ? trouble.any : trouble.none)
    }
    if (this.kinds[i] === 5) return repack(state, random, what)
    if (this.kinds[i] === 4) return closeSectionAt(state, random, what)
    return serveAll(state, random, what, this.kinds[i] === 2)
  }
}

function fillAtAnyCost(state: State, random: Random, post: number): boolean {
  if (!wants(state, post)) return false
  // somebody comes free where two care groups at that time become one
  if (random.below(5) < 2) {
    const slot = slotAtOnce(state, random, post)
    return slot >= 0 && squeeze(state, random, slot, state.roster.siteOf[post]) && fill(state, random, post, true)
  }
  if (fill(state, random, post, true)) return true
  // somebody gives up whatever keeps them from it, half of the time; who sits there instead is found after
  if (random.below(2) === 0) {
    closed.count = 0
    if (!eject(state, random, post)) return false
    reopenClosed(state, random)
    return true
  }
  if (state.school.postSlot[post] >= 0 && random.below(2) === 0) return repack(state, random, state.school.postSlot[post])
  const { school, roster, values } = state
  // a section at that time closes, and its people come free: its own, for the post of a section, half of the time
  if (post < school.careFrom && random.below(2) === 0) return closeSectionAt(state, random, school.postGroup[post])
  for (let i = 0; i < 40; i++) {
    if (school.Z === 0) return false
    const z = random.below(school.Z)
    const x = school.sessionSection[z]
    if (values[school.at.size + x] === 0) continue
    const q = z * 2 * school.S + (post % school.S)
    const call = roster.callOf[q]
    if (call < 0 || school.callDay[call] !== school.callDay[roster.callOf[post]] || (school.callBit[call] & school.callClash[roster.callOf[post]]) === 0)
      continue
    return closeSectionAt(state, random, x) && fill(state, random, post, true)
  }
  return false
}

/** @returns a slot whose care is at once with the post, or −1 */
function slotAtOnce(state: State, random: Random, post: number): number {
  const { S, L, careFrom, callDay, callBit, callClash } = state.school
  const call = state.roster.callOf[post]
  if (call < 0) return -1
  const offset = random.below(L)
  for (let i = 0; i < L; i++) {
    const l = (offset + i) % L
    const care = state.roster.callOf[careFrom + l * S + (post % S)]
    if (callDay[care] === callDay[call] && (callBit[care] & callClash[call]) !== 0) return l
  }
  return -1
}
