import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { deepest, depthOf, withBriefValue } from '../../src/service/hostile.ts'
import { validatorOf } from '../../src/service/validation.ts'
import { deletePlan } from '../../src/store/plans.ts'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService, toyPlan } from './open.ts'

const nested = (levels: number, inside = '1') => `${'{"a":'.repeat(levels)}${inside}${'}'.repeat(levels)}`

describe('clumsy and hostile requests', () => {
  let service: TestService
  let origin: string
  beforeAll(async () => {
    service = await openService(await openEmbedded(), { AFTERBELL_BODY_MB: '2' })
    origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => service.close())

  const send = (method: string, path: string, body?: string | ReadableStream, headers: Record<string, string> = {}) =>
    fetch(origin + path, {
      method,
      ...(body !== undefined && { body, duplex: 'half' }),
      headers: { 'content-type': 'application/json', ...headers },
    } as RequestInit)
  // biome-ignore lint/suspicious/noExplicitAny: what is expected of it is the test
  const json = async (answer: Response | Promise<Response>): Promise<any> => (await answer).json()
  const newPlan = async (more: object = {}): Promise<string> => (await json(send('POST', '/v1/plans', JSON.stringify(toyPlan(more))))).id

  it.each([
    ['objects in objects', nested(200_000)],
    ['lists in lists', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    ['what never ends', '['.repeat(1_000_000)],
  ])('are told apart from plans: %s', async (_, body) => {
    const answer = await send('POST', '/v1/plans', body)
    expect([answer.status, (await json(answer)).code]).toEqual([400, 'invalid-json'])
  })

  it('find no way in by a patch or a timetable', async () => {
    const plan = await newPlan()
    for (const [method, path] of [
      ['PATCH', `/v1/plans/${plan}`],
      ['PUT', `/v1/plans/${plan}`],
      ['POST', `/v1/plans/${plan}/check`],
    ] as const)
      expect((await json(send(method, path, nested(5000)))).code, path).toBe('invalid-json')
    expect((await send('PATCH', `/v1/plans/${plan}`, nested(deepest - 1))).status).toBe(422)
  })

  it.each([
    ['of a known length', (text: string) => text],
    ['of no known length', (text: string) => Readable.toWeb(Readable.from([Buffer.from(text)])) as ReadableStream],
  ])('see why a body %s is refused, and not a broken connection', async (_, body) => {
    const answer = await send('POST', '/v1/plans', body(' '.repeat(20_000_000)))
    expect([answer.status, (await json(answer)).code]).toEqual([413, 'too-large'])
  })

  it('do not order with bodies that take long to read', async () => {
    const weights = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`w${i}`, 1]))
    expect((await send('POST', `/v1/plans/${await newPlan()}/solves`, JSON.stringify({ weights }))).status).toBe(413)
  })

  it('are told what is wrong with an order, in their language, where it is', async () => {
    const path = `/v1/plans/${await newPlan()}/solves`
    const wrong = '{"seed":"a","weights":{"a/b~c":1}}'
    const [english, chinese] = [await json(send('POST', path, wrong)), await json(send('POST', path, wrong, { 'accept-language': 'zh-CN' }))]
    const pointers = ['/body/seed', '/body/weights']
    expect(english.errors).toEqual(pointers.map((pointer) => expect.objectContaining({ pointer, message: expect.stringMatching(/^[A-Z]/) })))
    expect(chinese.errors).toEqual(pointers.map((pointer) => expect.objectContaining({ pointer, message: expect.stringMatching(/^[\u4e00-\u9fff]/) })))
  })

  it('get no more of a wrong value back than shows which it is', async () => {
    const answer = await json(
      send('POST', '/v1/plans', JSON.stringify(toyPlan({ students: [{ id: 's', size: 1 }, ...Array(2).fill({ id: 'x'.repeat(50_000), size: 1 })] }))),
    )
    expect(answer.errors).toEqual([expect.objectContaining({ pointer: '/students/2/id', value: `${'x'.repeat(200)}…`, suggestion: 'rename it' })])
    const chinese = await json(send('POST', '/v1/plans', '{}', { 'accept-language': 'zh-CN' }))
    expect(chinese.errors[0].message).toMatch(/^中 /)
  })

  it('that are large are taken, once, and given back whole', async () => {
    const students = Array.from({ length: 6000 }, (_, i) => ({ id: `s${i}`, name: randomBytes(60).toString('hex'), size: 1 }))
    const body = JSON.stringify(toyPlan({ students }))
    const post = () => send('POST', '/v1/plans', body, { 'idempotency-key': 'large' })
    const { id } = await json(post())
    expect((await json(post())).id).toBe(id)
    expect((await json(send('POST', '/v1/plans', `${body} `, { 'idempotency-key': 'large' }))).code).toBe('key-reused')
    expect((await json(fetch(`${origin}/v1/plans/${id}`))).plan.students).toEqual(students)
    const document = await fetch(`${origin}/v1/plans/${id}/document`)
    expect([document.headers.get('content-type'), document.headers.get('etag')]).toEqual(['application/json; charset=utf-8', expect.stringMatching(/^"1-/)])
    expect((await json(document)).students).toEqual(students)
    expect((await fetch(`${origin}/v1/plans/${id}/document`, { method: 'HEAD' })).status).toBe(200)
  })

  it('meet: what is deleted is deleted once, and nothing is made of it', async () => {
    const plan = await newPlan()
    const order = () => send('POST', `/v1/plans/${plan}/solves`, '{}')
    const remove = () => fetch(`${origin}/v1/plans/${plan}`, { method: 'DELETE' })
    const statuses = await Promise.all([order(), remove(), order(), remove(), remove(), order()].map(async (a) => (await a).status))
    expect(statuses.filter((s) => s === 204)).toHaveLength(1)
    expect(statuses.every((s) => [202, 204, 404].includes(s))).toBe(true)
  })

  it('see what another process has deleted or changed', async () => {
    const [plan, other] = [await newPlan(), await newPlan({ name: 'old' })]
    const { id } = await json(send('POST', `/v1/plans/${other}/timetables`, '{"places":{"s1":"a"}}'))
    const view = `${origin}/v1/timetables/${id}/views/box/a`
    expect((await fetch(`${origin}/v1/plans/${plan}/versions/1`)).status).toBe(200)
    const before = await fetch(view)
    await deletePlan(service.store.db, 'local', plan)
    expect((await fetch(`${origin}/v1/plans/${plan}/versions/1`)).status).toBe(404)
    const { document } = await service.store.db
      .selectFrom('plan_versions')
      .select('document')
      .where('plan', '=', await newPlan({ name: 'new' }))
      .executeTakeFirstOrThrow()
    await service.store.db
      .updateTable('plan_versions')
      .set({ document, sha256: 'f'.repeat(64) })
      .where('plan', '=', other)
      .execute()
    expect((await json(fetch(`${origin}/v1/plans/${other}/document`))).name).toBe('new')
    expect((await fetch(view, { headers: { 'if-none-match': before.headers.get('etag')! } })).status).toBe(200)
  })
})

describe('faults of a request', () => {
  it('have pointers that name keys of any kind, and are told in both languages', () => {
    const check = validatorOf({ schema: z.object({ 'a/b~c': z.object({ n: z.number() }) }) })
    const result = check({ 'a/b~c': { n: 'x' } })
    expect('error' in result && result.error.faults()).toEqual([
      {
        pointer: '/request/a~1b~0c/n',
        value: undefined,
        code: 'invalid_type',
        message: { en: expect.stringContaining('number'), zh: expect.stringContaining('数字') },
      },
    ])
    expect(check(Buffer.from('x'))).toEqual({ value: Buffer.from('x') })
  })
})

describe('depth of JSON', () => {
  it.each([
    ['1', 0],
    ['{}', 1],
    ['[[],[[]],{}]', 3],
    ['{"a]]]":"[[[[","b\\"[":[]}', 2],
    ['"\\\\"', 0],
    ['["\\\\",[]]', 2],
  ])('%s: %i', (text, depth) => {
    expect(depthOf(Buffer.from(text))).toBe(depth)
  })
})

describe('values in faults', () => {
  const fault = (value: unknown) => ({ pointer: '/a', value, code: 'c', message: { en: 'e', zh: 'z' } })
  it.each([
    [1, 1],
    ['short', 'short'],
    ['x'.repeat(300), `${'x'.repeat(200)}…`],
    [{ id: 'a' }, { id: 'a' }],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [Array(1000).fill(1), undefined],
    [{ text: 'x'.repeat(300) }, undefined],
    [null, null],
  ])('%j', (value, kept) => {
    expect(withBriefValue(fault(value)).value).toEqual(kept)
  })
})
