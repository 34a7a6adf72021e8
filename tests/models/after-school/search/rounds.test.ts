import { expect, test } from 'vitest'
import { Rounds } from '../../../../models/after-school/search/rounds.ts'

const begin = Int32Array.of(-1)

interface Run {
  readonly turns: [string, number][]
  /** how many probes had been made when the one taken up each time was */
  readonly chosen: number[]
}

/** What begins, and at which share, over a budget of so many steps. @param cost by the number of the probe */
function run(
  decisions: number,
  budget: number,
  { stuck = () => false, cost = () => 0 }: { stuck?: (used: number) => boolean; cost?: (probe: number) => number } = {},
): Run {
  const rounds = new Rounds(decisions, begin)
  const turns: [string, number][] = []
  const chosen: number[] = []
  let probe = 1
  let before = 0
  for (let steps = 0; steps < budget; steps += 4096) {
    const used = steps / budget
    const turn = rounds.turn(used, steps, cost(probe), stuck(used), () => Int32Array.of(probe))
    const at = rounds.at(used)
    expect(at).toBeLessThanOrEqual(1)
    if (turn) turns.push([turn, Math.round(used * 10) / 10])
    if (turn === 'anew' || turn === 'again') probe++
    if (turn === 'deepest') chosen.push(rounds.deepest[0])
    // it cools, but where something begins anew
    expect(at).toBeGreaterThanOrEqual(turn === 'anew' || turn === 'again' ? 0 : turn === 'best' ? 0.8 : turn === 'deepest' ? 0.2 : before)
    before = at
  }
  return { turns, chosen }
}

test('a budget short for the school is one round, cooled evenly', () => {
  expect(run(10_000, 6_200_000).turns).toEqual([])
  const rounds = new Rounds(10_000, begin)
  for (const used of [0.1, 0.15, 0.2, 0.5, 0.9]) {
    rounds.turn(used, used * 6_200_000, 0, false, () => begin)
    expect(rounds.at(used)).toBeCloseTo(used)
    expect(rounds.choosing).toBe(false)
  }
})

test('a longer one goes on from the deepest of several probes', () => {
  // 450,000 steps each, three tenths of the budget for all
  const { turns, chosen } = run(3000, 6_200_000, { cost: (probe) => [50, 20, 30, 40][probe - 1] })
  expect(turns).toEqual([
    ['again', 0.1],
    ['again', 0.1],
    ['again', 0.2],
    ['deepest', 0.3],
  ])
  expect(chosen).toEqual([2])
})

test('a long one is several rounds with probes of their own, and the best once more', () => {
  const { turns, chosen } = run(1000, 5_000_000, { cost: (probe) => (probe === 3 || probe === 12 ? 10 : 20) })
  expect(turns.filter(([turn]) => turn !== 'again')).toEqual([
    ['deepest', 0.2],
    ['anew', 0.5],
    ['deepest', 0.7],
    ['best', 0.9],
  ])
  expect(turns.filter(([turn]) => turn === 'again')).toHaveLength(14)
  expect(chosen).toEqual([3, 12])
})

test('where a probe leaves a little unmet more are made, a few, no more', () => {
  // each takes a fifth of what is left, so that enough remains to go on with
  expect(run(3000, 2_000_000, { stuck: () => true }).turns).toEqual([
    ['again', 0.2],
    ['again', 0.4],
    ['again', 0.5],
    ['deepest', 0.6],
  ])
  expect(run(3000, 2_000_000, { stuck: (used) => used < 0.1 }).turns).toEqual([])
  // a large school in a short time
  expect(run(20_000, 8_000_000, { stuck: () => true }).turns).toEqual([])
})

test('while another start is to come the search says so', () => {
  const rounds = new Rounds(3000, begin)
  expect(rounds.exploring).toBe(false)
  const seen = new Set<string>()
  for (let steps = 0; steps < 6_200_000; steps += 4096) {
    const used = steps / 6_200_000
    rounds.turn(used, steps, 0, false, () => begin)
    if (steps > 65_536 && (used < 0.25 || used > 0.35)) seen.add(`${rounds.exploring} ${used < 0.3}`)
  }
  expect([...seen].toSorted()).toEqual(['false false', 'true true'])
})

test('what comes after a batch that took more than the whole budget is cold', () => {
  for (const used of [1, 1.4]) {
    const rounds = new Rounds(10_000, begin)
    for (const steps of [0, 4096, 8192]) {
      rounds.turn(used, steps, 0, false, () => begin)
      expect(rounds.at(used)).toBe(1)
    }
  }
})
