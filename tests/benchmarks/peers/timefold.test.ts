import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { schoolFacts } from '../../../benchmarks/peers/facts/school.ts'
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
import { solve } from '../../../src/solve/solve.ts'
import { smallPlan } from '../../support/plan.ts'
import { randomPlan } from '../../support/random-plan.ts'

const folder = join(import.meta.dirname, '../../../benchmarks/peers/timefold')
const scratch = mkdtempSync(join(tmpdir(), 'timefold-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('without the build', () => {
  test('the bench names what is missing and how to get it', () => {
    const copy = join(scratch, 'peers/timefold')
    mkdirSync(copy, { recursive: true })
    copyFileSync(join(folder, 'peer.json'), join(copy, 'peer.json'))
    const found = findPeer('timefold', 'after-school', join(scratch, 'peers'))
    expect(found).toEqual({ missing: expect.stringMatching(/openjdk-17-jre|mvn -q -f benchmarks\/peers\/timefold package/) })
  })

  test('what the numbers say is what the model reads', () => {
    const plan = afterSchool.parse(smallPlan())
    const facts = JSON.parse(JSON.stringify(schoolFacts(plan)))
    const java = readFileSync(join(folder, 'src/main/java/afterbell/timefold/school/School.java'), 'utf8')
    const declared = [...java.matchAll(/^ {4}public (?:int|int\[\]|int\[\]\[\]|String|Ids|Parts|List<String>|Map<String, int\[\]>) ([\w, ]+);/gm)].flatMap(
      (match) => match[1].split(', '),
    )
    expect(declared.length).toBeGreaterThan(90)
    const perhaps = ['pins', 'baseline']
    expect(declared.filter((field) => facts[field] === undefined || (facts[field] === null && !perhaps.includes(field)))).toEqual([])
  })
})

// Java and the jar come from registries that a test must not need: mvn -q -f benchmarks/peers/timefold package, then these run too
describe.skipIf(!existsSync(join(folder, 'target/timefold-peer.jar')))('with target/timefold-peer.jar built', () => {
  /** @returns what the peer said of its last solution, and that solution */
  const run = (suite: string, instance: string, seconds: number, threads = 1) => {
    const solution = join(scratch, 'solution')
    rmSync(solution, { force: true })
    const { stdout, stderr } = spawnSync(process.execPath, ['main.ts', suite, instance, solution, String(seconds), '1', String(threads)], {
      cwd: folder,
      encoding: 'utf8',
    })
    const said = stdout.split('\n').filter((line) => line.startsWith('{"seconds"'))
    expect(said, stderr).not.toEqual([])
    const { hard, medium, soft } = JSON.parse(said.at(-1)!)
    return { claimed: { hard, medium, soft }, text: readFileSync(solution, 'utf8') }
  }

  const pinned = (plan: Plan) => Object.values(plan.pins).some((list) => list.length > 0)
  // pins and a baseline in some, two sites in some
  const plans = [1, 2, 4, 6, 8].map((seed) => validatePlan(randomPlan(seed)).plan!)
  test.each(plans.map((plan) => [plan.id, plan] as const))('what it claims is the checker’s price: %s', { timeout: 60_000 }, (_, plan) => {
    const instance = join(scratch, 'plan.json')
    writeFileSync(instance, JSON.stringify(plan))
    const { claimed, text } = run('after-school', instance, 1.5)
    const timetable = JSON.parse(text)
    expect(timetableFaults(plan, timetable)).toEqual([])
    const { hard, medium, soft } = checkTimetable(plan, timetable)
    expect({ hard, medium, soft }).toEqual(claimed)
    // random pins cannot always be kept
    if (!pinned(plan)) expect(hard).toBe(0)
  })

  test('of a tiny school with pins, a baseline and two sites it finds the optimum that HiGHS proves, and so does our search', { timeout: 60_000 }, async () => {
    const plan = validatePlan({ ...randomPlan(8), weights: {} }).plan!
    const exact = await solveExactly(plan, firstTimetable(plan), { timeLimitSeconds: 30 })
    expect(exact.proven).toBe(true)
    const { hard, medium, soft } = checkTimetable(plan, exact.timetable)
    const instance = join(scratch, 'plan.json')
    writeFileSync(instance, JSON.stringify(plan))
    expect(run('after-school', instance, 4).claimed).toEqual({ hard, medium, soft })
    expect(await solve(afterSchool, plan, { stepLimit: 100_000, seed: 1 })).toMatchObject({ hard, medium, soft })
  })

  test('with two threads, the better of two solvers is what it claims', { timeout: 60_000 }, () => {
    const instance = join(scratch, 'plan.json')
    writeFileSync(instance, JSON.stringify(plans[1]))
    const { claimed, text } = run('after-school', instance, 2, 2)
    const { hard, medium, soft } = checkTimetable(plans[1], JSON.parse(text))
    expect({ hard, medium, soft }).toEqual(claimed)
  })

  test('what it claims of course timetabling is the checker’s price', { timeout: 60_000 }, () => {
    const toy = join(import.meta.dirname, '../../models/course-timetabling/fixtures/toy.ectt')
    const { claimed, text } = run('course-timetabling', toy, 3)
    const { hard, soft } = checkCourseTimetable(parseEctt(readFileSync(toy, 'utf8')), parseSolution(text))
    expect({ hard, medium: 0, soft }).toEqual(claimed)
    expect(hard).toBe(0)
  })

  test('where too few places are left, what it claims is the checker’s price', { timeout: 60_000 }, () => {
    const crowded = join(scratch, 'crowded.ectt')
    writeFileSync(crowded, crowdedText)
    const { claimed, text } = run('course-timetabling', crowded, 2)
    const { hard, soft } = checkCourseTimetable(parseEctt(crowdedText), parseSolution(text))
    expect({ hard, medium: 0, soft }).toEqual(claimed)
    expect(hard).toBeGreaterThan(0)
    expect(soft).toBeGreaterThan(0)
  })
})

// five lectures of one curriculum in four periods: a conflict is left; the one room is too small for everybody, a day is missing
const crowdedText = `Name: Crowded
Courses: 2
Rooms: 1
Days: 2
Periods_per_day: 2
Curricula: 1
Min_Max_Daily_Lectures: 1 2
UnavailabilityConstraints: 1
RoomConstraints: 0

COURSES:
A ta 3 2 30 0
B tb 2 2 20 0

ROOMS:
r1 25 0

CURRICULA:
q1 2 A B

UNAVAILABILITY_CONSTRAINTS:
A 1 1

ROOM_CONSTRAINTS:

END.
`
