import type { Random } from '../../../src/kernel/random.ts'
import type { State } from '../state.ts'

/** A class's care group goes to another host, or comes home; half of the time in the next period as well. */
export function moveHost(state: State, random: Random): boolean {
  const { school } = state
  const c = random.below(school.C)
  const l = random.below(school.L)
  const key = c * school.L + l
  if (school.attending[key] === 0 || school.hosts[key].length < 2) return false
  const h = school.hosts[key][random.below(school.hosts[key].length)]
  if (!send(state, c, l, h)) return false
  const after = school.next[l]
  if (after >= 0 && random.below(2) === 0 && school.hosts[c * school.L + after].includes(h)) send(state, c, after, h)
  return true
}

function send(state: State, c: number, l: number, h: number): boolean {
  const { school, values, guests } = state
  const key = c * school.L + l
  if (values[school.at.host + key] === h || guests[key] > 0) return false
  if (h !== c && h < school.C && values[school.at.host + h * school.L + l] !== h) return false
  state.setHost(key, h)
  return true
}
