import { expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { CompiledSchool } from '../../../../models/after-school/model.ts'
import { Lead } from '../../../../models/after-school/search/lead.ts'
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
