import { expect, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { parsePlan } from '../../../../models/after-school/validate/index.ts'

/** @returns the unmet demand that is left after so many moves */
function mediumAfter(plan: object, steps: number, seed: number): number {
  const compiled = afterSchool.compile(parsePlan(plan))
  for (const progress of compiled.search({ seed, used: (done) => done / steps })) {
    if (progress.hard + progress.medium === 0 || progress.steps >= steps) return progress.hard + progress.medium
  }
  throw new RangeError('a search does not end by itself')
}

const seeds = [1, 2, 3]

test('whoever may serve two days in a row leaves all they do on one of them for a seat that nobody else can take', () => {
  // the one teacher who stays late on Thursdays serves on Tuesday, Wednesday and Friday
  const { plan } = generate({ school: 'village', seed: 33, tier: 'normal' })
  expect(seeds.map((seed) => mediumAfter(plan, 60_000, seed))).toEqual([0, 0, 0])
})

test('a section that must run takes its only leader and its helper from wherever they are', () => {
  // two double sessions with one leader, whose minutes a week allow little else, and a helper for any child
  const { plan } = generate({ school: 'village', seed: 21, tier: 'tight' })
  expect(seeds.map((seed) => mediumAfter(plan, 60_000, seed))).toEqual([0, 0, 0])
})
