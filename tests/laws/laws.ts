import { expect } from 'vitest'
import type { Constraint } from '../../src/kernel/constraint.ts'
import { type PairConstraint, pairByDefault } from '../../src/kernel/exchange.ts'
import { Random } from '../../src/kernel/random.ts'

/** Where a rule is put to the test. */
export interface Ground {
  /** @returns an assignment to begin with */
  values(random: Random): Int32Array
  /** @returns a variable and a value that it may take; the rule hears of it only if the variable is in its scope */
  move(values: Int32Array, random: Random): { readonly variable: number; readonly to: number }
  /** @returns an exchange or any other change of two different variables, for rules that price pairs; absent: two moves */
  pair?(values: Int32Array, random: Random): readonly [Move, Move]
}

type Move = ReturnType<Ground['move']>

/**
 * Holds a rule to the laws of src/kernel/constraint.ts along a random walk: every price against two recounts, every counter there and back, findings against the total.
 * @returns how many moves changed the violation: a rule that never changes has not been tested
 */
export function checkLaws(rule: Constraint, ground: Ground, options: { readonly seed: number; readonly moves: number }): number {
  const random = new Random(options.seed)
  const values = ground.values(random)
  const scope = new Set(rule.scope)
  let violation = recount(rule, values)
  let changed = 0

  for (let i = 0; i < options.moves; i++) {
    const { variable, to } = ground.move(values, random)
    const from = values[variable]
    if (!scope.has(variable)) {
      values[variable] = to
      expect(recount(rule, values), `${rule.id} changes with variable ${variable}, which is not in its scope`).toBe(violation)
      continue
    }
    const said = `${rule.id}, move ${i}: variable ${variable} from ${from} to ${to}`
    const before = counters(rule)
    const price = rule.delta(variable, from, to)
    expect(counters(rule), `${said}: delta touches a counter`).toEqual(before)
    if (rule.gain) expect(-price, `${said}: improves by more than gain says`).toBeLessThanOrEqual(rule.gain(variable))
    expect(rule.apply(variable, from, to), `${said}: apply is not what delta said`).toBe(price)
    const after = counters(rule)
    expect(rule.apply(variable, to, from), `${said}: the way back costs something else`).toBe(-price || 0)
    expect(counters(rule), `${said}: a counter does not come back`).toEqual(before)
    checkPair(rule, ground, values, random)
    rule.apply(variable, from, to)

    values[variable] = to
    const next = recount(rule, values)
    expect(price, `${said}: delta is not the difference of two recounts`).toBe(next - violation)
    expect(counters(rule), `${said}: a recount leaves other counters than apply`).toEqual(after)
    if (next !== violation) changed++
    violation = next
  }
  return changed
}

/** two variables at once: priced as one after the other */
function checkPair(rule: Constraint, ground: Ground, values: Int32Array, random: Random): void {
  if (!('pair' in rule)) return
  const [a, b] = ground.pair?.(values, random) ?? [ground.move(values, random), ground.move(values, random)]
  if (a.variable === b.variable) return
  const args = [a.variable, values[a.variable], a.to, b.variable, values[b.variable], b.to] as const
  const before = counters(rule)
  const price = (rule as PairConstraint).pair(...args)
  expect(counters(rule), `${rule.id}: pair touches a counter`).toEqual(before)
  expect(price, `${rule.id}: pair(${args}) is not what its parts cost in turn`).toBe(pairByDefault(rule, ...args))
}

/** the violation, which must be whole, not negative, repeatable, and what the findings add up to */
function recount(rule: Constraint, values: Int32Array): number {
  const violation = rule.reset(values)
  expect(Number.isInteger(violation) && violation >= 0, `${rule.id}: reset gives ${violation}`).toBe(true)
  const found = [...rule.findings(values)]
  expect(
    found.every(({ amount }) => Number.isInteger(amount) && amount > 0),
    `${rule.id}: a finding without a whole amount above 0`,
  ).toBe(true)
  expect(
    found.reduce((sum, { amount }) => sum + amount, 0),
    `${rule.id}: the findings do not add up to the violation`,
  ).toBe(violation)
  return violation
}

/** Every number that a rule holds, as it is now. */
function counters(rule: Constraint): unknown {
  const seen = new Set<object>()
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
    if (ArrayBuffer.isView(value)) return Array.from(value as Int32Array)
    if (seen.has(value)) return undefined
    seen.add(value)
    if (Array.isArray(value)) return value.map(copy)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]))
  }
  return copy(rule)
}
