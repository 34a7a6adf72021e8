import { expect, test } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

test('where people are short, sections are arranged for fewer empty seats before wishes are', async () => {
  const { pins: _pins, weights: _weights, baseline: _baseline, ...plan } = randomPlan(406)
  const parsed = parsePlan(plan)
  const { solution } = await solve(afterSchool, parsed, { stepLimit: 200_000, seed: 1 })
  // without that it ends at 871
  expect(checkTimetable(parsed, solution)).toMatchObject({ hard: 0, medium: 687 })
})
