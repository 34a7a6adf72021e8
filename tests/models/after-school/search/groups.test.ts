import { expect, test } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

test('classes that share a care room only together, when people are few, get there', async () => {
  const { pins: _pins, weights: _weights, baseline: _baseline, ...plan } = randomPlan(425)
  const parsed = parsePlan(plan)
  const { solution } = await solve(afterSchool, parsed, { stepLimit: 400_000, seed: 1 })
  // one class at a time it ends at 162: four seats empty
  expect(checkTimetable(parsed, solution)).toMatchObject({ hard: 0, medium: 2 })
})
