import { expect } from 'vitest'
import type { Rule } from '../../models/after-school/constraints/rule.ts'
import type { State } from '../../models/after-school/state.ts'
import { Cells } from '../../src/kernel/trail.ts'

type Numbers = ArrayLike<number> & Iterable<number>
type Counters = ReadonlyMap<string, Numbers | readonly Numbers[]>

/** what a rule holds beside counters: the plan, the state's own arrays, a list that is written anew at every price */
const notCounted = new Set(['school', 'values', 'trail', 'hosting', 'parts', 'touched'])

/**
 * Listens to what a state tells its rules and holds every so-manieth price, and the first ten changes of each rule, to the laws of src/kernel/constraint.ts: a difference of two
 * recounts, the same from `delta` and from `apply`, there and back to the counter. So the rules hear what a state promises them (constraints/rule.ts), which no free walk over
 * their variables would keep.
 */
export class Heard {
  /** rule id → prices held to the laws that changed the violation */
  readonly changes = new Map<string, number>()
  private readonly state: State
  private readonly every: number
  private told = 0
  private within = false

  constructor(state: State, every: number) {
    this.state = state
    this.every = every
    for (const rule of state.list) this.listen(rule)
  }

  private listen(rule: Rule): void {
    const scope = new Set(rule.scope)
    const own = { delta: rule.delta.bind(rule), apply: rule.apply.bind(rule) }
    const hear = (how: 'delta' | 'apply') => (variable: number, from: number, to: number) => {
      // rules price by their own `delta`, which is then part of an `apply` that is listened to
      if (this.within) return own[how](variable, from, to)
      this.within = true
      try {
        expect(scope.has(variable), `${rule.id} hears of ${variable}, which is not in its scope`).toBe(true)
        const seldom = (this.changes.get(rule.id) ?? 0) < 10 && own.delta(variable, from, to) !== 0
        if (seldom || ++this.told % this.every === 0) this.hold(rule, variable, from, to, how === 'apply')
        return own[how](variable, from, to)
      } finally {
        this.within = false
      }
    }
    Object.assign(rule, { delta: hear('delta'), apply: hear('apply') })
  }

  private hold(rule: Rule, variable: number, from: number, to: number, keepsCounters: boolean): void {
    const { values } = this.state
    const said = `${rule.id}: variable ${variable} from ${from} to ${to}`
    expect(values[variable], `${said}: it is written already`).toBe(from)
    const before = countersOf(rule)
    // −0 is 0
    const price = rule.delta(variable, from, to) + 0
    expectSame(countersOf(rule), before, `${said}: delta touches a counter`)
    const then = values.slice()
    then[variable] = to
    expect(price, `${said}: delta is not the difference of two recounts`).toBe(recount(rule, then) - recount(rule, values))

    expect(rule.apply(variable, from, to) + 0, `${said}: apply is not what delta said`).toBe(price)
    const after = countersOf(rule)
    if (!keepsCounters) expectSame(after, before, `${said}: the state asks for delta alone, but there are counters to shift`)
    values[variable] = to
    expect(rule.apply(variable, to, from) + price, `${said}: the way back costs something else`).toBe(0)
    values[variable] = from
    expectSame(countersOf(rule), before, `${said}: a counter does not come back`)

    rule.reset(then)
    expectSame(countersOf(rule), after, `${said}: a recount leaves other counters than apply`)
    rule.reset(values)
    expectSame(countersOf(rule), before, `${said}: a recount leaves other counters than the moves so far`)
    if (price !== 0) this.changes.set(rule.id, (this.changes.get(rule.id) ?? 0) + 1)
  }
}

/** The violation from the values alone, by the rule's findings; counters untouched. */
export function recount(rule: Rule, values: Int32Array): number {
  let total = 0
  for (const { amount } of rule.findings(values)) {
    if (amount <= 0) throw new Error(`${rule.id}: a finding of ${amount}`)
    total += amount
  }
  return total
}

function countersOf(rule: Rule): Counters {
  const held = Object.entries(rule).filter(([key, value]) => typeof value === 'object' && value !== null && !notCounted.has(key))
  return new Map(held.map(([key, value]) => [key, Array.isArray(value) && typeof value[0] === 'object' ? value.map(copy) : copy(value)]))
}

/** lists of lists are sets: their order means nothing */
const copy = (value: unknown): Numbers => {
  if (value instanceof Cells) return value.now.slice()
  if (ArrayBuffer.isView(value)) return (value as Int32Array).slice()
  return Array.isArray(value) ? [...value].sort((a, b) => a - b) : []
}

function expectSame(now: Counters, then: Counters, message: string): void {
  for (const [name, counter] of now) if (!same(counter, then.get(name)!)) expect(counter, `${message} (${name})`).toEqual(then.get(name))
}

function same(a: Numbers | readonly Numbers[], b: Numbers | readonly Numbers[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i], b[i]]
    if (typeof x === 'number' ? x !== y : !same(x, y as Numbers)) return false
  }
  return true
}
