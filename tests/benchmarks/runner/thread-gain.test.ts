import { expect, test } from 'vitest'
import type { Result } from '../../../benchmarks/runner/record.ts'
import { summarize } from '../../../benchmarks/runner/summary.ts'
import { compareThreads } from '../../../benchmarks/runner/thread-gain.ts'

const run = (instance: string, threads: number, soft: number, solver = 'afterbell'): Result => ({
  solver,
  suite: 'after-school',
  instance,
  seed: soft,
  threads,
  timeLimit: 1,
  hard: 0,
  medium: 0,
  soft,
  cost: null,
  seconds: 1,
  compileSeconds: 0,
  movesPerSecond: null,
  bound: null,
  floor: null,
  mediumBound: null,
  provenGap: null,
  provenGapAboveFloor: null,
  bestKnown: null,
  commit: 'c',
  machine: 'm',
  curve: [],
})
const town = [run('town-7', 1, 200), run('town-7', 1, 202), run('town-7', 2, 180), run('town-7', 2, 182)]
const city = [run('city-2', 1, 400), run('city-2', 1, 402), run('city-2', 2, 401), run('city-2', 2, 399)]

test('more threads beside fewer, on each instance and over all', () => {
  const table = compareThreads([...town, ...city, run('town-7', 2, 1, 'highs')])!
  expect(table.rows.map(([instance, , fewer, more, difference, , verdict]) => [instance, fewer, more, difference, verdict])).toEqual([
    ['town-7', '201.0', '181.0', '-20.0', 'better'],
    ['city-2', '401.0', '400.0', '-1.0', 'within the noise'],
    ['sum of 2', '602.0', '581.0', '-21.0', 'better'],
  ])
})

test('one number of threads is compared with nothing', () => {
  expect(compareThreads(town.slice(0, 2))).toBeUndefined()
})

test('tables tell them apart', () => {
  expect(summarize(town).map(({ solver, soft }) => [solver, soft])).toEqual([
    ['afterbell ×1', 201],
    ['afterbell ×2', 181],
  ])
  expect(summarize(town.slice(0, 2)).map(({ solver }) => solver)).toEqual(['afterbell'])
})
