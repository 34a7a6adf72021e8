import { describe, expect, test } from 'vitest'
import { allowance, Schedule } from '../../../src/search/schedule.ts'

const cooling = { start: 100, end: 1, levels: 50, acceptedShare: 0.1 }

/** runs a schedule whose moves are accepted at this rate */
function run(moves: number, batch: number, accepted: (temperature: number) => number) {
  const schedule = new Schedule(cooling)
  const seen: { temperature: number; moves: number }[] = []
  for (let steps = 0; steps < moves; ) {
    seen.push({ temperature: schedule.temperature, moves: steps })
    steps += batch
    schedule.after(batch, accepted(schedule.temperature) * batch, steps, steps / moves)
  }
  return seen
}

describe('the cooling schedule', () => {
  test.each([
    ['many moves a level', 1_000_000, 100],
    ['few', 10_000, 100],
    ['fewer batches than levels', 2_000, 100],
  ])('goes from start to end in the budget: %s', (_, moves, batch) => {
    const seen = run(moves, batch, () => 0.01)
    expect(seen[0].temperature).toBe(100)
    expect(seen.at(-1)!.temperature).toBeLessThan(1.4)
    for (let i = 1; i < seen.length; i++) expect(seen[i].temperature).toBeLessThanOrEqual(seen[i - 1].temperature)
  })

  test('levels on which nearly everything is accepted are left early, to the gain of the cold ones', () => {
    const seen = run(1_000_000, 100, (temperature) => (temperature > 10 ? 0.9 : 0.01))
    const warm = seen.filter(({ temperature }) => temperature > 10).length
    expect(warm / seen.length).toBeLessThan(0.15)
    expect(seen.at(-1)!.temperature).toBeLessThan(1.1)
  })
})

test('allowances are exponential: mean 1, never negative', () => {
  const all = Array.from({ length: 4096 }, (_, i) => allowance(i))
  expect(Math.min(...all)).toBeGreaterThan(0)
  expect(all.reduce((sum, one) => sum + one, 0) / all.length).toBeCloseTo(1, 3)
})
