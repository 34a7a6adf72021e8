import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generate } from '../../benchmarks/scenarios/index.ts'
import { checkTimetable, parseTimetable } from '../../models/after-school/check/index.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { readSettings, SettingsError, settingsTable } from '../../src/service/settings.ts'
import { type RunningService, startService } from '../../src/service/start.ts'
import { afterSchoolService } from './real.ts'

const guide = readFileSync(new URL('../../docs/service.md', import.meta.url), 'utf8')
const walk = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((m) => m[1]).join('')
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const readmeWalk = /<!-- curl -->\n```sh\n([\s\S]*?)```\n<!-- \/curl -->/.exec(readme)?.[1] ?? ''

describe('the service with the after-school model', () => {
  let folder: string
  let service: RunningService
  let origin: string
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'afterbell-walk-'))
    service = await startService(
      readSettings({ AFTERBELL_DATA: join(folder, 'data'), AFTERBELL_SOLVERS: '1', AFTERBELL_BOUND_SECONDS: '5', AFTERBELL_LOG: 'silent' }),
      afterSchoolService,
    )
    origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await service.stop()
    rmSync(folder, { recursive: true })
  })

  // biome-ignore lint/suspicious/noExplicitAny: what is expected of it is the test
  const get = async (path: string): Promise<any> => (await fetch(origin + path)).json()

  /** @returns what the commands print; they print no error */
  async function said(commands: string): Promise<string> {
    const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', commands], {
      cwd: folder,
      env: { ...process.env, AFTERBELL: origin, PATH: `${join(process.execPath, '..')}:${process.env.PATH}` },
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => {
      out += text
    })
    child.stderr.on('data', (text) => {
      err += text
    })
    const [code] = await once(child, 'close')
    expect([code, err]).toEqual([0, ''])
    return out
  }
  const written = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))

  it('does what README.md says, word for word', async () => {
    const out = await said(readmeWalk)
    expect(out).toContain('event: ended')
    expect(out).toMatch(/\n\{"by":"class","id":"c3-1"[^\n]*"title":"周一"[^\n]*\}$/)
    const plan = parsePlan(written('plan.json'))
    expect(checkTimetable(plan, parseTimetable(plan, written('timetable.json'))).hard).toBe(0)
  }, 60_000)

  it('tells a floor of the cost with the result, and goes on proving afterwards', async () => {
    const plan = written('admitted.json').id
    const latest = async () => (await get(`/v1/plans/${plan}/timetables`)).items[0]
    // on a busy machine the five seconds of the solve may be over before the first floor is there
    let first = await latest()
    for (; first.bound === null; first = await latest()) await new Promise((resolve) => setTimeout(resolve, 300))
    expect(first.bound).toMatchObject({ medium: 0, covers: expect.arrayContaining(['student-choice']) })
    for (;;) {
      if (!/afterbell_solve_gap_count [1-9]/.test(await (await fetch(`${origin}/metrics`)).text())) {
        await new Promise((resolve) => setTimeout(resolve, 300))
        continue
      }
      const [{ id, score, bound, gap }] = (await get(`/v1/plans/${plan}/timetables`)).items
      expect(bound.soft).toBeGreaterThanOrEqual(first.bound.soft)
      expect(bound).toMatchObject({ medium: expect.any(Number), soft: expect.any(Number), proven: expect.any(Boolean) })
      expect(bound.medium).toBeLessThanOrEqual(score.medium)
      expect(bound.soft).toBeLessThanOrEqual(score.soft)
      expect(gap).toBe(score.medium > bound.medium ? null : (score.soft - bound.soft) / score.soft)
      expect(await get(`/v1/solves/${written('ordered.json').id}`)).toMatchObject({ timetable: id, bound, gap })
      return
    }
  }, 60_000)

  it('does what docs/service.md says, word for word', async () => {
    const out = await said(walk)
    expect(out).toMatch(/event: improvement\ndata: \{"hard":0,/)
    expect(out).toContain('event: ended')
    expect(out).toContain('"title":"周一"')
    // hard of the report, then soft of the check, the new version, who approved when, and what is published
    expect(out).toMatch(/\n0\n[\s\S]*\}\d+\n2\n\d{4}-\d\d-\d\dT[\d:.]+Z\ntimetable_\w+\n$/)
    const plan = parsePlan(written('plan.json'))
    expect(checkTimetable(plan, parseTimetable(plan, written('timetable.json'))).hard).toBe(0)
  }, 60_000)

  it('shows every view of a timetable, and agrees with itself', async () => {
    const { plan: input, planted } = generate({ school: 'village', seed: 2, tier: 'normal' })
    const post = async (path: string, body: unknown) =>
      (await fetch(origin + path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })).json()
    const id = ((await post('/v1/plans', input)) as { id: string }).id
    const { id: timetable, score } = (await post(`/v1/plans/${id}/timetables`, planted)) as { id: string; score: object }
    const plan = parsePlan(input)
    const { hard, medium, soft } = checkTimetable(plan, parseTimetable(plan, planted))
    expect(score).toEqual({ hard, medium, soft })
    // everybody seated in the timetable is seen in exactly the views of their own
    const seats = planted!.posts.flatMap((p) => p.staff).length
    const weeks = await Promise.all(plan.staff.map((s) => get(`/v1/timetables/${timetable}/views/staff/${s.id}`)))
    const seen = weeks.flatMap((week, i) => entriesOf(week).flatMap((e) => e.staff.filter((s) => s.id === plan.staff[i]!.id)))
    expect(seen).toHaveLength(seats)
    // and every child in care, or in a section, at every slot attended that runs
    const student = plan.students.find((s) => planted!.sections.some((x) => x.students.includes(s.id)))!
    const own = await get(`/v1/timetables/${timetable}/views/student/${student.id}`)
    for (const [i, season] of plan.seasons.entries()) {
      const covered = own.seasons[i].days.flatMap((d: Day) => d.entries.flatMap((e) => e.slots))
      expect([...covered].sort()).toEqual(student.attends.filter((slot) => season.bells[slot]).sort())
    }
    expect(entriesOf(own).every((e) => !('students' in e))).toBe(true)
    const room = await get(`/v1/timetables/${timetable}/views/room/${plan.rooms[0]!.id}`)
    expect(room).toMatchObject({ by: 'room', name: expect.any(String) })
    const date = await get(`/v1/timetables/${timetable}/views/date/${plan.term.start}`)
    expect(date).toMatchObject({ by: 'date', entries: expect.any(Array) })
    expect((await fetch(`${origin}/v1/timetables/${timetable}/views/date/1999-01-01`)).status).toBe(404)
    const without = {
      ...planted!,
      sections: planted!.sections.slice(1),
      posts: planted!.posts.filter((p) => p.kind !== 'section' || p.activity !== planted!.sections[0]!.activity || p.number !== planted!.sections[0]!.number),
    }
    const other = (await post(`/v1/plans/${id}/timetables`, without)) as { id?: string }
    if (other.id)
      expect(await get(`/v1/timetables/${timetable}/comparison?with=${other.id}`)).toMatchObject({
        before: { hard, medium, soft },
        sections: [{ activity: planted!.sections[0]!.activity, opened: false }],
      })
  })

  it('refuses to listen to the world without a key, and to share its data folder', async () => {
    const env = { AFTERBELL_DATA: join(folder, 'world'), AFTERBELL_SOLVERS: '0', AFTERBELL_LOG: 'silent' }
    await expect(startService(readSettings({ ...env, HOST: '0.0.0.0' }), afterSchoolService)).rejects.toThrow(SettingsError)
    await expect(startService(readSettings({ ...env, AFTERBELL_DATA: join(folder, 'data') }), afterSchoolService)).rejects.toThrow(/in use by process/)
  })

  it('lists its settings in the guide', () => {
    for (const { name, fallback, meaning } of settingsTable()) {
      const shown = name === 'AFTERBELL_SOLVERS' ? 'cores − 1' : fallback
      expect(guide).toContain(`| \`${name}\` | ${shown} | ${meaning} |\n`)
    }
  })
})

interface Day {
  entries: { slots: string[]; staff: { id: string }[] }[]
}
const entriesOf = (week: { seasons: { days: Day[] }[] }) => week.seasons.flatMap((s) => s.days.flatMap((d) => d.entries))
