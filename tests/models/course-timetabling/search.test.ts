import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { compileTables } from '../../../models/course-timetabling/compile.ts'
import { placeAll } from '../../../models/course-timetabling/construct.ts'
import { courseTimetabling } from '../../../models/course-timetabling/model.ts'
import { probed, probingShare } from '../../../models/course-timetabling/probes.ts'
import { cooling, Search } from '../../../models/course-timetabling/search.ts'
import { Random } from '../../../src/kernel/random.ts'

const toy = courseTimetabling.parse(readFileSync(join(import.meta.dirname, 'fixtures/toy.ectt'), 'utf8'))

/** A search, and what its walk is asked to do. */
function watched(steps: number) {
  const tables = compileTables(toy)
  const random = new Random(1)
  const start = new Int32Array(tables.lectures).fill(-1)
  placeAll(tables, start, random)
  const search = new Search(tables, start, random, { seed: 1, stepLimit: steps, used: (done) => done / steps })
  return { search, run: vi.spyOn(search.walk, 'run'), goOn: vi.spyOn(search.walk, 'goOn') }
}

/** Searches until the probes have ended, and one batch more. */
function begin(steps: number) {
  const { search, run, goOn } = watched(steps)
  for (const { steps: done } of search.run()) if (done > probingShare * steps) break
  const temperatures = run.mock.calls.map(([, temperature]) => temperature)
  return { hot: temperatures.filter((temperature, i) => temperature === cooling.start && temperatures[i - 1] !== cooling.start).length, temperatures, goOn }
}

test('as many probes begin hot as a fifth of the budget holds', () => {
  const lectures = compileTables(toy).lectures
  const { hot, goOn } = begin(lectures * 70_000 * 5 * 2.5)
  expect(hot).toBe(2)
  // one start for each, and once to where the best of them ended
  expect(goOn).toHaveBeenCalledTimes(hot + 1)
})

test('a budget that holds no whole probe has a shorter one, that cools to its end', () => {
  const { hot, temperatures } = begin(200_000)
  expect(hot).toBe(1)
  expect(Math.min(...temperatures)).toBeLessThan(1.05 * probed)
})

test('goes on from what another thread has found, while it is warm', () => {
  const { search, goOn } = watched(400_000)
  const theirs = search.walk.values.slice()
  let mine: Int32Array | undefined
  for (const { steps } of search.run()) {
    if (steps > 300_000) break
    if (mine || !search.prospect) continue
    mine = search.prospect.values
    search.prospect = { worth: search.prospect.worth - 1, values: theirs }
  }
  const from = goOn.mock.calls.map(([values]) => values)
  expect(from.indexOf(theirs)).toBe(from.indexOf(mine!) + 1)
  // cooler by then
  expect(search.prospect).toBeUndefined()
})
