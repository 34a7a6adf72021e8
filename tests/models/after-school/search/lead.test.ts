import { expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { CompiledSchool } from '../../../../models/after-school/model.ts'
import { anneal } from '../../../../models/after-school/search/anneal.ts'
import { Best } from '../../../../models/after-school/search/best.ts'
import { Lead } from '../../../../models/after-school/search/lead.ts'
import { State } from '../../../../models/after-school/state.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import type { Prospect } from '../../../../src/solve/model.ts'

const plan = parsePlan(generate({ school: 'village', seed: 7, tier: 'normal' }).plan)
const steps = 60_000

/** A search that can be taken a batch further at a time. */
function searching(seed: number) {
  const compiled = new CompiledSchool(plan)
  const search = compiled.search({ seed, used: (done) => done / steps })
  const until = (done: () => boolean) => {
    for (let i = 0; i < 40 && !done(); i++) search.next()
  }
  return { compiled, until }
}

test('a search that is warm goes on from the deeper probe of another one, one that has cooled does not', () => {
  const searches = [1, 2].map(searching)
  for (const { compiled, until } of searches) {
    expect(compiled.prospect()).toBeUndefined()
    until(() => compiled.prospect() !== undefined)
    expect(compiled.prospect()).toBeDefined()
  }
  const prospects = searches.map(({ compiled }) => compiled.prospect()!)
  const deeper = prospects[0].worth < prospects[1].worth ? 0 : 1
  const { compiled, until } = searches[1 - deeper]
  compiled.pursue(prospects[deeper])
  expect(compiled.prospect()).toEqual(prospects[deeper] satisfies Prospect<unknown>)
  until(() => compiled.prospect() === undefined)
  const late = compiled.decode()
  compiled.pursue(prospects[1 - deeper])
  expect(compiled.prospect()).toBeUndefined()
  expect(compiled.decode()).toEqual(late)
})

/** @returns decisions that a batch of moves after the probes has left otherwise than they ended, going on from there or from a timetable where nobody is anywhere */
function changedAfter(follows: boolean): number {
  const school = compileSchool(plan)
  const state = new State(school)
  const best = new Best(state)
  const nobody = best.copy(new State(school))
  const lead = new Lead()
  const search = anneal(state, best, { seed: 1, used: (done) => done / (8 * steps) }, lead)
  for (let i = 0; i < 40 && !lead.own; i++) search.next()
  const own = lead.own!.decisions
  if (follows) lead.follow(-1, nobody)
  search.next()
  return best.copy(state).filter((value, i) => value !== own[i]).length
}

test('the next batch of moves begins at what is followed', () => {
  expect(changedAfter(true)).toBeGreaterThan(1.5 * changedAfter(false))
})

test('what is followed is taken once, and nothing before the probes or after the end', () => {
  const lead = new Lead()
  const [own, other] = [Int32Array.of(1), Int32Array.of(2)]
  lead.follow(5, other)
  expect(lead.take()).toBeUndefined()
  lead.begin(7, own)
  lead.follow(5, other)
  lead.begin(7, own)
  expect(lead.own).toEqual({ worth: 5, decisions: other })
  expect(lead.take()).toBe(other)
  expect(lead.take()).toBeUndefined()
  lead.end()
  lead.follow(3, own)
  lead.begin(7, own)
  expect(lead.own).toBeUndefined()
  expect(lead.take()).toBeUndefined()
})
