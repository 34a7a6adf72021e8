import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProblemCode, problemKinds } from '../../src/service/problems.ts'
import { claim } from '../../src/store/idempotency.ts'
import { sha256 } from '../../src/store/ids.ts'
import { pack } from '../../src/store/pack.ts'
import { createRebalance } from '../../src/store/rebalances.ts'
import { createKey, createTenant, setTenantLimits } from '../../src/store/tenants.ts'
import { readTimetable } from '../../src/store/timetables.ts'
import { ended } from '../jobs/open.ts'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService, toyPlan } from './open.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
interface Asked {
  readonly method?: Method
  readonly url: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

const chinese = /[\u4e00-\u9fff]/
/** what a document says to people: not ids, codes and numbers */
const texts = ['title', 'detail', 'message', 'suggestion', 'error', 'reason']
function spoken(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(spoken)
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, entry]) => (texts.includes(key) && typeof entry === 'string' ? [entry] : spoken(entry)))
}

describe('every text comes in the asker’s language', () => {
  let service: TestService
  const ids: Record<string, string> = {}
  const ask = async ({ method = 'GET', url, body, headers }: Asked, language = 'en') => {
    const answer = await service.app.inject({
      method,
      url,
      headers: { 'accept-language': language, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: answer.statusCode, language: answer.headers['content-language'], json: answer.body === '' ? undefined : answer.json(), body: answer.body }
  }
  const made = async (url: string, body: unknown) => (await ask({ method: 'POST', url, body })).json.id as string

  beforeAll(async () => {
    service = await openService(await openEmbedded(), { AFTERBELL_SOLVERS: '1', AFTERBELL_QUEUE: '1' })
    ids.plan = await made('/v1/plans', toyPlan())
    ids.other = await made('/v1/plans', toyPlan())
    ids.timetable = await made(`/v1/plans/${ids.plan}/timetables`, { places: { s1: 'a' } })
    ids.otherTimetable = await made(`/v1/plans/${ids.other}/timetables`, { places: {} })
    ids.broken = await made(`/v1/plans/${await made('/v1/plans', toyPlan({ boxes: [{ id: 'a', room: 1 }] }))}/timetables`, { places: { s1: 'a' } })
    const { sha256: timetableSha256 } = (await readTimetable(service.store.db, 'local', ids.timetable))!
    // one that nobody works on
    ids.slow = 'rebalance_slow'
    const changes = await pack('[]')
    await createRebalance(service.store.db, {
      id: ids.slow,
      tenant: 'local',
      timetable: ids.timetable,
      timetableSha256,
      after: null,
      deadlineSeconds: 1,
      changes,
    })
  })
  afterAll(() => service.close())

  const post = (url: string, body: unknown, headers?: Record<string, string>): Asked => ({ method: 'POST', url, body, ...(headers && { headers }) })
  const key = (value: string) => ({ 'idempotency-key': value })
  /** a request for each kind of problem; what must be so before it, where something must */
  const problems: Record<ProblemCode, () => Asked | Promise<Asked>> = {
    'invalid-request': () => post(`/v1/plans/${ids.plan}/solves`, { seed: 'one', limits: { timeSecs: 1 }, threads: 0.5 }),
    'invalid-json': () => post(`/v1/plans/${ids.plan}/solves`, '{"seed": 1,}'),
    'invalid-cursor': () => ({ url: '/v1/plans?after=nonsense' }),
    'key-required': () => ({ url: '/v1/plans', headers: { authorization: 'Bearer nobody' } }),
    'scope-required': async () => {
      await createTenant(service.store.db, { id: 'school', name: 'School' })
      const { key } = await createKey(service.store.db, { tenant: 'school', name: 'reads', scopes: ['read'] })
      return { ...post('/v1/plans', toyPlan()), headers: { authorization: `Bearer ${key}` } }
    },
    'foreign-host': () => ({ url: '/v1/plans', headers: { host: 'evil.example' } }),
    'not-found': () => ({ url: '/v1/plans/none' }),
    'method-not-allowed': () => ({ method: 'DELETE', url: '/v1/plans' }),
    'request-in-progress': async () => {
      const body = JSON.stringify(toyPlan())
      await claim(service.store.db, 'local', 'open', sha256(`/v1/plans\n${sha256(body)}`))
      return post('/v1/plans', body, key('open'))
    },
    'not-ended': () => ({ url: `/v1/rebalances/${ids.slow}/document` }),
    'newer-version': () => ({ method: 'PATCH', url: `/v1/plans/${ids.plan}`, body: {}, headers: { 'if-match': '"1-none"' } }),
    'too-large': () => post(`/v1/plans/${ids.plan}/solves`, { x: 'x'.repeat(60_000) }),
    'media-type': () => ({ method: 'POST', url: '/v1/plans', body: 'a plan', headers: { 'content-type': 'text/plain' } }),
    'invalid-plan': () =>
      post(
        '/v1/plans',
        toyPlan({
          students: [
            { id: 's1', size: 1 },
            { id: 's1', size: 2 },
          ],
        }),
      ),
    'invalid-timetable': () => post(`/v1/plans/${ids.plan}/check`, { places: { s9: 'z' } }),
    'invalid-changes': () => post(`/v1/timetables/${ids.timetable}/rebalances`, { changes: [{ student: 's1', box: 'z' }] }),
    'invalid-question': () => post(`/v1/timetables/${ids.timetable}/questions`, { about: 'sum', box: 'z' }),
    'different-plans': () => ({ url: `/v1/timetables/${ids.timetable}/comparison?with=${ids.otherTimetable}` }),
    'key-reused': async () => {
      await ask(post('/v1/plans', toyPlan(), key('twice')))
      return post('/v1/plans', toyPlan({ name: 'another' }), key('twice'))
    },
    'hard-broken': () => post(`/v1/timetables/${ids.broken}/publication`, { approvedBy: 'P' }),
    'too-many-requests': async () => {
      await createTenant(service.store.db, { id: 'small', name: 'Small' })
      await setTenantLimits(service.store.db, 'small', { requestsPerMinute: 1, bodyBytes: null })
      const { key } = await createKey(service.store.db, { tenant: 'small', name: 'small', scopes: ['read'] })
      const asked = { url: '/v1/plans', headers: { authorization: `Bearer ${key}` } }
      await ask(asked)
      return asked
    },
    'internal-error': () => {
      Object.assign(service.clerk, { run: () => Promise.reject(new Error('a fault of ours')) })
      return post('/v1/plans', toyPlan())
    },
    'queue-full': async () => {
      const plan = await made('/v1/plans', toyPlan({ id: 'endless' }))
      for (let i = 0; i < 3; i++) await ask(post(`/v1/plans/${plan}/solves`, { limits: { timeSeconds: 30 } }))
      return post(`/v1/plans/${plan}/solves`, {})
    },
    unavailable: () => {
      Object.assign(service.clerk, { run: () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })) })
      return post('/v1/plans', toyPlan())
    },
  }

  it('a solve that failed: its record, the list, its events', async () => {
    const plan = await made('/v1/plans', toyPlan({ id: 'breaks' }))
    const id = await made(`/v1/plans/${plan}/solves`, {})
    await ended(service.store, id, 'local')
    for (const url of [`/v1/solves/${id}`, `/v1/plans/${plan}/solves`, `/v1/solves/${id}/events`]) {
      const bodies = await Promise.all(
        ['en', 'zh-CN'].map(async (language) => (await service.app.inject({ url, headers: { 'accept-language': language } })).body),
      )
      expect(bodies.map((body) => [/"error":"/.test(body), chinese.test(body)])).toEqual([
        [true, false],
        [true, true],
      ])
    }
  })

  it.each(Object.keys(problems) as ProblemCode[])('the problem %s', async (code) => {
    const { run } = service.clerk
    // with the first key, everybody needs one: these two make theirs in a tenant of their own, and take them back
    const asked = await problems[code]()
    const [en, zh] = [await ask(asked), await ask(asked, 'zh-CN')]
    Object.assign(service.clerk, { run })
    if (['scope-required', 'too-many-requests'].includes(code)) await service.store.db.deleteFrom('keys').execute()
    for (const answer of [en, zh]) expect([answer.status, answer.json.code]).toEqual([problemKinds[code].status, code])
    expect([en.language, zh.language]).toEqual(['en', 'zh-CN'])
    expect(spoken(zh.json).length).toBe(spoken(en.json).length)
    for (const text of spoken(zh.json)) expect(text).toMatch(chinese)
    // what the toy says in both languages alike is told by its prefix
    for (const text of spoken(en.json)) expect(text).not.toMatch(chinese)
  })

  it.each([
    ['{"a":', '内容不完整'],
    ['{"a" 1}', '字符处有误'],
    ['nonsense', '无法解析'],
    ['['.repeat(200), '嵌套过深'],
  ])('a document that is not JSON: %s', async (body, words) => {
    expect((await ask(post('/v1/plans', body), 'zh')).json.errors[0].message).toContain(words)
  })
})
