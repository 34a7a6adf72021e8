import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { firstTimetable } from '../../../benchmarks/peers/facts/start.ts'
import { solveExactly } from '../../../benchmarks/peers/highs/solve.ts'
import { findPeer } from '../../../benchmarks/runner/peer.ts'
import { checkTimetable, timetableFaults } from '../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../models/after-school/model.ts'
import type { Plan } from '../../../models/after-school/plan.ts'
import { validatePlan } from '../../../models/after-school/validate/index.ts'
import { checkCourseTimetable } from '../../../models/course-timetabling/check/check.ts'
import { parseEctt } from '../../../models/course-timetabling/ectt.ts'
import { parseSolution } from '../../../models/course-timetabling/solution.ts'
import type { Cost } from '../../../src/solve/model.ts'
import { solve } from '../../../src/solve/solve.ts'
import { smallPlan } from '../../support/plan.ts'
import { randomPlan } from '../../support/random-plan.ts'
import { threeSlots } from '../../support/three-slots.ts'

const folder = join(import.meta.dirname, '../../../benchmarks/peers/cp-sat')
const scratch = mkdtempSync(join(tmpdir(), 'cp-sat-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test('without its virtual environment the bench names what is missing and how to get it', () => {
  const copy = join(scratch, 'peers/cp-sat')
  mkdirSync(copy, { recursive: true })
  copyFileSync(join(folder, 'peer.json'), join(copy, 'peer.json'))
  expect(findPeer('cp-sat', 'after-school', join(scratch, 'peers'))).toEqual({ missing: expect.stringContaining('npm run peers:setup') })
})

// OR-Tools comes from a registry that a test must not need: npm run peers:setup, then these run too
const missing = 'missing' in findPeer('cp-sat', 'after-school')
describe.skipIf(missing)(missing ? 'with OR-Tools: skipped, it is not installed (npm run peers:setup)' : 'with OR-Tools', () => {
  const run = (suite: string, instance: string, seconds: number) => {
    const solution = join(scratch, 'solution')
    rmSync(solution, { force: true })
    const { status, stdout, stderr } = spawnSync(
      join(folder, '.venv/bin/python'),
      [join(folder, 'main.py'), suite, instance, solution, String(seconds), '1', '1'],
      // the facts are made by this very node
      { encoding: 'utf8', env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` } },
    )
    const said = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
    return { status, stderr, claimed: said.findLast((one) => 'soft' in one), bound: said.findLast((one) => 'bound' in one)?.bound, solution }
  }
  const school = (plan: unknown, seconds: number) => {
    const instance = join(scratch, 'plan.json')
    writeFileSync(instance, JSON.stringify(plan))
    return run('after-school', instance, seconds)
  }

  // drawn so that both programmes prove their optimum within seconds
  const random = [139, 165, 186].map((seed): Plan => {
    const { baseline: _, ...input } = randomPlan(seed)
    return validatePlan({ ...input, pins: {}, weights: {} }).plan!
  })
  const plans = [validatePlan(smallPlan(threeSlots)).plan!, ...random]
  test.each(plans.map((plan) => [plan.id, plan] as const))(
    'its proved optimum is that of HiGHS, and the checker’s price: %s',
    { timeout: 120_000 },
    async (_, plan) => {
      const { claimed, bound, solution } = school(plan, 40)
      const timetable = JSON.parse(readFileSync(solution, 'utf8'))
      expect(timetableFaults(plan, timetable)).toEqual([])
      const { hard, medium, soft } = checkTimetable(plan, timetable)
      expect(claimed).toMatchObject({ hard, medium, soft })
      expect(hard).toBe(0)
      expect(bound).toBe(soft)
      const exact = await solveExactly(plan, firstTimetable(plan), { timeLimitSeconds: 60 })
      expect(exact.proven).toBe(true)
      const best = checkTimetable(plan, exact.timetable)
      expect([medium, soft]).toEqual([best.medium, best.soft])
    },
  )

  // in all three, HiGHS proves the same; the first has pins that cannot all be kept and a baseline, the second a baseline, the third two sites, a pin and a baseline
  test.each([1, 6, 8])('pins, a baseline and ways between sites are priced, and proved: random plan %i', { timeout: 120_000 }, async (seed) => {
    const plan = validatePlan({ ...randomPlan(seed), weights: {} }).plan!
    const { claimed, bound, solution } = school(plan, 40)
    const timetable = JSON.parse(readFileSync(solution, 'utf8'))
    expect(timetableFaults(plan, timetable)).toEqual([])
    const { hard, medium, soft } = checkTimetable(plan, timetable)
    expect(claimed).toMatchObject({ hard, medium, soft })
    expect(bound).toBe(soft)
    const found = await solve(afterSchool, plan, { stepLimit: 20_000, seed: 1 })
    const one = (cost: Cost) => cost.hard * 1e12 + cost.medium * 1e6 + cost.soft
    expect(one({ hard, medium, soft })).toBeLessThanOrEqual(one(found))
  })

  test('what the model does not know, it refuses', () => {
    const { status, stderr } = school(
      smallPlan((plan) => Object.assign(plan, { weights: { 'group-size': 0 } })),
      1,
    )
    expect(status).not.toBe(0)
    expect(stderr).toContain('group-size is not a rule')
  })

  test('course timetabling: what it claims is the checker’s price, and proved', { timeout: 60_000 }, () => {
    const toy = join(import.meta.dirname, '../../models/course-timetabling/fixtures/toy.ectt')
    const { claimed, bound, solution } = run('course-timetabling', toy, 20)
    const { hard, soft } = checkCourseTimetable(parseEctt(readFileSync(toy, 'utf8')), parseSolution(readFileSync(solution, 'utf8')))
    expect(claimed).toMatchObject({ hard, medium: 0, soft })
    expect([hard, bound]).toEqual([0, soft])
  })
})
