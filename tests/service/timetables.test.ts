import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService, toyPlan } from './open.ts'

describe('timetables over HTTP', () => {
  let service: TestService
  let plan: string
  beforeAll(async () => {
    service = await openService(await openEmbedded())
    plan = (await send('POST', '/v1/plans', toyPlan())).json().id
  })
  afterAll(() => service.close())

  const send = (method: 'POST' | 'GET' | 'PUT' | 'DELETE', url: string, payload?: unknown, headers: Record<string, string> = {}) =>
    service.app.inject({
      method,
      url,
      ...(payload !== undefined && { payload: JSON.stringify(payload), headers: { 'content-type': 'application/json', ...headers } }),
      ...(payload === undefined && { headers }),
    })
  const bring = async (places: Record<string, string>) => (await send('POST', `/v1/plans/${plan}/timetables`, { places })).json()

  it('prices any timetable without storing it', async () => {
    const answer = await send('POST', `/v1/plans/${plan}/check`, { places: { s1: 'a' } }, { 'accept-language': 'zh' })
    expect(answer.json()).toEqual({
      hard: 0,
      medium: 1,
      soft: 3,
      constraints: [{ id: 'room', level: 'hard', clause: '1', title: '中 room', amount: 0, weight: 1, cost: 0, findings: [{ text: '中 fine' }] }],
      overrides: [{ field: 'latest', value: '18:30', reason: 'a bus' }],
    })
    expect((await send('GET', `/v1/plans/${plan}/timetables`)).json().items).toEqual([])
    expect((await send('POST', `/v1/plans/${plan}/check?version=2`, { places: {} })).statusCode).toBe(404)
  })

  it('lists what is malformed', async () => {
    const answer = await send('POST', `/v1/plans/${plan}/check`, { places: { s1: 'z', s9: 'a' } })
    expect([answer.statusCode, answer.json().code, answer.json().errors.map((e: { pointer: string }) => e.pointer)]).toEqual([
      422,
      'invalid-timetable',
      ['/places/s1', '/places/s9'],
    ])
  })

  it('keeps, shows and compares timetables', async () => {
    const [one, two] = [await bring({ s1: 'a', s2: 'b' }), await bring({ s1: 'b', s2: 'b' })]
    expect(one).toMatchObject({ plan, planVersion: 1, solve: null, score: { hard: 0, medium: 0, soft: 1 }, publishedBy: null })
    const read = await send('GET', `/v1/timetables/${one.id}`)
    expect(read.json()).toEqual({ ...one, timetable: { places: { s1: 'a', s2: 'b' } } })
    expect((await send('GET', `/v1/timetables/${one.id}`, undefined, { 'if-none-match': String(read.headers.etag) })).statusCode).toBe(304)
    expect((await send('GET', `/v1/timetables/${one.id}/document`)).json()).toEqual({ places: { s1: 'a', s2: 'b' } })
    const report = (language: string) => send('GET', `/v1/timetables/${one.id}/report`, undefined, { 'accept-language': language })
    const row = { id: 'room', level: 'hard', clause: '1', title: 'room', amount: 0, weight: 1, cost: 0, findings: [{ text: 'fine' }] }
    const overrides = [{ field: 'latest', value: '18:30', reason: 'a bus' }]
    expect((await report('en')).json()).toEqual({ hard: 0, medium: 0, soft: 1, constraints: [row], overrides })
    expect((await report('zh-CN')).json().constraints[0]).toMatchObject({ clause: '1', title: '中 room' })
    expect((await send('GET', `/v1/timetables/${one.id}/views/box/a`)).json()).toMatchObject({ students: ['s1'], title: 'a box' })
    expect((await send('GET', `/v1/timetables/${one.id}/views/box/a`, undefined, { 'accept-language': 'zh-CN' })).json().title).toBe('中 a box')
    expect((await send('GET', `/v1/timetables/${one.id}/views/box/zz`)).statusCode).toBe(404)
    expect((await send('GET', `/v1/timetables/${one.id}/views/planet/a`)).statusCode).toBe(400)
    expect((await send('GET', `/v1/timetables/${one.id}/comparison?with=${two.id}`)).json()).toEqual({ moved: ['s1'] })
  })

  it('publishes by name and time, and never what breaks a hard rule', async () => {
    const [good, bad] = [await bring({ s1: 'a', s2: 'b' }), await bring({ s1: 'a', s2: 'a' })]
    expect(bad.score.hard).toBe(0)
    await send('POST', '/v1/plans', toyPlan())
    expect((await send('GET', `/v1/plans/${plan}/published`)).statusCode).toBe(404)
    const published = await send('POST', `/v1/timetables/${good.id}/publication`, { approvedBy: '李校长' })
    expect([published.statusCode, published.json()]).toEqual([
      201,
      expect.objectContaining({ id: good.id, publishedBy: '李校长', publishedAt: expect.stringMatching(/^\d{4}-.*Z$/) }),
    ])
    expect((await send('GET', `/v1/plans/${plan}/published`)).json().id).toBe(good.id)
    expect((await send('GET', `/v1/plans/${plan}`)).json().published).toBe(good.id)
    const tight = (await send('POST', '/v1/plans', toyPlan({ boxes: [{ id: 'a', room: 1 }] }))).json().id
    const broken = (await send('POST', `/v1/plans/${tight}/timetables`, { places: { s1: 'a' } })).json()
    expect((await send('POST', `/v1/timetables/${broken.id}/publication`, { approvedBy: 'X' })).json().code).toBe('hard-broken')
    const foreign = await send('GET', `/v1/timetables/${good.id}/comparison?with=${broken.id}`)
    expect(foreign.json().code).toBe('different-plans')
    expect((await send('DELETE', `/v1/timetables/${good.id}`)).statusCode).toBe(204)
    expect((await send('GET', `/v1/plans/${plan}/published`)).statusCode).toBe(404)
  })

  it('exports and erases a student, everywhere', async () => {
    const own = (await send('POST', '/v1/plans', toyPlan())).json().id
    const table = (await send('POST', `/v1/plans/${own}/timetables`, { places: { s1: 'a' } })).json()
    await send('POST', `/v1/timetables/${table.id}/publication`, { approvedBy: 'P' })
    expect((await send('GET', `/v1/plans/${own}/students/s1/export`)).json()).toEqual({
      newest: { student: { id: 's1', name: '王小明', size: 3 } },
      published: { student: { id: 's1', name: '王小明', size: 3 }, box: 'a' },
      rebalances: [],
      keys: [],
    })
    expect((await send('DELETE', `/v1/plans/${own}/students/s1`)).statusCode).toBe(204)
    const [plans, tables] = [(await send('GET', `/v1/plans/${own}`)).body, (await send('GET', `/v1/timetables/${table.id}`)).body]
    expect(plans).not.toContain('王小明')
    expect(plans).not.toContain('"s1"')
    expect(tables).not.toContain('"s1"')
    const pseudonym = JSON.parse(plans).plan.students[0].id
    expect(JSON.parse(tables).timetable.places).toEqual({ [pseudonym]: 'a' })
    expect((await send('DELETE', `/v1/plans/${own}/students/s1`)).statusCode).toBe(404)
    expect((await send('GET', `/v1/plans/${own}/students/s1/export`)).statusCode).toBe(404)
  })

  it('exports a student whose published timetable is of an older version', async () => {
    const own = (await send('POST', '/v1/plans', toyPlan())).json().id
    const table = (await send('POST', `/v1/plans/${own}/timetables`, { places: { s1: 'a' } })).json()
    await send('POST', `/v1/timetables/${table.id}/publication`, { approvedBy: 'P' })
    const left = toyPlan({ students: [{ id: 's3', size: 1 }] })
    expect((await send('PUT', `/v1/plans/${own}`, left)).json().version).toBe(2)
    const of = async (student: string) => (await send('GET', `/v1/plans/${own}/students/${student}/export`)).json()
    expect(await of('s1')).toEqual({ newest: null, published: { student: { id: 's1', name: '王小明', size: 3 }, box: 'a' }, rebalances: [], keys: [] })
    expect(await of('s3')).toEqual({ newest: { student: { id: 's3', size: 1 } }, published: null, rebalances: [], keys: [] })
    expect(await of('s9')).toMatchObject({ status: 404 })
  })

  it('offers what one needs to start', async () => {
    expect((await send('GET', '/v1/constraints')).json().items).toEqual([
      { id: 'room', level: 'hard', weight: 1, clause: '1', title: 'room', titles: { en: 'room', 'zh-CN': '中 room' } },
    ])
    expect((await send('GET', '/v1/policies/none', undefined, { 'accept-language': 'zh' })).json().title).toBe('中 no policy')
    expect((await send('GET', '/v1/policies/other')).statusCode).toBe(404)
    const [{ id }] = (await send('GET', '/v1/examples')).json().items
    expect((await send('POST', '/v1/plans', (await send('GET', `/v1/examples/${id}`)).json())).statusCode).toBe(201)
    expect((await send('GET', '/v1/schools/village?seed=7')).json().id).toBe('village-7')
    expect((await send('GET', '/v1/schools/castle')).statusCode).toBe(400)
  })

  it('documents itself, and tells its health', async () => {
    const document = (await send('GET', '/openapi.json')).json()
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/v1/plans/{plan}/check')
    expect(document.components.schemas).toHaveProperty('PlanInput')
    const page = await send('GET', '/docs/')
    expect(page.body).toContain('<title>Afterbell API</title>')
    // what its maker offers beside is off, and the browser lets the page call nobody but this service
    for (const off of ['"agent":{"disabled":true}', '"withDefaultFonts":false', '"telemetry":false', '"showDeveloperTools":"never"', '"hideClientButton":true'])
      expect(page.body.replaceAll(/\s/g, '')).toContain(off)
    expect(page.body).not.toMatch(/(src|href)="https?:/)
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
    )
    expect((await send('GET', '/healthz')).json()).toMatchObject({ status: 'ok' })
    expect((await send('GET', '/readyz')).json()).toMatchObject({ status: 'ok' })
  })
})
