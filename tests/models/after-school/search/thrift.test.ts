import { expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { anneal } from '../../../../models/after-school/search/anneal.ts'
import { Best } from '../../../../models/after-school/search/best.ts'
import { beThrifty } from '../../../../models/after-school/search/thrift.ts'
import { Walk } from '../../../../models/after-school/search/walk.ts'
import { State } from '../../../../models/after-school/state.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { Random } from '../../../../src/kernel/random.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

test('where people are short, sections are arranged for fewer empty seats before wishes are', async () => {
  const { pins: _pins, weights: _weights, baseline: _baseline, ...plan } = randomPlan(406)
  const parsed = parsePlan(plan)
  const { solution } = await solve(afterSchool, parsed, { stepLimit: 200_000, seed: 1 })
  // without that it ends at 871
  expect(checkTimetable(parsed, solution)).toMatchObject({ hard: 0, medium: 687 })
})

/** What is kept after each batch of the hot beginning of an over-constrained village, in a budget of so many moves. */
function keptBy(budget: number) {
  const state = new State(compileSchool(parsePlan(generate({ school: 'village', seed: 21, tier: 'over' }).plan)))
  const best = new Best(state)
  const walk = new Walk(state, best, new Random(1))
  for (const { steps } of anneal(state, best, { seed: 1, used: (n) => n / budget })) {
    walk.steps = steps
    if (steps >= budget / 20) break
  }
  return Array.from(
    beThrifty(walk, 20_000, () => walk.steps / budget),
    () => ({ medium: best.medium, soft: best.soft }),
  )
}

test('in a long budget it is done several times, and the fewest empty seats are kept with the most wishes', () => {
  const [once, often] = [keptBy(400_000), keptBy(1_400_000)]
  const [first, last] = [once.at(-1)!, often.at(-1)!]
  // four times as long, and a fifth as long at the usual temperatures after each
  expect(often.length / once.length).toBeGreaterThan(4.5)
  expect(last.medium).toBeLessThanOrEqual(first.medium)
  expect(last.soft).toBeLessThan(0.97 * first.soft)
})
