import { expect, it } from 'vitest'
import { compileSchool } from '../../../models/after-school/compile/school.ts'
import { State } from '../../../models/after-school/state.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { smallPlan } from '../../support/plan.ts'

it('takes no price with which nothing can be compared', () => {
  const state = new State(compileSchool(parsePlan(smallPlan())))
  expect(() => state.price(20_000, Number.NaN, 1)).toThrow(RangeError)
  expect(() => state.price(Number.POSITIVE_INFINITY, 300, 1)).toThrow(RangeError)
})
