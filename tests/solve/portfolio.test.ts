import { describe, expect, test } from 'vitest'
import type { SolveProgress } from '../../src/solve/model.ts'
import { solvePortfolio } from '../../src/solve/portfolio.ts'
import { solve } from '../../src/solve/solve.ts'
import { atTarget } from '../../src/solve/stop.ts'
import { leastSum } from './least-sum.ts'

const entry = new URL('./least-sum-member.ts', import.meta.url)
const easy = [
  [5, 0, 9],
  [4, 8, 0],
]
/** wide lists without a 0: a few hundred steps find different sums from different seeds, and nothing is ever proved */
const wide = Array.from({ length: 40 }, (_, list) => Array.from({ length: 500 }, (_, at) => 1 + ((at * 37 + list * 11) % 509)))

describe('a portfolio', () => {
  test('of one thread finds what the driver finds', async () => {
    const alone = await solve(leastSum, wide, { seed: 3, stepLimit: 300 })
    const threaded = await solvePortfolio(entry, wide, { threads: 1, seed: 3, stepLimit: 300 })
    expect(threaded.solution).toEqual(alone.solution)
    expect(threaded).toMatchObject({ soft: alone.soft, steps: alone.steps, stopped: 'steps', seed: 3, amounts: { sum: alone.soft } })
  })

  test('keeps the best of its threads, and adds up their steps', async () => {
    const seeds = [3, 3 + Math.imul(1, 0x9e3779b9), (3 + Math.imul(2, 0x9e3779b9)) | 0]
    const each = await Promise.all(seeds.map((seed) => solve(leastSum, wide, { seed, stepLimit: 300 })))
    const together = await solvePortfolio(entry, wide, { threads: 3, seed: 3, stepLimit: 300 })
    expect(new Set(each.map((one) => one.soft)).size).toBeGreaterThan(1)
    expect(together.soft).toBe(Math.min(...each.map((one) => one.soft)))
    expect(together.steps).toBe(900)
  })

  test('gives the same outcome again under a step limit', async () => {
    const run = async () => (await solvePortfolio(entry, wide, { threads: 2, seed: 9, stepLimit: 200 })).solution
    expect(await run()).toEqual(await run())
  })

  test('ends when one thread has proved its solution', async () => {
    const outcome = await solvePortfolio<number[][], readonly number[]>(entry, easy, { threads: 2, timeLimitSeconds: 60 })
    expect(outcome).toMatchObject({ soft: 0, stopped: 'done', done: true, solution: [0, 0] })
  })

  test('starts from a solution', async () => {
    const outcome = await solvePortfolio(entry, easy, { threads: 1, start: [0, 0], stepLimit: 1 })
    expect(outcome.solution).toEqual([0, 0])
  })

  test('stops by a rule of the caller’s, asked on what all threads have', async () => {
    const target = { hard: 0, medium: 0, soft: 400 }
    const outcome = await solvePortfolio(entry, wide, { threads: 2, stop: [atTarget(target)] })
    expect(outcome.stopped).toBe('target')
    expect(outcome.soft).toBeLessThanOrEqual(target.soft)
  })

  test('cancelled, keeps the best so far', async () => {
    const cancel = new AbortController()
    const heard: SolveProgress[] = []
    const outcome = await solvePortfolio(entry, wide, {
      threads: 2,
      timeLimitSeconds: 600,
      signal: cancel.signal,
      onProgress: (progress) => {
        heard.push(progress)
        cancel.abort()
      },
    })
    expect(outcome.stopped).toBe('cancelled')
    expect(outcome.soft).toBeLessThanOrEqual(heard[0]!.soft)
    expect(outcome.solution).toHaveLength(wide.length)
  })

  test('a thread that breaks is an error of the whole, not a silence', async () => {
    const broken = new URL('./broken-member.ts', import.meta.url)
    await expect(solvePortfolio(broken, easy, { threads: 2, stepLimit: 10 })).rejects.toThrow('this thread never starts')
  })
})
