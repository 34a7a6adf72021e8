import type { State } from '../state.ts'

/** classes of the group that was looked at last; grown for larger ones */
let classes = new Int32Array(128)

/** @returns how many classes the host looks after at the slot, itself included; `memberOf` tells which */
export function groupOf({ hosting, school }: State, host: number, slot: number): number {
  const { C, L } = school
  if (classes.length < C) classes = new Int32Array(C)
  let n = 0
  for (let c = hosting.first[host * L + slot]; c !== 0; c = hosting.next[(c - 1) * L + slot]) classes[n++] = c - 1
  return n
}

/** @returns a class of the group that was looked at last */
export const memberOf = (i: number): number => classes[i]

/** @returns whether another host may have each of the `n` classes of the group that was looked at last; a class that is hosted hosts nobody */
export function mayGo({ school, values }: State, n: number, slot: number, to: number): boolean {
  const { C, L, at, hosts } = school
  if (to < C && values[at.host + to * L + slot] !== to) return false
  for (let i = 0; i < n; i++) if (!hosts[classes[i] * L + slot].includes(to)) return false
  return true
}

/** The `n` classes of the group that was looked at last go from their host to another. */
export function sendAll(state: State, n: number, from: number, slot: number, to: number): void {
  const { C, L } = state.school
  // guests first: a class that hosts others stays at home
  for (let i = 0; i < n; i++) if (classes[i] !== from) state.setHost(classes[i] * L + slot, to)
  if (from < C) state.setHost(from * L + slot, to)
}
