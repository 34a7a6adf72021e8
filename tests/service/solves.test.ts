import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signature, startWebhooks } from '../../src/jobs/webhooks.ts'
import { ended, until } from '../jobs/open.ts'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService } from './open.ts'

interface Told {
  id: number
  event: string
  data: { medium?: number; timetable?: string; state?: string; bound?: { proven: boolean } | null; gap?: number | null; gapAboveFloor?: number | null }
}

describe('solves over HTTP', () => {
  let service: TestService
  let origin: string
  beforeAll(async () => {
    service = await openService(await openEmbedded(), {
      AFTERBELL_SOLVERS: '2',
      AFTERBELL_SOLVE_SECONDS: '60',
      AFTERBELL_QUEUE: '3',
      AFTERBELL_WEBHOOK_HOSTS: '127.0.0.1',
    })
    origin = await service.app.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => service.close())

  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(origin + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    })
  // biome-ignore lint/suspicious/noExplicitAny: what is expected of it is the test
  const json = async (answer: Response | Promise<Response>): Promise<any> => (await answer).json()
  const newPlan = async (count: number, id = 'toy') =>
    (
      await json(
        call('POST', '/v1/plans', {
          id,
          boxes: [
            { id: 'a', room: 999 },
            { id: 'b', room: 999 },
          ],
          students: Array.from({ length: count }, (_, i) => ({ id: `s${i}`, size: 1 })),
        }),
      )
    ).id as string

  /** reads events until the stream ends, or until enough is known */
  async function told(path: string, last?: number, enough: (event: Told) => boolean = () => false): Promise<Told[]> {
    const abort = new AbortController()
    const answer = await fetch(origin + path, {
      headers: { accept: 'text/event-stream', ...(last !== undefined && { 'last-event-id': String(last) }) },
      signal: abort.signal,
    })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    const events: Told[] = []
    let text = ''
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const parts = text.split('\n\n')
      text = parts.pop()!
      for (const part of parts) {
        const [, id, event, data] = /^id: (\d+)\nevent: (.*)\ndata: (.*)$/.exec(part) ?? []
        if (id === undefined) continue
        events.push({ id: Number(id), event: event!, data: JSON.parse(data!) })
        if (enough(events.at(-1)!)) {
          abort.abort()
          return events
        }
      }
    }
    return events
  }

  it('says afterwards what is proved of the best cost', async () => {
    const { id } = await json(call('POST', `/v1/plans/${await newPlan(7)}/solves`, {}))
    const solve = await until(async () => {
      const now = await json(call('GET', `/v1/solves/${id}`))
      return now.bound?.proven && now
    })
    expect(solve).toMatchObject({
      score: { hard: 0, medium: 0, soft: 1 },
      bound: { medium: 0, soft: 1, covers: ['evenness'], proven: true, floor: 0 },
      gap: 0,
      gapAboveFloor: 0,
    })
    expect(await json(call('GET', `/v1/timetables/${solve.timetable}`))).toMatchObject({ bound: solve.bound, gap: 0, gapAboveFloor: 0 })
    await until(async () => (await (await call('GET', '/metrics')).text()).includes('afterbell_solve_gap_count 1'))
  })

  it('tells what is proved while it searches, of a version that was never solved, and at once of one that was', async () => {
    const plan = await newPlan(31, 'endless')
    const proved = { medium: 0, soft: 1, covers: ['evenness'], proven: true, floor: 0 }
    const enough = (e: Told) => e.event === 'bound' && e.data.bound?.proven === true
    const { id } = await json(call('POST', `/v1/plans/${plan}/solves`, {}))
    const events = await told(`/v1/solves/${id}/events`, undefined, enough)
    // first what holds of every timetable, then of those that leave nobody out
    expect(events.find((e) => e.event === 'bound')!.data.bound).toEqual({ medium: 0, soft: 0, covers: ['nothing'], proven: false, floor: 0 })
    expect(events.at(-1)!.data).toMatchObject({ hard: 0, medium: 0, bound: proved, gap: expect.any(Number), secondsLeft: expect.any(Number) })
    expect(await json(call('GET', `/v1/solves/${id}`))).toMatchObject({ state: 'running', bound: proved, gap: events.at(-1)!.data.gap })
    await call('DELETE', `/v1/solves/${id}`)
    const solve = await ended(service.store, id, 'local')
    const end = (await told(`/v1/solves/${id}/events`, events.at(-1)!.id)).at(-1)!
    expect(end.data).toMatchObject({ state: 'stopped', bound: proved, gap: solve.soft === 0 ? 0 : (solve.soft! - 1) / solve.soft! })
    expect(end.data.gapAboveFloor).toBe(Math.max(0, solve.soft! - 1) / Math.max(1, solve.soft!))
    expect(await json(call('GET', `/v1/timetables/${solve.timetable}`))).toMatchObject({ bound: proved })

    const later = (await json(call('POST', `/v1/plans/${plan}/solves`, {}))).id
    const first = (await told(`/v1/solves/${later}/events`, undefined, (e) => e.data.medium === 0)).at(-1)!
    expect(first.data.bound).toEqual(proved)
    // by other weights, nothing of it holds
    const other = (await json(call('POST', `/v1/plans/${plan}/solves`, { weights: { room: 2 }, limits: { timeSeconds: 1 } }))).id
    const anew = (await told(`/v1/solves/${other}/events`, undefined, (e) => e.event === 'bound')).at(-1)!
    expect(anew.data.bound).toMatchObject({ covers: ['nothing'] })
    for (const one of [later, other]) await call('DELETE', `/v1/solves/${one}`)
    for (const one of [later, other]) await ended(service.store, one, 'local')
  })

  it('goes on without bounds where they cannot be proved', async () => {
    const { id } = await json(call('POST', `/v1/plans/${await newPlan(3, 'unproved')}/solves`, {}))
    const events = await told(`/v1/solves/${id}/events`)
    expect([events.at(-1)!.data.state, events.some((e) => e.event === 'bound')]).toEqual(['done', false])
  })

  it('goes from a plan to a timetable', async () => {
    const plan = await newPlan(60)
    const answer = await call('POST', `/v1/plans/${plan}/solves`, { limits: { timeSeconds: 20 }, seed: 2, threads: 1 })
    const solve = await json(answer)
    expect([answer.status, answer.headers.get('location')]).toEqual([202, `/v1/solves/${solve.id}`])
    expect(solve).toMatchObject({ plan, planVersion: 1, order: { limits: { timeSeconds: 20 }, seed: 2, threads: 1 } })
    const events = await told(`/v1/solves/${solve.id}/events`)
    expect(events.at(-1)).toMatchObject({ event: 'ended', data: { state: 'done' } })
    const done = await json(call('GET', `/v1/solves/${solve.id}`))
    expect(done).toMatchObject({ state: 'done', stopped: 'done', score: { hard: 0, medium: 0, soft: 0 } })
    expect(await json(call('GET', `/v1/timetables/${done.timetable}`))).toMatchObject({ plan, solve: solve.id, score: { hard: 0, medium: 0, soft: 0 } })
    // what is proved comes a little later
    const { bound: _, gap: __, gapAboveFloor: ___, ...ended } = done
    expect((await json(call('GET', `/v1/plans/${plan}/solves`))).items).toMatchObject([ended])
    const again = await call('DELETE', `/v1/solves/${solve.id}`)
    expect([again.status, await json(again)]).toMatchObject([200, ended])
  })

  it('tells events live, and again from where a reader was cut off', async () => {
    const plan = await newPlan(30, 'endless')
    const { id } = await json(call('POST', `/v1/plans/${plan}/solves`, {}))
    const path = `/v1/solves/${id}/events`
    const first = await told(path, undefined, (e) => e.event === 'improvement' && e.data.medium === 0)
    expect(first.map((e) => e.id)).toEqual(first.map((_, i) => i + 1))
    expect(first.map((e) => e.event)).toEqual(expect.arrayContaining(['queued', 'started', 'improvement']))
    const rest = told(path, first.at(-1)!.id)
    const stopped = await call('DELETE', `/v1/solves/${id}`)
    expect([stopped.status, (await json(stopped)).stopRequested]).toEqual([202, true])
    const later = await rest
    expect(later[0]!.id).toBe(first.at(-1)!.id + 1)
    expect(later.at(-1)).toMatchObject({ event: 'ended', data: { state: 'stopped', timetable: expect.stringMatching(/^timetable_/) } })
    expect(await told(path, later.at(-1)!.id - 1)).toEqual(later.slice(-1))
    expect((await call('GET', path, undefined, { 'last-event-id': String(later.at(-1)!.id) })).status).toBe(204)
  })

  it('ends the stream of a solve that is deleted with its plan', async () => {
    const plan = await newPlan(30, 'endless')
    const { id } = await json(call('POST', `/v1/plans/${plan}/solves`, {}))
    const path = `/v1/solves/${id}/events`
    const known = await told(path, undefined, (e) => e.data.medium === 0)
    const rest = told(path, known.at(-1)!.id)
    expect((await call('DELETE', `/v1/plans/${plan}`)).status).toBe(204)
    expect((await rest).every((e) => e.event !== 'ended')).toBe(true)
    expect((await call('GET', path)).status).toBe(404)
  })

  it('forgets an erased student who is being placed at that very moment', async () => {
    const plan = await newPlan(30, 'endless')
    const { id } = await json(call('POST', `/v1/plans/${plan}/solves`, {}))
    await told(`/v1/solves/${id}/events`, undefined, (e) => e.data.medium === 0)
    // of somebody whom nobody knows there is nothing to forget, and nothing is disturbed
    expect((await call('DELETE', `/v1/plans/${plan}/students/nobody`)).status).toBe(404)
    expect(await json(call('GET', `/v1/solves/${id}`))).toMatchObject({ state: 'running', attempt: 1 })
    expect((await call('DELETE', `/v1/plans/${plan}/students/s3`)).status).toBe(204)
    const events = await told(`/v1/solves/${id}/events`, undefined, (e) => e.event === 'resumed')
    expect(events.filter((e) => e.event === 'handed-back')).toHaveLength(1)
    await call('DELETE', `/v1/solves/${id}`)
    const { timetable } = await ended(service.store, id, 'local')
    const { places } = await json(call('GET', `/v1/timetables/${timetable}/document`))
    expect(Object.keys(places)).not.toContain('s3')
    expect(Object.keys(places).filter((s) => s.startsWith('erased-'))).toHaveLength(1)
  })

  it('does a repeated order once', async () => {
    const plan = await newPlan(1)
    const order = () => json(call('POST', `/v1/plans/${plan}/solves`, { seed: 3 }, { 'idempotency-key': 'order-1' }))
    const [a, b] = [await order(), await order()]
    expect(b).toEqual(a)
    expect((await json(call('GET', `/v1/plans/${plan}/solves`))).items).toHaveLength(1)
  })

  it('starts from a timetable', async () => {
    const plan = await newPlan(50)
    const places = Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`s${i}`, 'a']))
    const start = (await json(call('POST', `/v1/plans/${plan}/timetables`, { places }))).id
    const { id } = await json(call('POST', `/v1/plans/${plan}/solves`, { start, limits: { steps: 1 } }))
    const solve = await ended(service.store, id, 'local')
    expect(solve).toMatchObject({ medium: 0, steps: 1 })
    await fetch(`${origin}/v1/plans/${plan}`, { method: 'PATCH', body: '{"students":[]}', headers: { 'content-type': 'application/merge-patch+json' } })
    expect((await json(call('POST', `/v1/plans/${plan}/solves`, { start }))).code).toBe('invalid-timetable')
    const other = await newPlan(50)
    expect((await json(call('POST', `/v1/plans/${other}/solves`, { start }))).code).toBe('different-plans')
  })

  it.each([
    ['a time above the limit', { limits: { timeSeconds: 61 } }, '/body/limits/timeSeconds'],
    ['an unknown limit', { limits: { timeSecs: 1 } }, '/body/limits'],
    ['an unknown weight', { weights: { nonsense: 1 } }, '/body/weights'],
    ['too many threads', { threads: 99 }, '/body/threads'],
    ['a webhook to a private network', { webhook: { url: 'http://10.0.0.7/hook', secret: 'x'.repeat(16) } }, '/body/webhook/url'],
    ['a webhook that is no URL', { webhook: { url: 'file:///etc/passwd', secret: 'x'.repeat(16) } }, '/body/webhook/url'],
  ])('refuses %s', async (_, order, pointer) => {
    const answer = await call('POST', `/v1/plans/${await newPlan(1)}/solves`, order)
    expect([answer.status, (await json(answer)).errors[0].pointer]).toEqual([400, pointer])
  })

  it('turns further orders away when too many wait', async () => {
    const plan = await newPlan(1, 'endless')
    const orders = await Promise.all(Array.from({ length: 12 }, () => call('POST', `/v1/plans/${plan}/solves`, { limits: { timeSeconds: 50 } })))
    // two run, or are about to, and three wait
    expect(orders.filter((o) => o.status === 202).length).toBeLessThanOrEqual(5)
    const full = orders.find((o) => o.status === 503)!
    expect([(await json(full)).code, full.headers.get('retry-after')]).toEqual(['queue-full', '30'])
    const { items } = await json(call('GET', `/v1/plans/${plan}/solves`))
    for (const { id } of items) await call('DELETE', `/v1/solves/${id}`)
    for (const { id } of items) await ended(service.store, id, 'local')
  })

  it('calls a webhook, signed, until it is answered', async () => {
    const calls: { body: string; signature: string }[] = []
    const receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        calls.push({ body, signature: String(request.headers['afterbell-signature']) })
        response.writeHead(204).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    await startWebhooks({ store: service.store, queue: service.queue, allowedHosts: ['127.0.0.1'] })
    const secret = 'a secret of the school app'
    const { id } = await json(
      call('POST', `/v1/plans/${await newPlan(2)}/solves`, { webhook: { url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`, secret } }),
    )
    const [{ body, signature: signed }] = (await until(async () => calls.length > 0 && calls)) as typeof calls
    expect(JSON.parse(body!)).toMatchObject({ type: 'solve.ended', solve: id, state: 'done', timetable: expect.any(String) })
    expect(signed).toBe(signature(secret, body!, Number(/^t=(\d+)/.exec(signed!)![1])))
    // one that is stopped while it waits has ended, too
    const endless = await newPlan(1, 'endless')
    const running: string[] = []
    for (let i = 0; i < 2; i++) running.push((await json(call('POST', `/v1/plans/${endless}/solves`, { limits: { timeSeconds: 50 } }))).id)
    await until(async () => (await Promise.all(running.map((one) => json(call('GET', `/v1/solves/${one}`))))).every(({ state }) => state === 'running'))
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
    const waiting = (await json(call('POST', `/v1/plans/${endless}/solves`, { webhook: { url, secret } }))).id
    expect((await json(call('DELETE', `/v1/solves/${waiting}`))).state).toBe('stopped')
    const later = await until(async () => calls.find((one) => JSON.parse(one.body).solve === waiting))
    expect(JSON.parse(later.body)).toMatchObject({ type: 'solve.ended', state: 'stopped', timetable: null })
    for (const one of running) await call('DELETE', `/v1/solves/${one}`)
    receiver.close()
  })

  it('keeps a log of changes', async () => {
    const { items } = await json(call('GET', '/v1/audit?limit=200'))
    expect(items.map((i: { action: string }) => i.action)).toEqual(expect.arrayContaining(['plan.create', 'solve.create', 'solve.stop', 'timetable.create']))
    expect((await json(call('GET', `/v1/audit?before=${items[0].id}&limit=1`))).items[0].id).toBe(items[1].id)
  })
})
