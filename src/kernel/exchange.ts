import type { Constraint } from './constraint.ts'

/** A rule that prices two variables at once, without the detour over its counters. */
export interface PairConstraint extends Constraint {
  /** @returns the change in violation if `a` went from `fromA` to `toA` and `b`, another variable, from `fromB` to `toB`; counters are as before on return */
  pair(a: number, fromA: number, toA: number, b: number, fromB: number, toB: number): number
}

/** What `pair` means: one after the other, and back. */
export function pairByDefault(rule: Constraint, a: number, fromA: number, toA: number, b: number, fromB: number, toB: number): number {
  const first = rule.apply(a, fromA, toA)
  const second = rule.delta(b, fromB, toB)
  rule.apply(a, toA, fromA)
  return first + second
}
