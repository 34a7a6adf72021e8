import { fromKysely } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generate } from '../../benchmarks/scenarios/index.ts'
import { rebalanceWithHighs } from '../../models/after-school/rebalance/index.ts'
import { validatePlan } from '../../models/after-school/validate/index.ts'
import { pack } from '../../src/store/pack.ts'
import { createRebalance, readRebalance } from '../../src/store/rebalances.ts'
import { readTimetable } from '../../src/store/timetables.ts'
import { until } from '../jobs/open.ts'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService, toyPlan } from './open.ts'
import { afterSchoolService } from './real.ts'

// biome-ignore lint/suspicious/noExplicitAny: what is expected of it is the test
type Json = any
const caller =
  (service: () => TestService) =>
  async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, headers: Record<string, string> = {}): Promise<{ status: number; json: Json }> => {
    const answer = await service().app.inject({
      method,
      url: path,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { payload: JSON.stringify(body) }),
    })
    return { status: answer.statusCode, json: answer.body === '' ? undefined : answer.json() }
  }

describe('changes over HTTP', () => {
  let service: TestService
  let [plan, timetable] = ['', '']
  const call = caller(() => service)
  const change = (student: string, box = 'b', more: object = {}) =>
    call('POST', `/v1/timetables/${timetable}/rebalances`, { changes: [{ student, box }], ...more })
  beforeAll(async () => {
    service = await openService(await openEmbedded())
    plan = (await call('POST', '/v1/plans', toyPlan())).json.id
    timetable = (await call('POST', `/v1/plans/${plan}/timetables`, { places: { s1: 'a', s2: 'a' } })).json.id
  })
  afterAll(() => service.close())

  it('are answered at once with what is different, in the asker’s language, and kept', async () => {
    const url = `/v1/timetables/${timetable}/rebalances`
    const { status, json } = await call('POST', url, { changes: [{ student: 's1', box: 'b' }] }, { 'accept-language': 'zh' })
    expect([status, json]).toMatchObject([
      201,
      { timetable, after: null, state: 'done', error: null, answer: { hard: 0, change: 1, proven: true, difference: [{ student: 's1', text: '中 moves' }] } },
    ])
    expect((await call('GET', `/v1/rebalances/${json.id}`)).json.answer.difference[0].text).toBe('moves')
    expect((await call('GET', `/v1/rebalances/${json.id}/document`)).json).toMatchObject({ places: { s1: 'b', s2: 'a' }, changes: [{ student: 's1' }] })
    expect((await call('GET', url)).json.items[0]).toMatchObject({ id: json.id, state: 'done' })
  })

  it('go on from earlier answers, and are taken back', async () => {
    const first = (await change('s1')).json.id
    const second = (await change('s2', 'b', { after: first })).json
    expect(second).toMatchObject({ after: first, answer: { change: 1 } })
    expect((await call('GET', `/v1/rebalances/${second.id}/document`)).json).toMatchObject({ places: { s1: 'b', s2: 'b' }, changes: [{}, {}] })
    expect((await call('DELETE', `/v1/rebalances/${second.id}`)).status).toBe(204)
    expect((await call('GET', `/v1/rebalances/${second.id}`)).status).toBe(404)
    expect((await change('s1', 'b', { after: second.id })).status).toBe(404)
  })

  it('that take longer are answered with where to look', async () => {
    const { status, json } = await change('slow', 'b', { deadlineSeconds: 0.05 })
    expect([status, json.state, json.answer]).toEqual([202, 'running', null])
    expect((await call('GET', `/v1/rebalances/${json.id}/document`)).json.code).toBe('not-ended')
    const done = await until(async () => {
      const { json: now } = await call('GET', `/v1/rebalances/${json.id}`)
      return now.state !== 'running' && now
    })
    expect(done).toMatchObject({ state: 'done', answer: { change: 1 } })
  })

  it('whose process has gone are ended by the queue', async () => {
    const { db } = service.store
    const stored = (await readTimetable(db, 'local', timetable))!
    const make = (id: string, sha = stored.sha256) =>
      pack(JSON.stringify([{ student: 's1', box: id === 'rebalance_bad' ? 'z' : 'b' }])).then((changes) =>
        createRebalance(db, { id, tenant: 'local', timetable, timetableSha256: sha, after: null, deadlineSeconds: 1, changes }, (tx) =>
          service.queue.boss.send('rebalances', { rebalance: id }, { db: fromKysely(tx) }),
        ),
      )
    expect(await make('rebalance_stale', 'other')).toBe('stale')
    expect([await make('rebalance_left'), await make('rebalance_left'), await make('rebalance_bad')]).toEqual(['made', 'known', 'made'])
    const ended = (id: string) => until(async () => ((await readRebalance(db, id))?.endedAt ? readRebalance(db, id) : undefined))
    expect(await ended('rebalance_left')).toMatchObject({ state: 'done', error: null })
    expect(await ended('rebalance_bad')).toMatchObject({ state: 'failed', error: { en: '/changes/0/box: no such box', zh: '/changes/0/box: 中 no such box' } })
  })

  it('are done once per idempotency key', async () => {
    const url = `/v1/timetables/${timetable}/rebalances`
    const post = () => call('POST', url, { changes: [{ student: 's2', box: 'b' }] }, { 'idempotency-key': 'ill-1' })
    expect((await post()).json).toEqual((await post()).json)
  })

  it.each([
    [{ changes: [{ student: 's1', box: 'z' }] }, 422, 'invalid-changes', '/changes/0/box'],
    [{ changes: [{ pupil: 's1', box: 'a' }] }, 400, 'invalid-request', '/body/changes/0'],
    [{ changes: [] }, 400, 'invalid-request', '/body/changes'],
  ])('%j are refused with %i', async (body, status, code, pointer) => {
    const answer = await call('POST', `/v1/timetables/${timetable}/rebalances`, body)
    expect([answer.status, answer.json.code]).toEqual([status, code])
    expect(answer.json.errors.some((fault: Json) => fault.pointer.startsWith(pointer))).toBe(true)
  })

  it('come with questions', async () => {
    const ask = (box: string) => call('POST', `/v1/timetables/${timetable}/questions`, { about: 'sum', box }, { 'accept-language': 'zh' })
    expect((await ask('a')).json).toEqual({ about: 'sum', answer: { sum: 5, note: '中 a sum' } })
    expect((await ask('z')).json).toMatchObject({ status: 422, code: 'invalid-question', errors: [{ pointer: '/box', message: '中 no such box' }] })
  })

  it('are seen in the views of a date', async () => {
    const id = (await change('s1')).json.id
    const view = (query: string, path = 'box/b') => call('GET', `/v1/timetables/${timetable}/views/${path}${query}`)
    expect((await view('')).json).toMatchObject({ students: [] })
    expect((await view('?date=2026-03-02')).json).toMatchObject({ date: '2026-03-02', students: [] })
    expect((await view(`?date=2026-03-02&after=${id}`)).json).toMatchObject({ date: '2026-03-02', students: ['s1'] })
    expect((await view(`?date=2026-01-01&after=${id}`)).json).toMatchObject({ code: 'invalid-question', errors: [{ pointer: '/date', message: 'a holiday' }] })
    expect((await view(`?after=${id}`)).json).toMatchObject({ code: 'invalid-question', errors: [{ pointer: '/date', code: 'missing' }] })
    expect((await view('?date=yesterday')).json).toMatchObject({ code: 'invalid-request' })
    expect((await view(`?date=2026-03-02&after=${id}`, 'box/z')).status).toBe(404)
    const other = (await call('POST', `/v1/plans/${plan}/timetables`, { places: { s1: 'a' } })).json.id
    expect((await call('GET', `/v1/timetables/${other}/views/box/b?date=2026-03-02&after=${id}`)).status).toBe(404)
    await call('DELETE', `/v1/rebalances/${id}`)
    expect((await view(`?date=2026-03-02&after=${id}`)).status).toBe(404)
  })

  it('have an answer of their own for each language, date and change', async () => {
    const id = (await change('s1')).json.id
    const tags = new Set<string>()
    for (const query of ['', '?date=2026-03-02', '?date=2026-03-03', `?date=2026-03-02&after=${id}`])
      for (const language of ['en', 'zh']) {
        const url = `/v1/timetables/${timetable}/views/box/b${query}`
        const answer = await service.app.inject({ url, headers: { 'accept-language': language } })
        tags.add(String(answer.headers.etag))
        expect((await service.app.inject({ url, headers: { 'accept-language': language, 'if-none-match': String(answer.headers.etag) } })).statusCode).toBe(304)
      }
    expect(tags.size).toBe(8)
  })

  it('are exported with a student, and forgotten with them', async () => {
    const [about, other] = [(await change('s1')).json.id, (await change('new')).json.id]
    const exported = (await call('GET', `/v1/plans/${plan}/students/s1/export`)).json
    expect(exported.rebalances).toContainEqual({ id: about, changes: [{ student: 's1', box: 'b' }] })
    expect((await call('GET', `/v1/plans/${plan}/students/new/export`)).json).toMatchObject({ newest: null, rebalances: [{ id: other }] })
    expect((await call('DELETE', `/v1/plans/${plan}/students/new`)).status).toBe(204)
    expect((await call('GET', `/v1/rebalances/${other}`)).status).toBe(404)
    expect((await call('GET', `/v1/rebalances/${about}`)).status).toBe(200)
  })
})

describe('changes in the after-school model', () => {
  it('are answered as on the command line, and questions too', async () => {
    const service = await openService(await openEmbedded(), {}, undefined, afterSchoolService)
    const call = caller(() => service)
    try {
      const made = generate({ school: 'village', seed: 7, tier: 'normal' })
      const plan = (await call('POST', '/v1/plans', made.plan)).json.id
      const { id, score } = (await call('POST', `/v1/plans/${plan}/timetables`, made.planted)).json
      expect(score.hard).toBe(0)
      const { posts } = made.planted!
      const ill = posts.find((post) => post.kind === 'care' && post.slot.startsWith('tue'))!.staff[0]!
      const changes = [{ kind: 'staff-away' as const, staff: ill, from: '2026-11-24', to: '2026-11-24' }]
      const { status, json } = await call('POST', `/v1/timetables/${id}/rebalances`, { changes, deadlineSeconds: 20 })
      expect([status, json.state]).toEqual([201, 'done'])
      const expected = await rebalanceWithHighs(validatePlan(made.plan).plan!, made.planted!, changes, { deadlineMilliseconds: 20_000 })
      expect(json.answer).toMatchObject({ hard: 0, change: expected.dated[0]!.cost.change, weeks: [{ dates: ['2026-11-24'] }] })
      expect(json.answer.difference.map((d: Json) => d.text)).toEqual(expected.difference.map((d) => d.text.en))
      const ask = (question: object, query = '') => call('POST', `/v1/timetables/${id}/questions${query}`, question)
      const week = (path: string, query = '') => call('GET', `/v1/timetables/${id}/views/${path}${query}`)
      const daysOf = async (query: string) => (await week(`staff/${ill}`, query)).json.seasons.map((s: Json) => s.days.map((d: Json) => d.weekday))
      const term = await daysOf('')
      const [then] = await daysOf('?date=2026-11-24')
      expect([term.length, then]).toEqual([2, expect.arrayContaining(['tue'])])
      expect((await daysOf(`?date=2026-11-24&after=${json.id}`))[0]).toEqual(then.filter((day: string) => day !== 'tue'))
      const day = (await week('date/2026-11-24', `?after=${json.id}`)).json
      expect([day.weekday, day.entries.length > 0, JSON.stringify(day.entries).includes(`"${ill}"`)]).toEqual(['tue', true, false])
      expect(JSON.stringify((await week('date/2026-11-24')).json.entries)).toContain(`"${ill}"`)
      expect((await week(`staff/${ill}`, '?date=2026-11-28')).json.errors).toMatchObject([{ pointer: '/date', code: 'no-service' }])
      // as the changes left the day: whoever is ill is asked for nothing
      const seat = expected.dated[0]!.timetable.posts.find((post) => post.kind === 'care' && post.slot.startsWith('tue') && post.staff.length > 0)!
      const instead = await ask({ about: 'substitutes', staff: seat.staff[0], posts: [{ ...seat, staff: undefined }] }, `?date=2026-11-24&after=${json.id}`)
      expect([instead.status, instead.json.answer.some((one: Json) => one.staff === ill)]).toEqual([200, false])
      expect((await ask({ about: 'fairness' }, `?after=${json.id}`)).json.errors).toMatchObject([{ pointer: '/date', code: 'missing' }])
      expect((await ask({ about: 'fairness' }, '?date=2026-11-28')).json.errors).toMatchObject([{ pointer: '/date', code: 'no-service' }])
      const substitutes = (await ask({ about: 'substitutes', staff: ill })).json.answer
      for (const { staff, change } of substitutes) expect([staff === ill, change.hard]).toEqual([false, 0])
      for (const about of ['fairness', 'backups']) expect((await ask({ about })).status).toBe(200)
      expect((await ask({ about: 'clubs', student: 'nobody' })).json).toMatchObject({ code: 'invalid-question', errors: [{ code: 'unknown-student' }] })
      expect((await ask({ about: 'substitutes' })).status).toBe(400)
      const { season, slot } = posts.find((post) => post.kind === 'care')!
      const { staff, ...post } = posts.find((own) => own.kind === 'care')!
      expect((await ask({ about: 'why', assignment: { kind: 'seat', staff: staff[0], post } })).json.answer.without.rows['unfilled-seat']).toBe(40)
      const notSo = { kind: 'care', class: 'nowhere', slot: post.kind === 'care' ? post.slot : '' }
      expect((await ask({ about: 'why', assignment: notSo })).json).toMatchObject({ code: 'invalid-question', errors: [{ pointer: '/assignment/class' }] })
      const wish = { kind: 'seat', staff: 'nobody', post: { kind: 'care', season, host: 'nowhere', slot } }
      const faults = (await ask({ about: 'wish', wish })).json.errors.map((fault: Json) => [fault.pointer, fault.code])
      expect(faults).toEqual([
        ['/wish/staff', 'unknown-staff'],
        ['/wish/post/host', 'unknown-host'],
      ])
    } finally {
      await service.close()
    }
  })
})
