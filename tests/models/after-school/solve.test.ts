import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkTimetable } from '../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../models/after-school/model.ts'
import type { Plan, PlanInput } from '../../../models/after-school/plan.ts'
import type { Timetable } from '../../../models/after-school/timetable.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import type { Cost, Outcome, SolveOptions, SolveProgress } from '../../../src/solve/model.ts'
import { solve } from '../../../src/solve/solve.ts'
import { atTarget } from '../../../src/solve/stop.ts'
import { smallPlan } from '../../support/plan.ts'
import { randomPlan } from '../../support/random-plan.ts'

const run = (plan: Plan, options: SolveOptions<Timetable>) => solve(afterSchool, plan, options)
const small = (change?: (plan: PlanInput) => void) => parsePlan(smallPlan(change))
const costOf = ({ hard, medium, soft }: Cost): Cost => ({ hard, medium, soft })
/** below 0: a is better */
const compare = (a: Cost, b: Cost) => a.hard - b.hard || a.medium - b.medium || a.soft - b.soft

/** What an outcome says of itself is what the checker says of its solution. */
function expectHonest(plan: Plan, outcome: Outcome<Timetable>): void {
  const { constraints, ...levels } = checkTimetable(plan, outcome.solution)
  expect(costOf(outcome)).toEqual(levels)
  expect(outcome.amounts).toEqual(Object.fromEntries(constraints.map(({ id, amount }) => [id, amount])))
}

describe('with a step limit', () => {
  test('the same plan and seed give the same bytes, twice in one process and in another one', async () => {
    const [numbers, seed, stepLimit] = [[3, 12, 27], 5, 12_000]
    const all = async (order: readonly number[]) => {
      const bytes = new Map<number, string>()
      for (const number of order) bytes.set(number, JSON.stringify((await run(parsePlan(randomPlan(number)), { seed, stepLimit })).solution))
      return numbers.map((number) => bytes.get(number)!)
    }
    const first = await all(numbers)
    for (const bytes of first) expect(bytes.length).toBeGreaterThan(200)
    // whatever was solved before leaves no trace
    expect(await all(numbers.toReversed())).toEqual(first)
    const script = join(import.meta.dirname, 'solve-process.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...[seed, stepLimit, ...numbers].map(String)])
    expect(stdout).toBe(`[${first.join(',')}]`)
  })

  test('other seeds go other ways', async () => {
    const outcomes = await Promise.all([1, 2, 3].map((seed) => run(parsePlan(randomPlan(12)), { seed, stepLimit: 4096 })))
    expect(new Set(outcomes.map(({ solution }) => JSON.stringify(solution))).size).toBeGreaterThan(1)
  })

  test('it ends after that many steps, but for the batch in which it is reached', async () => {
    const outcome = await run(small(), { seed: 1, stepLimit: 10_000 })
    expect(outcome).toMatchObject({ stopped: 'steps', seed: 1 })
    expect(outcome.steps).toBeGreaterThanOrEqual(10_000)
    expect(outcome.steps).toBeLessThan(20_000)
  })
})

describe('a plan with a baseline', () => {
  test.each([3, 12, 27])('is searched from there: at once no worse than what it is to stay close to (plan %i)', async (number) => {
    const plan: Plan = { ...parsePlan(randomPlan(number)), pins: { sections: [], care: [], posts: [] } }
    const { baseline: _, ...free } = plan
    const before = await run(free, { seed: 1, stepLimit: 20_000 })
    const { sections, care, posts } = before.solution
    const close: Plan = { ...free, baseline: { sections, care, posts } }
    const outcome = await run(close, { seed: 2, stepLimit: 1 })
    expect(compare(outcome, before)).toBeLessThanOrEqual(0)
    expectHonest(close, outcome)
  })

  test('pins come first: what the baseline says of the rest is kept', async () => {
    const free = small()
    const before = await run(free, { seed: 1, stepLimit: 20_000 })
    const { sections, care, posts } = before.solution
    const [section] = sections
    const pins = { sections: [{ ...section, students: section.students.slice(1) }], care: [], posts: [] }
    const outcome = await run({ ...free, pins, baseline: { sections, care, posts } }, { seed: 2, stepLimit: 1 })
    expect(compare(outcome, before)).toBeLessThanOrEqual(0)
    expect(outcome.amounts).toMatchObject({ pin: 0 })
  })
})

describe('the levels', () => {
  test.each([2, 8, 31])('never get worse on the way (plan %i)', async (number) => {
    const plan = parsePlan(randomPlan(number))
    const heard: SolveProgress[] = []
    const outcome = await run(plan, { seed: 1, stepLimit: 40_000, onProgress: (progress) => heard.push(progress) })
    expect(heard.length).toBeGreaterThan(5)
    for (const [i, progress] of heard.slice(1).entries()) {
      expect(compare(progress, heard[i])).toBeLessThanOrEqual(0)
      expect(progress.steps).toBeGreaterThan(heard[i].steps)
    }
    expect(costOf(outcome)).toEqual(costOf(heard.at(-1)!))
    expectHonest(plan, outcome)
  })

  test('where seats stay empty, children without a place are the price of a supervisor less', async () => {
    // 566 when no host was ever overfilled
    const outcome = await run(parsePlan(randomPlan(20)), { seed: 1, stepLimit: 100_000 })
    expect(outcome.hard).toBe(0)
    expect(outcome.medium).toBeLessThan(300)
  })

  test('the small school breaks no rule and leaves nothing unserved', async () => {
    const plan = small()
    const outcome = await run(plan, { seed: 1, stepLimit: 40_000 })
    expect(outcome).toMatchObject({ hard: 0, medium: 0 })
    expectHonest(plan, outcome)
  })
})

describe('a start', () => {
  let good: Outcome<Timetable>
  beforeAll(async () => {
    good = await run(small(), { seed: 1, stepLimit: 60_000 })
  })

  test('is kept to the byte when nothing better is found', async () => {
    const outcome = await run(small(), { seed: 2, stepLimit: 0, start: good.solution })
    expect(costOf(outcome)).toEqual(costOf(good))
    expect(JSON.stringify(outcome.solution)).toBe(JSON.stringify(good.solution))
  })

  test('is never left for something worse', async () => {
    const outcome = await run(small(), { seed: 3, stepLimit: 8192, start: good.solution })
    expect(compare(outcome, good)).toBeLessThanOrEqual(0)
    expectHonest(small(), outcome)
  })

  test('that breaks rules is taken over as far as they allow', async () => {
    const seated = { kind: 'care', host: 'C1', slot: 'mon-1', season: 'summer' } as const
    const start: Timetable = { sections: [], care: [], posts: [{ ...seated, staff: ['P1'] }] }
    const outcome = await run(small(), { seed: 1, stepLimit: 0, start })
    expect(outcome.hard).toBe(0)
    expect(outcome.solution.posts.filter((post) => post.staff.includes('P1') && post.kind === 'care')).toEqual([])
  })
})

describe('what ends a search', () => {
  test('a target, once it is reached', async () => {
    const target = { hard: 0, medium: 0, soft: 400 }
    const outcome = await run(small(), { seed: 1, stop: [atTarget(target)], stepLimit: 10_000_000 })
    expect(outcome.stopped).toBe('target')
    expect(compare(outcome, target)).toBeLessThanOrEqual(0)
    expectHonest(small(), outcome)
  })

  test('a signal: the best so far is kept', async () => {
    const cancel = new AbortController()
    let last: SolveProgress | undefined
    const outcome = await run(parsePlan(randomPlan(12)), {
      seed: 1,
      timeLimitSeconds: 600,
      signal: cancel.signal,
      onProgress: (progress) => {
        last = progress
        if (progress.steps >= 8192) cancel.abort()
      },
    })
    expect(outcome.stopped).toBe('cancelled')
    expect(costOf(outcome)).toEqual(costOf(last!))
    expectHonest(parsePlan(randomPlan(12)), outcome)
  })

  test('nothing to decide', async () => {
    const plan = small((p) => {
      p.students = []
      p.activities = []
      p.staff = []
      for (const one of p.classes) delete one.homeroomTeacher
    })
    const outcome = await run(plan, { seed: 1, timeLimitSeconds: 600 })
    expect(outcome).toMatchObject({ stopped: 'done', done: true, hard: 0, medium: 0, soft: 0, solution: { sections: [], care: [], posts: [] } })
    expectHonest(plan, outcome)
  })
})

describe('pins', () => {
  test('of everything are kept, all of them', async () => {
    const { solution } = await run(small(), { seed: 1, stepLimit: 8192 })
    expect(solution.sections).not.toHaveLength(0)
    const { sections, care, posts } = solution
    const pinned = small((p) => {
      p.pins = { sections, care, posts }
    })
    const outcome = await run(pinned, { seed: 2, stepLimit: 8192 })
    expect(outcome).toMatchObject({ hard: 0, amounts: { pin: 0 } })
    for (const section of sections) {
      const now = outcome.solution.sections.find(({ activity, number }) => activity === section.activity && number === section.number)
      expect(now?.sessions).toEqual(section.sessions)
      expect(now?.students).toEqual(expect.arrayContaining(section.students))
    }
    expect(outcome.solution.care).toEqual(expect.arrayContaining(care))
    for (const { staff, ...post } of posts) {
      expect(outcome.solution.posts).toContainEqual(expect.objectContaining({ ...post, staff: expect.arrayContaining(staff) }))
    }
    expectHonest(pinned, outcome)
  })
})

describe('far too few people', () => {
  const keep = (...ids: string[]) =>
    small((p) => {
      p.staff = p.staff.filter(({ id }) => ids.includes(id))
      for (const one of p.classes) if (!ids.includes(one.homeroomTeacher!)) delete one.homeroomTeacher
    })
  // both classes together need one person in care and one on duty, at nine times; T1 may not lead duty
  const short: [name: string, plan: Plan, unfilled: number][] = [
    ['one teacher for two classes', keep('T1'), 9],
    ['nobody at all', keep(), 18],
  ]
  test.each(short)('%s: seats stay empty, no rule is broken', async (_name, plan, unfilled) => {
    const outcome = await run(plan, { seed: 1, stepLimit: 12_000 })
    expect(outcome).toMatchObject({ hard: 0, stopped: 'steps', amounts: { 'unfilled-seat': unfilled }, solution: { sections: [] } })
    expectHonest(plan, outcome)
  })
})

test('a student with more wishes than the solver can count is refused, not mispriced', () => {
  const days = (n: number) => (p: PlanInput) => {
    for (let i = 0; i < n; i++) p.activities.push({ id: `day-${i}`, grades: [1], sections: { max: 1 }, size: { max: 20 }, slots: ['mon-1'], everyone: true })
  }
  // S01 chooses two clubs
  expect(() => afterSchool.compile(small(days(29)))).not.toThrow()
  expect(() => small(days(30))).toThrow('/students/0/choices')
})
