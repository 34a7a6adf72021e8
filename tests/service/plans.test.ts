import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService, toyPlan } from './open.ts'

describe('plans over HTTP', () => {
  let service: TestService
  beforeAll(async () => {
    service = await openService(await openEmbedded())
  })
  afterAll(() => service.close())

  const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
    service.app.inject({
      method: 'POST',
      url,
      payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const get = (url: string, headers: Record<string, string> = {}) => service.app.inject({ method: 'GET', url, headers })

  it('takes a plan, tells where it is and what follows from it', async () => {
    const answer = await post('/v1/plans', toyPlan())
    expect(answer.statusCode).toBe(201)
    const { id, ...rest } = answer.json()
    expect(answer.headers.location).toBe(`/v1/plans/${id}`)
    expect(rest).toMatchObject({ version: 1, name: 'toy', summary: { boxes: 2 }, findings: [{ code: 'small', message: 'a small plan' }] })
    const read = await get(`/v1/plans/${id}`)
    expect(read.json()).toMatchObject({ id, version: 1, published: null, plan: { ...toyPlan(), weights: {} } })
    expect((await get(`/v1/plans/${id}/document`)).json()).toEqual({ ...toyPlan(), weights: {} })
    expect((await get(`/v1/plans/${id}`, { 'if-none-match': String(read.headers.etag) })).statusCode).toBe(304)
  })

  it('refuses a plan with every fault in one problem, in the asker’s language', async () => {
    const students = [
      { id: 'x', size: 1 },
      { id: 'y', size: 1 },
      { id: 'x', size: 1 },
      { id: 'y', size: 1 },
    ]
    const answer = await post('/v1/plans', toyPlan({ students }), { 'accept-language': 'zh-CN,en;q=0.5' })
    expect(answer.statusCode).toBe(422)
    expect(answer.headers['content-type']).toMatch('application/problem+json')
    expect(answer.headers['content-language']).toBe('zh-CN')
    expect(answer.json()).toMatchObject({
      code: 'invalid-plan',
      title: '方案有错误',
      errors: [
        { pointer: '/students/2/id', value: 'x', code: 'duplicate', message: '中 x twice', suggestion: '中 rename it' },
        { pointer: '/students/3/id', value: 'y' },
      ],
    })
  })

  it.each([
    ['no JSON', '{"id":', 'application/json', 400, 'invalid-json'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'invalid-json'],
    ['nothing', '', 'application/json', 400, 'invalid-json'],
    ['another media type', '{}', 'text/plain', 415, 'media-type'],
    ['a number', '1', 'application/json', 422, 'invalid-plan'],
  ])('refuses %s', async (_, payload, type, status, code) => {
    const answer = await service.app.inject({ method: 'POST', url: '/v1/plans', payload, headers: { 'content-type': type } })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })

  it('refuses a body above the limit', async () => {
    const small = await openService(await openEmbedded(), { AFTERBELL_BODY_MB: '1' })
    const answer = await small.app.inject({
      method: 'POST',
      url: '/v1/plans',
      payload: `"${'x'.repeat(1_000_001)}"`,
      headers: { 'content-type': 'application/json' },
    })
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'too-large'])
    await small.close()
  })

  it('makes a version of every change, and keeps the old ones', async () => {
    const { id } = (await post('/v1/plans', toyPlan())).json()
    const patch = (url: string, body: unknown, headers: Record<string, string> = {}) =>
      service.app.inject({ method: 'PATCH', url, payload: JSON.stringify(body), headers: { 'content-type': 'application/merge-patch+json', ...headers } })
    const second = await patch(`/v1/plans/${id}`, { name: 'second', weights: { room: 3 } })
    expect([second.statusCode, second.json().version, second.headers.location]).toEqual([201, 2, `/v1/plans/${id}/versions/2`])
    const third = await patch(`/v1/plans/${id}/versions/1`, { students: [] })
    expect(third.json().version).toBe(3)
    expect((await get(`/v1/plans/${id}/versions/1`)).json().plan.students).toHaveLength(2)
    expect((await get(`/v1/plans/${id}/versions/2`)).json().plan).toMatchObject({ name: 'second', weights: { room: 3 } })
    expect((await get(`/v1/plans/${id}/versions/3`)).json().plan).not.toHaveProperty('name')
    expect((await get(`/v1/plans/${id}/versions`)).json().items.map((v: { version: number }) => v.version)).toEqual([3, 2, 1])
    expect((await patch(`/v1/plans/${id}`, { boxes: [] })).json().code).toBe('invalid-plan')
    const stale = await patch(`/v1/plans/${id}`, { name: 'late' }, { 'if-match': String(second.headers.etag) })
    expect([stale.statusCode, stale.json().code]).toEqual([412, 'newer-version'])
    const put = await service.app.inject({
      method: 'PUT',
      url: `/v1/plans/${id}`,
      payload: JSON.stringify(toyPlan()),
      headers: { 'content-type': 'application/json', 'if-match': String(third.headers.etag) },
    })
    expect([put.statusCode, put.json().version]).toEqual([201, 4])
  })

  it('does a repeated request once', async () => {
    const headers = { 'idempotency-key': 'once' }
    const [first, second] = [await post('/v1/plans', toyPlan({ name: 'once' }), headers), await post('/v1/plans', toyPlan({ name: 'once' }), headers)]
    expect(second.json()).toEqual(first.json())
    expect(second.headers).toMatchObject({ location: first.headers.location, 'idempotent-replay': 'true' })
    const other = await post('/v1/plans', toyPlan({ name: 'other' }), headers)
    expect([other.statusCode, other.json().code]).toEqual([422, 'key-reused'])
    const refused = [await post('/v1/plans', '{', { 'idempotency-key': 'bad' }), await post('/v1/plans', '{', { 'idempotency-key': 'bad' })]
    expect(refused.map((r) => r.statusCode)).toEqual([400, 400])
    const names = (await get('/v1/plans?limit=200')).json().items.map((p: { name: string }) => p.name)
    expect(names.filter((n: string) => n === 'once')).toHaveLength(1)
  })

  it('does a request with a key anew once its answer is forgotten', async () => {
    const headers = { 'idempotency-key': 'weekly' }
    const [first] = [(await post('/v1/plans', toyPlan({ name: 'week 1' }), headers)).json()]
    // as a day later, or when somebody was erased
    await service.store.db.deleteFrom('idempotency').where('key', '=', 'weekly').execute()
    const second = (await post('/v1/plans', toyPlan({ name: 'week 2' }), headers)).json()
    expect(second.id).not.toBe(first.id)
    expect((await get(`/v1/plans/${second.id}`)).json().name).toBe('week 2')
    expect((await get(`/v1/plans/${first.id}`)).json().name).toBe('week 1')
  })

  it('refuses orders that are not UTF-8, rather than publishing letters that nobody can read, and says where JSON is broken', async () => {
    const { id } = (await post('/v1/plans', toyPlan())).json()
    const timetable = (await post(`/v1/plans/${id}/timetables`, { places: {} })).json().id
    const order = (payload: string | Buffer) =>
      service.app.inject({ method: 'POST', url: `/v1/timetables/${timetable}/publication`, payload, headers: { 'content-type': 'application/json' } })
    const gbk = await order(Buffer.from([...Buffer.from('{"approvedBy":"'), 0xcd, 0xf5, 0xd0, 0xa3, 0xb3, 0xa4, ...Buffer.from('"}')]))
    expect([gbk.statusCode, gbk.json().code, gbk.json().detail]).toEqual([400, 'invalid-json', 'the body is not encoded in UTF-8'])
    const broken = await order('{"approvedBy":"王",')
    expect([broken.statusCode, broken.json().code]).toEqual([400, 'invalid-json'])
    expect(broken.json().detail).toMatch(/^not JSON: .*position/)
    const hostile = await order('{"__proto__":{},"approvedBy":"王"}')
    expect([hostile.statusCode, hostile.json().code]).toEqual([400, 'invalid-request'])
  })

  it('tells what is published with another ETag, by either of which a version is known', async () => {
    const { id } = (await post('/v1/plans', toyPlan())).json()
    const before = String((await get(`/v1/plans/${id}`)).headers.etag)
    const timetable = (await post(`/v1/plans/${id}/timetables`, { places: {} })).json().id
    await post(`/v1/timetables/${timetable}/publication`, { approvedBy: '王校长' })
    const read = await get(`/v1/plans/${id}`, { 'if-none-match': before })
    expect([read.statusCode, read.json().published]).toEqual([200, timetable])
    const after = String(read.headers.etag)
    expect((await get(`/v1/plans/${id}`, { 'if-none-match': after })).statusCode).toBe(304)
    const patch = (tag: string) =>
      service.app.inject({ method: 'PATCH', url: `/v1/plans/${id}`, payload: '{"name":"x"}', headers: { 'content-type': 'application/json', 'if-match': tag } })
    expect([(await patch(after)).statusCode, (await patch(before)).statusCode]).toEqual([201, 412])
  })

  it('changes nothing that the audit log does not tell', async () => {
    const { id } = (await post('/v1/plans', toyPlan())).json()
    const { db } = service.store
    await sql`alter table audit rename to audit_away`.execute(db)
    const answers = await Promise.all([
      post('/v1/plans', toyPlan(), { 'idempotency-key': 'unaudited' }),
      post(`/v1/plans/${id}/solves`, {}),
      post(`/v1/plans/${id}/timetables`, { places: {} }),
      service.app.inject({ method: 'DELETE', url: `/v1/plans/${id}` }),
      service.app.inject({ method: 'DELETE', url: `/v1/plans/${id}/students/s1` }),
    ])
    await sql`alter table audit_away rename to audit`.execute(db)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 500, 500, 500, 500])
    expect((await get(`/v1/plans/${id}/document`)).json().students[0].id).toBe('s1')
    for (const list of ['solves', 'timetables']) expect((await get(`/v1/plans/${id}/${list}`)).json().items).toEqual([])
    // and a repeated request is done, and told, as the first one
    const made = (await post('/v1/plans', toyPlan(), { 'idempotency-key': 'unaudited' })).json()
    expect((await get('/v1/audit?limit=1')).json().items).toMatchObject([{ action: 'plan.create', subject: made.id }])
  })

  it('lists in pages', async () => {
    const all = (await get('/v1/plans?limit=200')).json().items
    const first = (await get('/v1/plans?limit=2')).json()
    const second = (await get(`/v1/plans?limit=200&after=${first.next}`)).json()
    expect([...first.items, ...second.items]).toEqual(all)
    expect((await get('/v1/plans?after=bogus')).json().code).toBe('invalid-cursor')
    expect((await get('/v1/plans?limit=0')).json()).toMatchObject({ code: 'invalid-request', errors: [{ pointer: '/querystring/limit' }] })
  })

  it('deletes', async () => {
    const { id } = (await post('/v1/plans', toyPlan())).json()
    expect((await service.app.inject({ method: 'DELETE', url: `/v1/plans/${id}` })).statusCode).toBe(204)
    expect((await get(`/v1/plans/${id}`)).json()).toMatchObject({ status: 404, code: 'not-found', detail: 'no such plan', instance: `/v1/plans/${id}` })
  })

  it('tells a wrong method from a wrong path', async () => {
    const answer = await service.app.inject({ method: 'DELETE', url: '/v1/plans' })
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST'])
    expect((await get('/v1/nothing')).statusCode).toBe(404)
    expect((await get('/v1/plans/%00')).statusCode).toBe(400)
  })
})
