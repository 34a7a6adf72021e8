import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKey, createTenant, listKeys, type Scope, scopes, setTenantLimits } from '../../src/store/tenants.ts'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService, toyPlan } from './open.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** every route of the reference, with what a request needs to reach its handler; a route without an entry fails the test */
const bodies: Record<string, object> = {
  'POST /v1/plans': toyPlan(),
  'PUT /v1/plans/{plan}': toyPlan(),
  'PATCH /v1/plans/{plan}': { name: 'patched' },
  'PATCH /v1/plans/{plan}/versions/{version}': { name: 'patched' },
  'POST /v1/plans/{plan}/check': { places: {} },
  'POST /v1/plans/{plan}/timetables': { places: {} },
  'POST /v1/plans/{plan}/solves': {},
  'POST /v1/timetables/{timetable}/rebalances': { changes: [{ student: 's1', box: 'b' }] },
  'POST /v1/timetables/{timetable}/questions': { about: 'sum', box: 'a' },
  'POST /v1/bench-runs': { suite: 'toy', instances: ['a'] },
  'POST /v1/timetables/{timetable}/publication': { approvedBy: 'intruder' },
}
/** routes that are about nobody's data */
const common = /^\/v1\/(constraints|policies|examples|schools)/
const open = /^\/(healthz|readyz)$/
/** lists of one's own */
const own = ['GET /v1/plans', 'POST /v1/plans', 'GET /v1/audit', 'GET /v1/bench-runs', 'POST /v1/bench-runs']

describe('tenants', () => {
  let service: TestService
  let routes: { method: Method; path: string }[]
  const keys: Record<string, string> = {}
  const ids: Record<string, string> = {}

  const call = (method: Method, path: string, key?: string, more: Record<string, string> = {}, body?: object) =>
    service.app.inject({
      method,
      url: path,
      headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }), ...(body && { 'content-type': 'application/json' }), ...more },
      ...(body && { payload: JSON.stringify(body) }),
    })
  const fill = (path: string) =>
    path
      .replace('{plan}', ids.plan!)
      .replace('{version}', '1')
      .replace('{timetable}', ids.timetable!)
      .replace('{solve}', ids.solve!)
      .replace('{run}', ids.run!)
      .replace('{rebalance}', ids.rebalance!)
      .replace('{student}', 's1')
      .replace('{by}', 'box')
      .replace('{school}', 'village')
      .replace('{id}', path.includes('/constraints/') ? 'room' : path.includes('/policies/') ? 'none' : path.includes('/examples/') ? 'two' : 'a')
      .replace('/comparison', `/comparison?with=${ids.timetable}`)

  beforeAll(async () => {
    service = await openService(await openEmbedded())
    const { db } = service.store
    await createTenant(db, { id: 'district', name: 'District' })
    await createTenant(db, { id: 'school', name: 'School', parent: 'district' })
    await createTenant(db, { id: 'other', name: 'Other' })
    const key = async (name: string, tenant: string, list: readonly Scope[]) => {
      keys[name] = (await createKey(db, { tenant, name, scopes: list })).key
    }
    await key('school', 'school', scopes)
    await key('district', 'district', scopes)
    await key('other', 'other', scopes)
    for (const scope of scopes) await key(scope, 'school', [scope])
    await key('operator', 'local', ['admin'])
    ids.plan = (await call('POST', '/v1/plans', keys.school, {}, toyPlan())).json().id
    ids.timetable = (await call('POST', `/v1/plans/${ids.plan}/timetables`, keys.school, {}, { places: { s1: 'a' } })).json().id
    ids.solve = (await call('POST', `/v1/plans/${ids.plan}/solves`, keys.school, {}, {})).json().id
    ids.rebalance = (
      await call('POST', `/v1/timetables/${ids.timetable}/rebalances`, keys.school, {}, bodies['POST /v1/timetables/{timetable}/rebalances'])
    ).json().id
    ids.run = (await call('POST', '/v1/bench-runs', keys.school, {}, bodies['POST /v1/bench-runs'])).json().id
    await call('POST', `/v1/timetables/${ids.timetable}/publication`, keys.school, {}, { approvedBy: 'P' })
    const { paths } = (await call('GET', '/openapi.json')).json()
    routes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((m) => ({ method: m.toUpperCase() as Method, path })),
    )
  })
  afterAll(() => service.close())

  it('have their routes walked, all of them', () => {
    expect(routes.length).toBeGreaterThan(30)
    for (const { method, path } of routes) if (['POST', 'PUT', 'PATCH'].includes(method)) expect(Object.keys(bodies)).toContain(`${method} ${path}`)
  })

  it('see nothing of one another, and change nothing', async () => {
    const before = await Promise.all(
      [
        `/v1/plans/${ids.plan}`,
        `/v1/plans/${ids.plan}/versions`,
        `/v1/timetables/${ids.timetable}`,
        `/v1/solves/${ids.solve}`,
        `/v1/rebalances/${ids.rebalance}`,
      ].map(async (p) => (await call('GET', p, keys.school)).body),
    )
    for (const { method, path } of routes) {
      if (common.test(path) || open.test(path)) continue
      const answer = await call(method, fill(path), keys.other, {}, bodies[`${method} ${path}`])
      if (own.includes(`${method} ${path}`)) {
        for (const id of [ids.plan, ids.run]) expect(answer.body, path).not.toContain(id)
        continue
      }
      // the figures of the whole service are for whoever runs it
      const refusal = path === '/metrics' ? [403, 'scope-required'] : [404, 'not-found']
      expect([answer.statusCode, answer.json().code], `${method} ${path}`).toEqual(refusal)
      expect(JSON.stringify({ ...answer.json(), instance: '' }), path).not.toMatch(/王小明|plan_|timetable_/)
    }
    const after = await Promise.all(
      [
        `/v1/plans/${ids.plan}`,
        `/v1/plans/${ids.plan}/versions`,
        `/v1/timetables/${ids.timetable}`,
        `/v1/solves/${ids.solve}`,
        `/v1/rebalances/${ids.rebalance}`,
      ].map(async (p) => (await call('GET', p, keys.school)).body),
    )
    expect(after).toEqual(before)
  })

  it('are asked for a key on every route', async () => {
    for (const { method, path } of routes) {
      if (open.test(path)) continue
      for (const key of [undefined, 'key_x.0000', keys.other!.slice(0, -1)]) {
        const answer = await call(method, fill(path), key, {}, bodies[`${method} ${path}`])
        expect([answer.statusCode, answer.json().code, answer.headers['www-authenticate']], `${method} ${path}`).toEqual([401, 'key-required', 'Bearer'])
      }
    }
  })

  it.each([
    ['read', 'GET', '/v1/plans', 200],
    ['read', 'POST', '/v1/plans', 403],
    ['read', 'GET', '/v1/audit', 403],
    ['plan', 'GET', '/v1/plans', 403],
    ['plan', 'POST', '/v1/plans', 201],
    ['plan', 'POST', '/v1/plans/{plan}/solves', 403],
    ['solve', 'POST', '/v1/plans/{plan}/solves', 202],
    ['solve', 'POST', '/v1/timetables/{timetable}/publication', 403],
    ['publish', 'POST', '/v1/timetables/{timetable}/publication', 201],
    ['publish', 'DELETE', '/v1/plans/{plan}/students/{student}', 403],
    ['admin', 'GET', '/v1/plans', 200],
    ['admin', 'GET', '/metrics', 403],
    ['operator', 'GET', '/metrics', 200],
  ] as const)('with the scope %s: %s %s answers %i', async (scope, method, path, status) => {
    expect((await call(method, fill(path), keys[scope], {}, bodies[`${method} ${path}`])).statusCode).toBe(status)
  })

  describe('give keys to those whom a plan is about', () => {
    const circle = async (scope: 'family' | 'homeroom', list: string[], plan = ids.plan!) =>
      (await createKey(service.store.db, { tenant: 'school', name: scope, circle: { scope, plan, ids: list } })).key
    const view = (by: string, id: string, timetable = ids.timetable!) => `/v1/timetables/${timetable}/views/${by}/${id}`

    it.each(['family', 'homeroom'] as const)('a %s’s opens two routes, and no other', async (scope) => {
      const key = await circle(scope, ['s1', 'a'])
      const opened = []
      for (const { method, path } of routes) {
        if (open.test(path)) continue
        const answer = await call(method, fill(path), key, {}, bodies[`${method} ${path}`])
        if (answer.statusCode !== 403) opened.push([method, path, answer.statusCode])
      }
      // the walk asks for a box there, which is a homeroom teacher's to see
      const shown = scope === 'homeroom' ? [['GET', '/v1/timetables/{timetable}/views/{by}/{id}', 200]] : []
      expect(opened).toEqual(expect.arrayContaining([['GET', '/v1/plans/{plan}/published', 200], ...shown]))
      expect(opened).toHaveLength(1 + shown.length)
    })

    it.each([
      ['family', ['s1', 's2'], 'student', 's2', 200],
      ['family', ['s1'], 'student', 's2', 403],
      ['family', ['a'], 'box', 'a', 403],
      ['homeroom', ['a'], 'box', 'a', 200],
      ['homeroom', ['a'], 'box', 'b', 403],
    ] as const)('%s of %j: the %s %s answers %i', async (scope, list, by, id, status) => {
      expect((await call('GET', view(by, id), await circle(scope, [...list]))).statusCode).toBe(status)
    })

    it('for the published timetable of their own plan alone, and for their own school', async () => {
      const key = await circle('family', ['s1'])
      const draft = (await call('POST', `/v1/plans/${ids.plan}/timetables`, keys.school, {}, { places: { s1: 'b' } })).json().id
      const plan = (await call('POST', '/v1/plans', keys.school, {}, toyPlan())).json().id
      const elsewhere = (await call('POST', `/v1/plans/${plan}/timetables`, keys.school, {}, { places: { s1: 'b' } })).json().id
      await call('POST', `/v1/timetables/${elsewhere}/publication`, keys.school, {}, { approvedBy: 'P' })
      for (const path of [view('student', 's1', draft), view('student', 's1', elsewhere), `/v1/plans/${plan}/published`])
        expect((await call('GET', path, key)).json().code, path).toBe('not-found')
      expect((await call('GET', view('student', 's1'), key, { 'afterbell-tenant': 'other' })).json().code).toBe('scope-required')
      expect((await call('GET', view('student', 's1'), key)).json().box).toBe('a')
    })

    it('that are counted by themselves: whoever asks too often locks out nobody else', async () => {
      const [eager, other] = [await circle('family', ['s1']), await circle('family', ['s2'])]
      const statuses = new Set<number>()
      for (let i = 0; i < 125; i++) statuses.add((await call('GET', view('student', 's1'), eager)).statusCode)
      expect([...statuses]).toEqual([200, 429])
      expect((await call('GET', view('student', 's2'), other)).statusCode).toBe(200)
      expect((await call('GET', `/v1/plans/${ids.plan}`, keys.school)).statusCode).toBe(200)
    })

    it('and forget who is erased, and a plan that is deleted', async () => {
      const plan = (await call('POST', '/v1/plans', keys.school, {}, toyPlan())).json().id
      const both = await circle('family', ['s1', 's2'], plan)
      const one = await circle('family', ['s1'], plan)
      const other = await circle('family', ['s1'])
      const path = `/v1/plans/${plan}/students/s1`
      expect((await call('GET', `${path}/export`, keys.school)).json().keys).toEqual([both, one].map((key) => key.split('.')[0]))
      expect((await call('DELETE', path, keys.school)).statusCode).toBe(204)
      const kept = new Map((await listKeys(service.store.db, 'school')).map((key) => [key.id, key]))
      expect((await call('DELETE', `/v1/plans/${plan}`, keys.school)).statusCode).toBe(204)
      const rest = (await listKeys(service.store.db, 'school')).find((key) => key.id === both.split('.')[0])
      expect([rest?.circle?.ids, rest?.revokedAt]).toEqual([[], expect.any(Date)])
      const told = [both, one, other].map((key) => {
        const { circle, revokedAt } = kept.get(key.split('.')[0]!)!
        return [circle?.ids, revokedAt !== null]
      })
      expect(told).toEqual([
        [['s2'], false],
        [[], true],
        [['s1'], false],
      ])
    })
  })

  it('let a district act for its schools, and for no others', async () => {
    const plan = `/v1/plans/${ids.plan}`
    expect((await call('GET', plan, keys.district)).statusCode).toBe(404)
    expect((await call('GET', plan, keys.district, { 'afterbell-tenant': 'school' })).statusCode).toBe(200)
    expect((await call('GET', plan, keys.district, { 'afterbell-tenant': 'other' })).statusCode).toBe(403)
    expect((await call('GET', plan, keys.other, { 'afterbell-tenant': 'school' })).statusCode).toBe(403)
    expect((await call('GET', plan, keys.school, { 'afterbell-tenant': 'district' })).statusCode).toBe(403)
  })

  it('have limits of their own', async () => {
    const { db } = service.store
    await createTenant(db, { id: 'small', name: 'Small' })
    await setTenantLimits(db, 'small', { requestsPerMinute: 4, bodyBytes: 300 })
    const { key } = await createKey(db, { tenant: 'small', name: 'small', scopes: ['read', 'plan'] })
    expect((await call('POST', '/v1/plans', key, {}, toyPlan())).statusCode).toBe(201)
    const large = toyPlan({ name: 'x'.repeat(300) })
    expect((await call('POST', '/v1/plans', key, {}, large)).json().code).toBe('too-large')
    // without a length in its head
    const payload = Readable.from([JSON.stringify(large)])
    const streamed = await service.app.inject({
      method: 'POST',
      url: '/v1/plans',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      payload,
    })
    expect(streamed.json().code).toBe('too-large')
    expect((await call('POST', '/v1/plans', keys.other, {}, large)).statusCode).toBe(201)
    expect((await call('GET', '/v1/plans', key)).statusCode).toBe(200)
    expect((await call('GET', '/v1/plans', key)).json().code).toBe('too-many-requests')
    expect((await call('GET', '/v1/plans', keys.other)).statusCode).toBe(200)
  })

  it('use idempotency keys of their own', async () => {
    const post = (key: string) => call('POST', '/v1/plans', key, { 'idempotency-key': 'shared' }, toyPlan())
    const [a, b] = [await post(keys.school!), await post(keys.other!)]
    expect([a.statusCode, b.statusCode, a.json().id === b.json().id]).toEqual([201, 201, false])
  })
})

describe('without keys', () => {
  let service: TestService
  beforeAll(async () => {
    service = await openService(await openEmbedded(), { AFTERBELL_RATE: '20' })
  })
  afterAll(() => service.close())

  it('answers on loopback names alone', async () => {
    const get = (host: string) => service.app.inject({ url: '/v1/plans', headers: { host } })
    expect((await get('localhost:8080')).statusCode).toBe(200)
    expect((await get('127.0.0.1:8080')).statusCode).toBe(200)
    expect((await get('[::1]:8080')).statusCode).toBe(200)
    expect((await get('evil.example:8080')).json().code).toBe('foreign-host')
    expect((await get('127.0.0.1.evil.example')).json().code).toBe('foreign-host')
  })

  it('turns a flood away, and tells for how long', async () => {
    const answers = []
    for (let i = 0; i < 25; i++) answers.push(await service.app.inject({ url: '/v1/constraints' }))
    const flood = answers.find((a) => a.statusCode === 429)!
    expect(flood.json()).toMatchObject({ code: 'too-many-requests' })
    expect(Number(flood.headers['retry-after'])).toBeGreaterThan(0)
    expect((await service.app.inject({ url: '/healthz' })).statusCode).toBe(200)
  })

  it('asks for a key as soon as there is one', async () => {
    const other = await openService(await openEmbedded())
    await createKey(other.store.db, { tenant: 'local', name: 'first', scopes: ['read'] })
    expect((await other.app.inject({ url: '/v1/plans' })).statusCode).toBe(401)
    await other.close()
  })
})

describe('wrong keys', () => {
  let service: TestService
  const keys: string[] = []
  const get = (key: string) => service.app.inject({ url: '/v1/plans', headers: { authorization: `Bearer ${key}` } })
  beforeAll(async () => {
    service = await openService(await openEmbedded(), { AFTERBELL_RATE: '8' })
    for (const name of ['first', 'second', 'third']) keys.push((await createKey(service.store.db, { tenant: 'local', name, scopes: ['read'] })).key)
  })
  afterAll(() => service.close())

  it('are turned away by address before anybody looks them up; who was let in before stays in', async () => {
    const [first, second, third] = keys as [string, string, string]
    expect((await get(first)).statusCode).toBe(200)
    const guesses = []
    for (let i = 0; i < 30; i++) guesses.push(await get(`key_x.${i}`))
    expect(guesses.filter((g) => g.statusCode === 401)).toHaveLength(7)
    const refused = guesses.filter((g) => g.statusCode === 429)
    expect(refused).toHaveLength(23)
    expect(refused[0]!.json()).toMatchObject({ code: 'too-many-requests' })
    expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0)
    expect((await get(first)).statusCode).toBe(200)
    expect((await get(second)).statusCode).toBe(429)
    const elsewhere = await service.app.inject({ url: '/v1/plans', headers: { authorization: `Bearer ${third}` }, remoteAddress: '203.0.113.9' })
    expect(elsewhere.statusCode).toBe(200)
  })

  it('and wrong schools count alike', async () => {
    const answers = []
    for (let i = 0; i < 12; i++)
      answers.push(
        await service.app.inject({
          url: '/v1/plans',
          headers: { authorization: `Bearer ${keys[0]}`, 'afterbell-tenant': `s${i}` },
          remoteAddress: '203.0.113.10',
        }),
      )
    expect(answers.map((a) => a.statusCode)).toEqual([...Array(8).fill(403), ...Array(4).fill(429)])
  })
})
