import { expect, test } from 'vitest'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

test('classes that share a care room only together, when people are few, get there', async () => {
  const { pins: _pins, weights: _weights, baseline: _baseline, ...plan } = randomPlan(425)
  const { hard, medium } = await solve(afterSchool, parsePlan(plan), { stepLimit: 400_000, seed: 1 })
  // one class at a time it ends at 162: four seats empty
  expect({ hard, medium }).toEqual({ hard: 0, medium: 2 })
})
