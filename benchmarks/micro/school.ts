import { encode } from '../../models/after-school/codec.ts'
import { compileSchool } from '../../models/after-school/compile/school.ts'
import { anneal } from '../../models/after-school/search/anneal.ts'
import { Best } from '../../models/after-school/search/best.ts'
import { State } from '../../models/after-school/state.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { levelNames, type Price } from './price.ts'

/** moves before and while it is timed */
const moves = { warmUp: 400_000, timed: 200_000 }
/** one call in so many is timed, over so many repetitions: a clock tells no single call */
const every = 500
const repetitions = 400

export const schoolRules = (plan: unknown): readonly string[] => new State(compileSchool(parsePlan(plan))).list.map((rule) => rule.id)

/** A rule of the after-school model prices what its state tells it, while the state stands still: so it is timed within a search. */
export interface SchoolPrice extends Price {
  /** calls a move that was tried */
  readonly calls: number
}

export function priceInSearch(plan: unknown, id: string, { warmUp, timed } = moves): SchoolPrice {
  const school = compileSchool(parsePlan(plan))
  const state = new State(school)
  encode(state, school.plan.pins)
  const best = new Best(state)
  best.offer(state)
  const search = anneal(state, best, { seed: 1, used: (steps) => 0.5 + (0.4 * steps) / (warmUp + timed), stepLimit: warmUp + timed })
  let steps = 0
  const advance = (to: number) => {
    while (steps < to) {
      const next = search.next()
      if (next.done || next.value.done) break
      steps = next.value.steps
    }
  }
  advance(warmUp)

  const rule = state.list.find((one) => one.id === id)
  if (!rule) throw new Error(`no rule ${id}: there are ${state.list.map((one) => one.id).join(', ')}`)
  const own = { delta: rule.delta, apply: rule.apply }
  const spent = { delta: 0, apply: 0 }
  const samples = { delta: 0, apply: 0 }
  let calls = 0
  let within = false
  const sample = (variable: number, from: number, to: number) => {
    const began = performance.now()
    for (let i = 0; i < repetitions; i++) own.delta.call(rule, variable, from, to)
    const middle = performance.now()
    for (let i = 0; i < repetitions; i++) {
      own.apply.call(rule, variable, from, to)
      own.apply.call(rule, variable, to, from)
    }
    spent.delta += middle - began
    spent.apply += performance.now() - middle
    samples.delta += repetitions
    samples.apply += 2 * repetitions
  }
  const listen = (how: 'delta' | 'apply') => (variable: number, from: number, to: number) => {
    // rules price by their own `delta`, which is then part of an `apply` that is listened to
    if (within) return own[how].call(rule, variable, from, to)
    within = true
    if (calls++ % every === 0) sample(variable, from, to)
    const change = own[how].call(rule, variable, from, to)
    within = false
    return change
  }
  Object.assign(rule, { delta: listen('delta'), apply: listen('apply') })
  const before = steps
  advance(warmUp + timed)
  const nanoseconds = (how: 'delta' | 'apply') => (samples[how] === 0 ? 0 : (spent[how] * 1e6) / samples[how])
  return { rule: id, level: levelNames[rule.level], delta: nanoseconds('delta'), apply: nanoseconds('apply'), calls: calls / Math.max(1, steps - before) }
}
