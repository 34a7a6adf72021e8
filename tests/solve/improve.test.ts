import { describe, expect, test } from 'vitest'
import type { Exchange, Improver, Model } from '../../src/solve/model.ts'
import { solve } from '../../src/solve/solve.ts'
import { atTarget } from '../../src/solve/stop.ts'

/** A toy that stays where it is put: its cost is its number, and only others can improve it. */
const stuck = (improver?: Improver<number>): Model<number, number> => ({
  name: 'stuck',
  parse: (input) => input as number,
  compile: (from) => {
    let best = from
    return {
      encode: (solution) => {
        best = solution
      },
      adopt: (solution) => {
        best = Math.min(best, solution)
      },
      *search() {
        for (let steps = 1; ; steps++) yield { hard: 0, medium: 0, soft: best, steps, done: false }
      },
      decode: () => best,
      breakdown: () => ({ number: best }),
    }
  },
  improver: () => improver,
})

/** takes 10 off each time, and has proved the rest when nothing is left to take off */
const tens = (share: number): Improver<number> & { tries: number } => ({
  share,
  tries: 0,
  async improve(solution) {
    this.tries++
    await new Promise((resolve) => setTimeout(resolve, 5))
    return solution >= 10 ? { solution: solution - 10, done: false } : { done: true }
  },
})

describe('an improver', () => {
  test('has the end of a time limit, until it has proved that nothing better exists', async () => {
    const outcome = await solve(stuck(tens(0.9)), 33, { timeLimitSeconds: 5 })
    expect(outcome).toMatchObject({ soft: 3, bound: 3, solution: 3, stopped: 'done', amounts: { number: 3 } })
  })

  test.each([
    ['asks for no time', tens(0), { timeLimitSeconds: 0.1 }],
    ['would make a step limit depend on the clock', tens(0.9), { stepLimit: 100 }],
  ])('is left alone where it %s', async (_, improver, limits) => {
    expect((await solve(stuck(improver), 33, limits)).soft).toBe(33)
    expect(improver.tries).toBe(0)
  })

  test('that asks for no time gets a share that the caller gives', async () => {
    expect((await solve(stuck(tens(0)), 33, { timeLimitSeconds: 5, improvingShare: 0.95 })).soft).toBe(3)
  })

  test('that knows when a search has done its part begins then', async () => {
    const began = performance.now()
    expect((await solve(stuck({ ...tens(0.1), searchSeconds: 0.1 }), 33, { timeLimitSeconds: 60 })).stopped).toBe('done')
    expect(performance.now() - began).toBeLessThan(50_000)
  })

  test('stops by the caller’s rule, and when cancelled', async () => {
    const target = { hard: 0, medium: 0, soft: 15 }
    expect(await solve(stuck(tens(0.99)), 33, { timeLimitSeconds: 5, stop: [atTarget(target)] })).toMatchObject({ soft: 13, stopped: 'target' })
    const cancel = new AbortController()
    const onProgress = ({ soft }: { soft: number }) => {
      if (soft <= 23) cancel.abort()
    }
    expect(await solve(stuck(tens(0.99)), 33, { timeLimitSeconds: 5, signal: cancel.signal, onProgress })).toMatchObject({ soft: 23, stopped: 'cancelled' })
  })
})

describe('an exchange', () => {
  const one = (): Exchange<number> & { asked: number[] } => ({
    asked: [],
    trade(own, _, solution) {
      expect(solution()).toBe(own.soft)
      this.asked.push(own.soft)
      return own.soft > 7 ? 7 : undefined
    },
    compare: () => undefined,
  })

  test('gives a search a better solution, from which it goes on', async () => {
    const exchange = one()
    expect((await solve(stuck(), 33, { timeLimitSeconds: 0.3, exchange })).soft).toBe(7)
    expect(exchange.asked.slice(0, 2)).toEqual([33, 7])
  })

  test('is not asked under a step limit', async () => {
    const exchange = one()
    expect((await solve(stuck(), 33, { stepLimit: 50_000, exchange })).soft).toBe(33)
    expect(exchange.asked).toEqual([])
  })
})
