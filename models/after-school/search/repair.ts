import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { repack } from './care.ts'
import { eject } from './eject.ts'
import { obstacle, suits } from './join.ts'
import { closeSection } from './section-moves.ts'
import { closeSectionAt, openActivity, trouble } from './sections.ts'
import { squeeze } from './squeeze.ts'
import { fill, wants } from './staffing.ts'
import { rehome } from './students.ts'

/** What the demand not met asks for: each entry a kind and what it concerns. Collected once a batch. */
export class Unmet {
  private readonly kinds: number[] = []
  private readonly what: number[] = []

  get size(): number {
    return this.kinds.length
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
    if (amounts[rules.groupSize.row] > 0) for (const f of rules.groupSize.findings(values)) add(4, f.where[0])
  }

  /** Tries to meet one of them, at whatever cost in wishes: the acceptance decides. */
  move(state: State, random: Random): boolean {
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
  if (random.below(2) === 0) return eject(state, random, post)
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

/** children served in one move for whom others of their kind had to go, at most */
const longest = 4

/** Serves a student, and then whoever of the priority groups lost everything by it. */
function serveAll(state: State, random: Random, s: number, tutoring: boolean): boolean {
  const { amounts, rules } = state
  const before = amounts[rules.priorityUnserved.row]
  if (!serve(state, random, s, tutoring)) return false
  for (let i = 1; i < longest && amounts[rules.priorityUnserved.row] >= before; i++) {
    const next = bereft(state)
    if (next < 0 || !serve(state, random, next, false)) break
  }
  return true
}

/** @returns a priority student who gave up something in this move and has nothing left, or −1 */
function bereft(state: State): number {
  const { school, values } = state
  const { at, priority, wished, wishStudent, wishesFrom, choices } = school
  let found = -1
  state.eachLeft((wish) => {
    const s = wishStudent[wish]
    if (!priority[s] || wished[s] === 0) return
    for (let w = wishesFrom[s]; w < wishesFrom[s] + choices[s]; w++) if (values[at.enrol + w] !== 0) return
    found = s
  })
  return found
}

/** one in so many times a section is drawn from all, also where it would have to open, or close for another: that takes fifty times as long as a place that changes hands */
const rarely = 8

/** @returns a section for a wish: one that runs where the student can be, if there is any, else any */
function sectionFor(state: State, random: Random, wish: number): number {
  const { school, values } = state
  const { at, optionsFrom, options, wishStudent } = school
  const first = optionsFrom[wish]
  const n = optionsFrom[wish + 1] - first
  const offset = random.below(n)
  for (let i = 0; i < n; i++) {
    const x = options[first + ((i + offset) % n)]
    if (values[at.size + x] > 0 && suits(state, wishStudent[wish], x)) return x
  }
  return options[first + offset]
}

/** @returns of the wish’s sections that run where the student cannot be, the one whose end leaves fewest of the priority groups with nothing, or −1 */
function gentlest(state: State, random: Random, wish: number): number {
  const { school, values } = state
  const { at, optionsFrom, options, wishStudent, wishesFrom, choices, priority } = school
  let least = Number.POSITIVE_INFINITY
  let found = -1
  for (let i = optionsFrom[wish]; i < optionsFrom[wish + 1]; i++) {
    const x = options[i]
    const size = values[at.size + x]
    if (size === 0 || suits(state, wishStudent[wish], x)) continue
    let bereft = random.unit()
    for (let k = 0; k < size; k++) {
      const w = state.members[x * state.mostMembers + k]
      const s = wishStudent[w]
      if (!priority[s] || w >= wishesFrom[s] + choices[s]) continue
      let held = 0
      for (let v = wishesFrom[s]; v < wishesFrom[s] + choices[s]; v++) if (values[at.enrol + v] !== 0) held++
      if (held === 1) bereft++
    }
    if (bereft < least) {
      least = bereft
      found = x
    }
  }
  return found
}

/** A student gets a place in one of their choices (or in tutoring), whoever has to make room; or a section opens for them. */
function serve(state: State, random: Random, s: number, tutoring: boolean): boolean {
  const { school, values } = state
  const { at, wishesFrom, choices, optionsFrom, options, sectionActivity, sizeMax, wishStudent } = school
  const end = tutoring ? wishesFrom[s + 1] : wishesFrom[s] + choices[s]
  const start = tutoring ? end - 1 : wishesFrom[s]
  const w = start + random.below(end - start)
  if (values[at.enrol + w] !== 0 || optionsFrom[w + 1] === optionsFrom[w]) return false
  const x = random.below(rarely) === 0 ? options[optionsFrom[w] + random.below(optionsFrom[w + 1] - optionsFrom[w])] : sectionFor(state, random, w)
  const size = values[at.size + x]
  if (size === 0) return openActivity(state, random, sectionActivity[x], w, trouble.leader)
  // a section where the student cannot be gives way to one where they can
  if (!suits(state, s, x)) {
    const closing = random.below(4) === 0 ? x : gentlest(state, random, w)
    return closing >= 0 && closeSectionAt(state, random, closing) && openActivity(state, random, sectionActivity[x], w, trouble.leader)
  }
  for (let i = 0; i < 4; i++) {
    let give = obstacle(state, w, x)
    if (give === -1) break
    // of several in the way, any
    if (give === -2) {
      const held: number[] = []
      for (let v = wishesFrom[s]; v < wishesFrom[s + 1]; v++) if (values[at.enrol + v] !== 0) held.push(v)
      give = held[random.below(held.length)]
    }
    state.leave(give)
  }
  if (obstacle(state, w, x) !== -1) return false
  if (values[at.size + x] >= sizeMax[sectionActivity[x]]) {
    const out = state.members[x * state.mostMembers + random.below(size)]
    state.leave(out)
    state.join(w, x)
    rehome(state, random, wishStudent[out], x)
  } else state.join(w, x)
  rehome(state, random, s, x)
  return true
}
