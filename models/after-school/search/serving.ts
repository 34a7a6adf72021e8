import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'
import { obstacle, suits } from './join.ts'
import { bring, openActivity, trouble } from './sections.ts'
import { rehome } from './students.ts'

/** children served in one move for whom others of their kind had to go, at most */
const longest = 12
/** sections that go elsewhere in one such move, one after the other, at most */
const mostMoved = 2
/** members looked at for one whom a priority group does not lose a place by */
const asked = 8

/** Serves a student, and then whoever of the priority groups lost everything by it. */
export function serveAll(state: State, random: Random, s: number, tutoring: boolean): boolean {
  const { amounts, rules } = state
  const before = amounts[rules.priorityUnserved.row]
  if (!serve(state, random, s, tutoring)) return false
  let moved = 1
  for (let i = 1; i < longest && amounts[rules.priorityUnserved.row] >= before; i++) {
    const next = bereft(state)
    if (next < 0) break
    if (!squeezeIn(state, random, next) && (moved++ >= mostMoved || !serve(state, random, next, false))) break
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

/** A student of a priority group gets a place in a section that runs, of one of their choices. @returns whether there is such a section */
function squeezeIn(state: State, random: Random, s: number): boolean {
  const { wishesFrom, choices, optionsFrom } = state.school
  const first = random.below(choices[s])
  for (let i = 0; i < choices[s]; i++) {
    const w = wishesFrom[s] + ((first + i) % choices[s])
    if (optionsFrom[w + 1] === optionsFrom[w]) continue
    const x = sectionFor(state, random, w)
    if (state.values[state.school.at.size + x] > 0 && suits(state, s, x)) return admit(state, random, w, x)
  }
  return false
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

/** @returns whether a wish that is met is all that a student of a priority group has of their choices */
function isLast(state: State, wish: number): boolean {
  const { at, wishStudent, wishesFrom, choices, priority } = state.school
  const s = wishStudent[wish]
  const end = wishesFrom[s] + choices[s]
  if (!priority[s] || wish >= end) return false
  for (let v = wishesFrom[s]; v < end; v++) if (v !== wish && state.values[at.enrol + v] !== 0) return false
  return true
}

/** @returns whether a section of their choices runs where the student of a wish can be, other than one */
function hasElsewhere(state: State, wish: number, except: number): boolean {
  const { at, wishStudent, wishesFrom, choices, optionsFrom, options } = state.school
  const s = wishStudent[wish]
  const end = optionsFrom[wishesFrom[s] + choices[s]]
  for (let i = optionsFrom[wishesFrom[s]]; i < end; i++) {
    const x = options[i]
    if (x !== except && state.values[at.size + x] > 0 && suits(state, s, x)) return true
  }
  return false
}

/** @returns of the wish’s sections that run where the student cannot be, the one that leaves fewest of the priority groups with nothing if it meets in a slot, or −1 */
function gentlest(state: State, random: Random, wish: number, slot: number): number {
  const { school, values } = state
  const { at, L, optionsFrom, options, wishStudent, attends, sectionActivity, length } = school
  let least = Number.POSITIVE_INFINITY
  let found = -1
  for (let i = optionsFrom[wish]; i < optionsFrom[wish + 1]; i++) {
    const x = options[i]
    const size = values[at.size + x]
    if (size === 0 || suits(state, wishStudent[wish], x)) continue
    let bereft = random.unit()
    for (let k = 0; k < size; k++) {
      const w = state.members[x * state.mostMembers + k]
      if (attends[(wishStudent[w] * 2 + length[sectionActivity[x]] - 1) * L + slot] === 0 && isLast(state, w) && !hasElsewhere(state, w, x)) bereft++
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
  const { at, L, wishesFrom, choices, optionsFrom, options, sectionActivity, attends, length } = school
  const end = tutoring ? wishesFrom[s + 1] : wishesFrom[s] + choices[s]
  const start = tutoring ? end - 1 : wishesFrom[s]
  const w = start + random.below(end - start)
  if (values[at.enrol + w] !== 0 || optionsFrom[w + 1] === optionsFrom[w]) return false
  const x = random.below(rarely) === 0 ? options[optionsFrom[w] + random.below(optionsFrom[w + 1] - optionsFrom[w])] : sectionFor(state, random, w)
  const size = values[at.size + x]
  if (size === 0) return openActivity(state, random, sectionActivity[x], w, state.amounts[state.rules.unfilledSeat.row] === 0 ? trouble.any : trouble.leader)
  // a section where the student cannot be gives way to one where they can
  if (!suits(state, s, x)) {
    const list = state.school.slots[sectionActivity[x]].filter((l) => attends[(s * 2 + length[sectionActivity[x]] - 1) * L + l] !== 0)
    if (list.length === 0) return false
    const slot = list[random.below(list.length)]
    const moving = random.below(4) === 0 ? x : gentlest(state, random, w, slot)
    return moving >= 0 && bring(state, random, moving, w, slot)
  }
  return admit(state, random, w, x)
}

/** A student takes a place in a running section that suits them, whatever they and somebody else give up for it. @returns whether they could */
export function admit(state: State, random: Random, w: number, x: number): boolean {
  const { school, values } = state
  const { at, wishStudent, wishesFrom, sectionActivity, sizeMax } = school
  const s = wishStudent[w]
  if (values[at.enrol + w] !== 0) state.leave(w)
  for (let i = 0; i < 4; i++) {
    let give = obstacle(state, w, x)
    if (give === -1) break
    // of several in the way, any
    if (give === -2) {
      const held: number[] = []
      for (let v = wishesFrom[s]; v < wishesFrom[s + 1]; v++) if (values[at.enrol + v] !== 0) held.push(v)
      // whoever wants no club has nothing to give up
      if (held.length === 0) return false
      give = held[random.below(held.length)]
    }
    state.leave(give)
  }
  if (obstacle(state, w, x) !== -1) return false
  const size = values[at.size + x]
  if (size >= sizeMax[sectionActivity[x]]) {
    let out = state.members[x * state.mostMembers + random.below(size)]
    for (let i = 0; i < asked && isLast(state, out); i++) out = state.members[x * state.mostMembers + random.below(size)]
    state.leave(out)
    state.join(w, x)
    rehome(state, random, wishStudent[out], x)
  } else state.join(w, x)
  rehome(state, random, s, x)
  return true
}
