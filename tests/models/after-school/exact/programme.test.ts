import { describe, expect, test } from 'vitest'
import { checkTimetable, timetableFaults } from '../../../../models/after-school/check/index.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { everything, type Wish } from '../../../../models/after-school/exact/freedom.ts'
import { improveExactly, programmeOf } from '../../../../models/after-school/exact/solve.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import type { Timetable, TimetableParts } from '../../../../models/after-school/timetable.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { breach } from '../../../../src/mip/linear-model.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { randomPlan } from '../../../support/random-plan.ts'

const wishes: readonly [string, Wish][] = [
  ['everything', everything],
  ['nothing', {}],
  ['students', { student: () => true }],
  ['seats', { post: () => true, site: 0 }],
  ['a bit of each', { student: (s) => s % 3 === 0, section: (x) => x % 4 === 0, host: (_, l) => l % 3 === 0, post: (_, __, l) => l % 2 === 0, site: 0 }],
]

const partsOf = ({ sections, care, posts }: Timetable) => ({ sections: sections.slice(1), care, posts })

/** a random school; with a baseline, what an earlier search of it had found */
async function found(seed: number, stepLimit: number, close = false) {
  const { baseline: _, ...input } = randomPlan(seed)
  const free = validatePlan(input).plan!
  const plan = close ? { ...free, baseline: partsOf((await solve(afterSchool, free, { stepLimit: 20_000, seed: seed + 1 })).solution) } : free
  const { solution, hard } = await solve(afterSchool, plan, { stepLimit, seed })
  return { plan, solution, hard, report: checkTimetable(plan, solution) }
}

describe.each([3, 5, 7, 14, 19, 27, 29, 39, 43, 46, 48, 56])('the programme of random school %i', (seed) => {
  test.each([false, true])('around a timetable, has it for a solution, at the checker’s price (with a baseline: %s)', async (close) => {
    const { plan, solution, hard, report } = await found(seed, 3000, close)
    if (close) expect(plan.baseline).toBeDefined()
    expect(hard).toBe(0)
    const travel = report.constraints.find(({ id }) => id === 'travel')!
    const school = compileSchool(plan)
    for (const [name, wish] of wishes) {
      const p = programmeOf(school, solution, wish)
      const x = p.incumbent()
      expect(p.broken, name).toBe(false)
      expect(breach(p.build(2), x), name).toBeLessThan(1e-6)
      const cost = (level: number) => {
        const { cost: of, offset } = p.cost(level)
        return offset + of.reduce((sum, c, j) => sum + c * x[j], 0)
      }
      // in a part, travel stays as it is, and is no cost
      expect([cost(1), cost(2) + (wish.whole ? 0 : travel.cost)], name).toEqual([report.medium, report.soft])
    }
  })
})

describe.each([3, 39, 56])('random school %i: what is improved is a timetable, and better by the checker’s price', (seed) => {
  const parts: Wish = { student: () => true, host: () => true, post: () => true, site: 0 }

  test('after a first search, if it is improved at all', async () => {
    const { plan, solution, hard, report } = await found(seed, 1)
    expect(hard).toBe(0)
    const { timetable, improved } = await improveExactly(compileSchool(plan), solution, parts, { timeLimitSeconds: 0.5 })
    expect(timetableFaults(plan, timetable)).toEqual([])
    const after = checkTimetable(plan, timetable)
    expect(after.hard).toBe(0)
    if (improved) expect(after.medium * 1e6 + after.soft).toBeLessThan(report.medium * 1e6 + report.soft)
    else expect(after).toEqual(report)
  })

  test('where nobody is seated, it is improved', async () => {
    const plan = validatePlan({ ...randomPlan(seed), pins: {} }).plan!
    const empty: TimetableParts = { sections: [], care: [], posts: [] }
    const { timetable, improved } = await improveExactly(compileSchool(plan), empty, { post: () => true, site: 0 }, { timeLimitSeconds: 4 })
    expect(improved).toBe(true)
    expect(timetableFaults(plan, timetable)).toEqual([])
    const [before, after] = [checkTimetable(plan, empty), checkTimetable(plan, timetable)]
    expect(after.hard).toBe(0)
    expect(after.medium).toBeLessThan(before.medium)
  })
})
