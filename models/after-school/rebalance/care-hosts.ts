import type { State } from '../state.ts'
import type { TimetableParts } from '../timetable.ts'
import { fillTouched } from './fill.ts'
import { brokenRule } from './levels.ts'
import type { Scope } from './reseat.ts'

/** times that each class of a slot that has lost its host may go somewhere else, on average */
const rounds = 3
const never = () => false

export interface Rehoused {
  /** class × L + slot of those whose home room is closed and that nobody can take */
  readonly unhoused: readonly number[]
  /** some class could not be where it was */
  readonly moved: boolean
}

/** @returns class × L + slot of the classes that children attend in a closed room of their own, on any day of the week */
export function classesWithoutRoom({ school, values }: State, isClosed: NonNullable<Scope['isClosed']>): number[] {
  const { at, C, L, start, weekday, plan, attending } = school
  return Array.from({ length: C * L }, (_, key) => key).filter((key) => {
    const [c, l] = [Math.trunc(key / L), key % L]
    return start[l] >= 0 && attending[key] > 0 && values[at.host + key] === c && isClosed(plan.classes[c].homeRoom, weekday[l])
  })
}

/** Another class that was a guest elsewhere comes home first, so that it can be host. */
export function goTo(state: State, key: number, h: number): void {
  const { C, L } = state.school
  if (h < C) state.setHost(h * L + (key % L), h)
  state.setHost(key, h)
}

/** Classes that cannot be where they were (their home room, or their host's, is closed) go where it costs least, with the seats that follow. @param before where they were */
export function rehouseClasses(state: State, scope: Scope, before: TimetableParts, overdue: () => boolean): Rehoused {
  const { school, values } = state
  const { at, C, L, weekday, start, attending, classIndex, slotIndex, hostIndex } = school
  const former = Int32Array.from({ length: C * L }, (_, key) => Math.trunc(key / L))
  for (const { class: c, slot, host } of before.care) former[classIndex.get(c)! * L + slotIndex.get(slot)!] = hostIndex.get(host) ?? -1
  const unhoused: number[] = []
  let moved = false
  for (let l = 0; l < L; l++) {
    if (!scope.open[weekday[l]] || start[l] < 0) continue
    const keys: number[] = []
    for (let c = 0; c < C; c++) {
      const key = c * L + l
      if (attending[key] > 0 && (values[at.host + key] !== former[key] || isStranded(state, scope, key))) keys.push(key)
    }
    if (keys.length === 0) continue
    moved = true
    rehouse(state, scope, keys, overdue)
    unhoused.push(...keys.filter((key) => isStranded(state, scope, key)))
  }
  return { unhoused, moved }
}

/** the class is at home, and its room is closed */
function isStranded({ school, values }: State, { isClosed }: Scope, key: number): boolean {
  const c = Math.trunc(key / school.L)
  return values[school.at.host + key] === c && (isClosed?.(school.plan.classes[c].homeRoom, school.weekday[key % school.L]) ?? false)
}

/** Hosts for classes of one slot: each where it costs least, one after the other, or all of them with one host and then each where it costs less. Nobody is seated yet. */
function rehouse(state: State, scope: Scope, keys: readonly number[], overdue: () => boolean): void {
  const { school, values } = state
  const { at, C, L, hosts } = school
  for (const key of keys) {
    // a class without anybody in care here has no need of a host
    for (let c = 0; state.guests[key] > 0 && c < C; c++) {
      const guest = c * L + (key % L)
      if (guest !== key && values[at.host + guest] === Math.trunc(key / L)) state.setHost(guest, c)
    }
  }
  // a rule broken elsewhere is no better than one broken here
  const price = () => state.energy + brokenRule * keys.filter((key) => isStranded(state, scope, key)).length
  const start = state.mark()
  let best = keys.map((key) => values[at.host + key])
  let bestPrice = price()
  const way = (first: () => void) => {
    state.touchedCount = 0
    first()
    fillTouched(state, scope)
    for (let round = 0; round < rounds * keys.length && improve(state, scope, keys, price, never); round++);
    if (price() < bestPrice) {
      bestPrice = price()
      best = keys.map((key) => values[at.host + key])
    }
    state.rollback(start)
    state.touchedCount = 0
  }
  way(() => {})
  for (const h of new Set(keys.flatMap((key) => hosts[key]))) {
    if (overdue()) break
    way(() => {
      for (const key of keys) if (hosts[key].includes(h) && mayGo(state, scope, key, h)) goTo(state, key, h)
    })
  }
  for (const [i, key] of keys.entries()) if (best[i] === Math.trunc(key / L)) state.setHost(key, best[i])
  for (const [i, key] of keys.entries()) if (values[at.host + key] !== best[i]) goTo(state, key, best[i])
  state.touchedCount = 0
}

/** whether the host is there, or could be, with a room that is open, and the class itself hosts nobody */
function mayGo({ school, values, guests }: State, { isClosed }: Scope, key: number, h: number): boolean {
  const { C, L, at, weekday, plan } = school
  if (values[at.host + key] === h || guests[key] > 0) return false
  if (h >= C) return true
  if (isClosed?.(plan.classes[h].homeRoom, weekday[key % L])) return false
  return h === Math.trunc(key / L) || values[at.host + h * L + (key % L)] === h || guests[h * L + (key % L)] === 0
}

/** Sends one of the classes, the one and to the host that cost least, with the seats that follow. @returns whether that costs less than now */
function improve(state: State, scope: Scope, keys: readonly number[], price: () => number, overdue: () => boolean): boolean {
  let best: { readonly key: number; readonly h: number } | undefined
  let bestPrice = price()
  for (const key of keys) {
    for (const h of state.school.hosts[key]) {
      if (overdue() || !mayGo(state, scope, key, h)) continue
      const mark = state.mark()
      const cost = send(state, scope, key, h, price, bestPrice)
      if (cost < bestPrice) {
        bestPrice = cost
        best = { key, h }
      }
      state.rollback(mark)
      state.touchedCount = 0
    }
  }
  if (!best) return false
  send(state, scope, best.key, best.h, price, Number.POSITIVE_INFINITY)
  state.touchedCount = 0
  return true
}

/** @param limit nobody is seated where even full seats would not bring the price below this @returns the price */
function send(state: State, scope: Scope, key: number, h: number, price: () => number, limit: number): number {
  const { unfilledSeat } = state.rules
  const empty = state.amounts[unfilledSeat.row]
  state.touchedCount = 0
  goTo(state, key, h)
  if (price() - state.penalty[unfilledSeat.row] * Math.max(0, state.amounts[unfilledSeat.row] - empty) < limit) fillTouched(state, scope)
  return price()
}

/** groups of the days in scope that are above their room's capacity, or in whose room a section meets on that day where rooms clash; as host × L + slot */
export function troubledGroups({ school, values, amounts, rules }: State, scope: Scope): number[] {
  const { at, H, L, Z, weekday, capacity, hostRoom, sessionSection } = school
  const taken = new Set<number>()
  for (let z = 0; z < Z && amounts[rules.roomClash.row] > 0; z++) {
    const slot = values[at.slot + z] - 1
    if (slot >= 0 && values[at.size + sessionSection[z]] > 0) taken.add((values[at.room + z] - 1) * 7 + weekday[slot])
  }
  return Array.from({ length: H * L }, (_, at) => at).filter((i) => {
    const l = i % L
    const h = Math.trunc(i / L)
    const n = values[at.group + i]
    return n > 0 && scope.open[weekday[l]] && (n > capacity[hostRoom[h]] || taken.has(hostRoom[h] * 7 + weekday[l]))
  })
}

/**
 * Spreads care groups that are above their room's capacity: their classes go to other hosts, home included, with the seats that follow, as long as that costs less.
 * @returns whether some class went
 */
export function spread(state: State, scope: Scope, overdue: () => boolean): boolean {
  const { school, values, hosting } = state
  const { L } = school
  const price = () => state.energy
  let moved = false
  for (let again = true; again && !overdue(); ) {
    again = false
    for (const group of troubledGroups(state, scope)) {
      const keys: number[] = []
      for (let n = hosting.first[group]; n !== 0; n = hosting.next[(n - 1) * L + (group % L)]) keys.push((n - 1) * L + (group % L))
      const sent = improve(
        state,
        scope,
        keys.filter((key) => values[school.at.stay + key] > 0),
        price,
        overdue,
      )
      again ||= sent
    }
    moved ||= again
  }
  return moved
}
