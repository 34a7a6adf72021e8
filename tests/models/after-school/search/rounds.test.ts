import { expect, test } from 'vitest'
import { Rounds } from '../../../../models/after-school/search/rounds.ts'

/** @returns what begins, and at which share, over a budget of so many steps */
function turns(decisions: number, budget: number, stuck: (used: number) => boolean = () => false): [string, number][] {
  const rounds = new Rounds(decisions)
  const found: [string, number][] = []
  for (let steps = 0; steps < budget; steps += 4096) {
    const used = steps / budget
    const turn = rounds.turn(used, steps, stuck(used))
    if (turn) found.push([turn, Math.round(used * 10) / 10])
    expect(rounds.at(used)).toBeGreaterThanOrEqual(0)
    expect(rounds.at(used)).toBeLessThanOrEqual(1)
  }
  return found
}

test.each<[string, number, number, [string, number][]]>([
  ['a budget short for the school is one round', 3000, 8_000_000, []],
  [
    'a long one is several, and the best once more',
    1000,
    3_400_000,
    [
      ['fresh', 0.3],
      ['fresh', 0.6],
      ['best', 0.9],
    ],
  ],
])('%s', (_name, decisions, budget, expected) => {
  expect(turns(decisions, budget)).toEqual(expected)
})

test('a round that leaves a little unmet begins again a few times, no more', () => {
  const found = turns(3000, 8_000_000, () => true)
  expect(found.map(([turn]) => turn)).toEqual(['fresh', 'fresh', 'fresh'])
  expect(turns(3000, 8_000_000, (used) => used < 0.1)).toEqual([])
  // a large school in a short time
  expect(turns(20_000, 8_000_000, () => true)).toEqual([])
})

test('while another start is to come the search says so', () => {
  const rounds = new Rounds(100)
  expect(rounds.exploring).toBe(false)
  for (let steps = 0; steps <= 65_536; steps += 4096) rounds.turn(steps / 1_000_000, steps, false)
  expect(rounds.exploring).toBe(true)
})
