import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { afterbell, type Ran } from './run.ts'

/** A village school from its plan to its timetable, by the real command. */

const folder = mkdtempSync(join(tmpdir(), 'afterbell-cli-'))
const at = (name: string) => join(folder, name)
const text = (name: string) => readFileSync(at(name), 'utf8')
const json = (name: string) => JSON.parse(text(name))
const save = (name: string, document: unknown) => writeFileSync(at(name), JSON.stringify(document))
const lastLine = ({ out }: Ran) => JSON.parse(out.trimEnd().split('\n').at(-1)!)
const here = { cwd: folder }
/** stops by steps, so that no clock decides anything here */
const solveSome = (...more: string[]) => afterbell(['solve', 'plan.json', '--steps', '20000', '--seed', '5', ...more], here)

let solved: Ran
beforeAll(async () => {
  await afterbell(['generate', '--school', 'village', '--seed', '7', '--out', 'plan.json'], here)
  solved = await solveSome('--out', 'timetable.json', '--json')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('generate', () => {
  test('gives the same plan for the same seed, in a file or on standard output', async () => {
    const { code, out } = await afterbell(['generate', '--school', 'village', '--seed', '7'])
    expect(code).toBe(0)
    expect(out).toBe(text('plan.json'))
  })

  test.each([
    ['another seed', ['--seed', '8']],
    ['a tight tier', ['--seed', '7', '--tight']],
    ['an over-constrained tier', ['--seed', '7', '--over']],
  ])('gives another plan for %s', async (_name, more) => {
    const { code, out } = await afterbell(['generate', '--school', 'village', ...more])
    expect(code).toBe(0)
    expect(out).not.toBe(text('plan.json'))
    expect(JSON.parse(out).classes).toHaveLength(6)
  })

  test('writes the timetable that it planted, which breaks no rule and leaves nothing out', async () => {
    await afterbell(['generate', '--school', 'village', '--seed', '7', '--out', 'again.json', '--planted', 'planted.json'], here)
    const { code, out } = await afterbell(['check', 'again.json', 'planted.json', '--json'], here)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ hard: 0, medium: 0 })
  })
})

describe('validate', () => {
  test('accepts a generated plan', async () => {
    expect(await afterbell(['validate', 'plan.json'], here)).toMatchObject({ code: 0, out: expect.stringMatching(/^valid\n/) })
    const { out } = await afterbell(['validate', 'plan.json', '--json'], here)
    expect(JSON.parse(out)).toMatchObject({ valid: true, errors: [], findings: expect.any(Array) })
  })

  test('lists every fault with its place and a way out, and ends with 2', async () => {
    const plan = json('plan.json')
    plan.classes[1].homeRoom += '-'
    plan.students[3].choices = ['no-such-club']
    save('faulty.json', plan)
    const told = await afterbell(['validate', 'faulty.json'], here)
    expect(told.code).toBe(2)
    expect(told.out).toContain('/classes/1/homeRoom: ')
    expect(told.out).toContain('/students/3/choices/0: ')
    const listed = JSON.parse((await afterbell(['validate', 'faulty.json', '--json'], here)).out)
    expect(listed.valid).toBe(false)
    expect(listed.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(expect.arrayContaining(['/classes/1/homeRoom', '/students/3/choices/0']))
    expect(told.out).toContain(listed.errors[0].message.en)
  })

  test('speaks Chinese when asked to', async () => {
    const { out } = await afterbell(['validate', 'faulty.json'], { ...here, language: 'zh' })
    expect(out).toMatch(/\/classes\/1\/homeRoom: .*[\u4e00-\u9fff]/)
  })

  test('a file that is no JSON is a fault of the document, on standard input too', async () => {
    const { code, err } = await afterbell(['validate', '-'], { input: '{"id": ' })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('- is no JSON') })
  })
})

describe('solve', () => {
  test('ends with one line of JSON, of exactly these keys', () => {
    expect(solved.code).toBe(0)
    const line = lastLine(solved)
    expect(Object.keys(line)).toEqual(['hard', 'medium', 'soft', 'seconds', 'steps', 'movesPerSecond', 'plan', 'seed', 'stopped', 'floor', 'aboveFloor'])
    expect(line).toMatchObject({ hard: 0, plan: expect.stringMatching(/^[0-9a-f]{64}$/), seed: 5, stopped: 'steps' })
    expect(line.steps).toBeGreaterThanOrEqual(20_000)
    expect(solved.err).toMatch(/ s {2}hard \d.* {2}medium .* {2}soft .* M moves\/s/)
  })

  test('signs the timetable with the plan, the run and the score', () => {
    const { hard, medium, soft, plan, seed, steps, stopped } = lastLine(solved)
    expect(json('timetable.json')).toMatchObject({ plan, provenance: { seed, threads: 1, steps, stopped }, overrides: [], report: { hard, medium, soft } })
  })

  test('gives the same timetable to the byte, on standard output too', async () => {
    const { code, out } = await solveSome('--quiet')
    expect(code).toBe(0)
    expect(out).toBe(text('timetable.json'))
  })

  test('gives the same timetable to the byte with two threads', async () => {
    await solveSome('--threads', '2', '--out', 'two-a.json', '--quiet')
    await solveSome('--threads', '2', '--out', 'two-b.json', '--quiet')
    expect(text('two-a.json')).toBe(text('two-b.json'))
    expect(json('two-a.json').report.soft).toBeLessThanOrEqual(lastLine(solved).medium === 0 ? lastLine(solved).soft : Number.POSITIVE_INFINITY)
  })

  test('starts from a timetable', async () => {
    const again = await afterbell(['solve', 'plan.json', '--steps', '1', '--start', 'timetable.json', '--out', 'next.json', '--json'], here)
    const [before, after] = [lastLine(solved), lastLine(again)]
    expect(again.code).toBe(0)
    expect([after.hard, after.medium]).toEqual([before.hard, before.medium])
    expect(after.soft).toBeLessThanOrEqual(before.soft)
  })

  test('interrupted, keeps the best so far', async () => {
    let sent = false
    const ran = await afterbell(['solve', 'plan.json', '--time', '600', '--out', 'interrupted.json', '--json'], {
      ...here,
      onErr: (_err, kill) => {
        if (!sent) kill('SIGINT')
        sent = true
      },
    })
    expect(ran.code).toBe(0)
    expect(lastLine(ran).stopped).toBe('cancelled')
    expect((await afterbell(['check', 'plan.json', 'interrupted.json'], here)).code).toBe(0)
  })

  test('solves no plan with faults, and lists them', async () => {
    const { code, out, err } = await afterbell(['solve', 'faulty.json', '--json'], here)
    expect(code).toBe(2)
    expect(err).toMatch(/^faulty\.json: \d+ faults\n/)
    expect(JSON.parse(out)).toMatchObject({ valid: false, document: 'faulty.json' })
  })

  test('repeats the reason of an override', async () => {
    const override = { field: 'inServiceSharePercent', value: 40, reason: '外聘教练较多' }
    save('overridden.json', { ...json('plan.json'), policy: { ...json('plan.json').policy, overrides: [override] } })
    const { code, out } = await afterbell(['solve', 'overridden.json', '--steps', '1', '--quiet'], here)
    expect(code).toBe(0)
    expect(JSON.parse(out).overrides).toEqual([override])
  })

  test('with too few staff, ends cleanly and says which seats are empty', async () => {
    await afterbell(['generate', '--school', 'village', '--seed', '7', '--over', '--out', 'over.json'], here)
    const { code, out } = await afterbell(['solve', 'over.json', '--steps', '20000', '--out', 'over-timetable.json', '--quiet'], here)
    expect(code).toBe(0)
    expect(out).toMatch(/^hard 0 {2}medium \d/)
    const { medium, unfilled } = json('over-timetable.json').report
    expect(medium).toBeGreaterThan(0)
    expect(unfilled.map((one: { row: string }) => one.row)).toContain('unfilled-seat')
    expect(out).toContain(`${unfilled[0].row} ${unfilled[0].amount}: ${unfilled[0].fix.en}`)
    expect(out).toContain(unfilled[0].findings[0].text.en)
  })
})

describe('solve, where it is to end', () => {
  test('ends at a target, with the time it has otherwise', async () => {
    const first = lastLine(solved).soft
    const ran = await afterbell(['solve', 'plan.json', '--time', '60', '--target', String(first + 200), '--out', 'target.json', '--json', '--quiet'], here)
    expect(lastLine(ran)).toMatchObject({ hard: 0, medium: 0, stopped: 'target' })
    expect(lastLine(ran).soft).toBeLessThanOrEqual(first + 200)
  })

  test('a place where nothing can be written is known before anything is solved', async () => {
    for (const out of ['no-such-folder/timetable.json', folder]) {
      const { code, err } = await afterbell(['solve', 'plan.json', '--time', '60', '--out', out], here)
      expect(code).toBe(3)
      expect(err).toContain(`cannot write ${out}`)
      expect(err).not.toContain('moves/s')
    }
  })
})

describe('check', () => {
  test('agrees with the solver to the unit, row by row', async () => {
    const { code, out } = await afterbell(['check', 'plan.json', 'timetable.json', '--json'], here)
    expect(code).toBe(0)
    const report = JSON.parse(out)
    const { hard, medium, soft } = lastLine(solved)
    expect(report).toMatchObject({ hard, medium, soft })
    expect(Object.keys(report.constraints[0])).toEqual(['id', 'level', 'clause', 'title', 'amount', 'weight', 'cost', 'findings'])
    expect(report.constraints.find((row: { id: string }) => row.id === 'end-time')).toMatchObject({
      clause: '三(二)',
      title: { en: 'ends by the latest end', zh: '按时结束' },
    })
    expect(report.overrides).toEqual([])
    for (const row of report.constraints) {
      expect(row.cost, row.id).toBe(row.weight * row.amount)
      expect(row.amount, row.id).toBe(row.findings.reduce((sum: number, finding: { amount: number }) => sum + finding.amount, 0))
    }
  })

  test('says where the plan departs from its policy, and why', async () => {
    const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
    const overrides = [{ field: 'latestEnd', value: '18:00', reason: 'the last bus' }]
    const { plan: _, ...timetable } = read('timetable.json')
    const plan = read('plan.json')
    writeFileSync(join(folder, 'departs.json'), JSON.stringify({ ...plan, policy: { ...plan.policy, overrides } }))
    writeFileSync(join(folder, 'unsigned.json'), JSON.stringify(timetable))
    const { out } = await afterbell(['check', 'departs.json', 'unsigned.json', '--json'], here)
    expect(JSON.parse(out).overrides).toEqual(overrides)
  })

  test('prints the rows that cost anything', async () => {
    const { out } = await afterbell(['check', 'plan.json', 'timetable.json'], here)
    expect(out).toMatch(/^hard 0 {2}medium \d.*\n\nrow +level +amount +weight +cost\n/)
    expect(out).toMatch(/\nstudent-choice +soft +[\d,]+ +1 +[\d,]+ {2}students’ choices\n/)
  })

  test('ends with 1 when a hard rule is broken, and says where', async () => {
    const timetable = json('timetable.json')
    const leaders = timetable.posts.filter((post: { role?: string }) => post.role === 'lead')
    save('leaderless.json', { ...timetable, posts: timetable.posts.filter((post: object) => !leaders.includes(post)) })
    const { code, out } = await afterbell(['check', 'plan.json', 'leaderless.json'], here)
    expect(leaders.length).toBeGreaterThan(0)
    expect(code).toBe(1)
    expect(out).toContain('\nled: no running section without its leader\n  ')
  })

  test('a malformed timetable is not priced: 2, and every fault', async () => {
    const timetable = json('timetable.json')
    timetable.sections[0].students.push('nobody')
    timetable.posts[0].season = 'spring'
    save('malformed.json', timetable)
    const { code, out, err } = await afterbell(['check', 'plan.json', 'malformed.json'], here)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`/sections/0/students/${timetable.sections[0].students.length - 1}: `)
    expect(err).toContain('/posts/0/season: ')
  })
})

describe('show', () => {
  const who: [by: string, list: string, title: (one: { id: string; name?: string }) => string][] = [
    ['class', 'classes', ({ id, name }) => `${name} (${id})`],
    ['staff', 'staff', ({ id, name }) => `${name} (${id})`],
    ['room', 'rooms', ({ id, name }) => `${name} (${id})`],
    ['student', 'students', ({ id, name }) => `${name} (${id})`],
  ]
  test.each(who)('prints the week of a %s, season by season', async (by, list, title) => {
    const plan = json('plan.json')
    const one = plan[list][0]
    const { code, out } = await afterbell(['show', 'plan.json', 'timetable.json', '--by', by, '--id', one.id], here)
    expect(code).toBe(0)
    expect(out).toContain(title(one))
    for (const season of plan.seasons) expect(out).toContain(season.from)
    expect(out).toMatch(/Monday +\| +Tuesday|nothing/i)
  })

  test('prints it in Chinese', async () => {
    const { out } = await afterbell(['show', 'plan.json', 'timetable.json', '--by', 'class', '--id', json('plan.json').classes[0].id], {
      ...here,
      language: 'zh',
    })
    expect(out).toMatch(/周一 +\| +周二/)
  })

  test('an id that the plan does not know ends with 3, and with the one that was meant', async () => {
    const { id } = json('plan.json').classes[0]
    const { code, err } = await afterbell(['show', 'plan.json', 'timetable.json', '--by', 'class', '--id', `${id}x`], here)
    expect(code).toBe(3)
    expect(err).toContain(`unknown class \`${id}x\`. Maybe \`${id}\`?`)
  })
})
