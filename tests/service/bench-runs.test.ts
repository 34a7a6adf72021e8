import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { benchSource } from '../../benchmarks/service/bench-source.ts'
import { suites } from '../../benchmarks/suites/index.ts'
import { startBenchWorker } from '../../src/jobs/bench.ts'
import { createBenchRun, findBenchRun } from '../../src/store/bench-runs.ts'
import { newId } from '../../src/store/ids.ts'
import { createTenant } from '../../src/store/tenants.ts'
import { until } from '../jobs/open.ts'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService, toyBench } from './open.ts'

// biome-ignore lint/suspicious/noExplicitAny: what is expected of it is the test
type Run = any

async function call(service: TestService, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<{ status: number; json: Run }> {
  const answer = await service.app.inject({
    method,
    url: path,
    ...(body && { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) }),
  })
  return { status: answer.statusCode, json: answer.json() }
}
const ended = (service: TestService, id: string): Promise<Run> =>
  until(async () => {
    const { json } = await call(service, 'GET', `/v1/bench-runs/${id}`)
    return json.endedAt && json
  })

describe('bench runs over HTTP', () => {
  let service: TestService
  let worker: { stop(): Promise<void> }
  const start = async () => {
    const { store, queue } = service
    worker = await startBenchWorker({ store, queue, source: toyBench, dataFolder: undefined, standBack: true, onError: () => {} })
  }
  beforeAll(async () => {
    service = await openService(await openEmbedded(), { AFTERBELL_BENCH_SECONDS: '100' })
    await start()
  })
  afterAll(async () => {
    await worker.stop()
    await service.close()
  })
  const order = async (instances: string[], seeds = [1]) => {
    const { status, json } = await call(service, 'POST', '/v1/bench-runs', { suite: 'toy', instances, seeds, timeSeconds: 1 })
    expect(status).toBe(202)
    return json.id as string
  }

  it('solve every instance with every seed, and tell what had no result', async () => {
    const run = await ended(service, await order(['a', 'bad', 'a'], [3, 4]))
    expect(run).toMatchObject({
      state: 'done',
      asked: 4,
      error: null,
      order: { suite: 'toy', instances: ['a', 'bad'], seeds: [3, 4], timeSeconds: 1, threads: 1 },
    })
    expect(run.results.map((r: Run) => [r.instance, r.seed, r.soft])).toEqual([
      ['a', 3, 3],
      ['a', 4, 4],
    ])
    expect(run.results[0].process).not.toBe(process.pid)
    expect(run.failures.map((f: Run) => [f.seed, f.reason])).toEqual([
      [3, 'bad'],
      [4, 'bad'],
    ])
    const list = (await call(service, 'GET', '/v1/bench-runs')).json
    expect(list.items[0]).toMatchObject({ id: run.id, state: 'done' })
    expect(list.items[0].results).toBeUndefined()
  })

  it('say why they failed, and keep what they had', async () => {
    const run = await ended(service, await order(['a', 'crash']))
    expect(run).toMatchObject({ state: 'failed', error: expect.stringContaining('out of luck'), results: [{ instance: 'a' }] })
  })

  it('stop on request, and keep what they had', async () => {
    const id = await order(['a', 'slow'])
    await until(async () => (await call(service, 'GET', `/v1/bench-runs/${id}`)).json.results.length === 1)
    expect((await call(service, 'DELETE', `/v1/bench-runs/${id}`)).status).toBe(202)
    expect(await ended(service, id)).toMatchObject({ state: 'stopped', results: [{ instance: 'a' }] })
    expect((await call(service, 'DELETE', `/v1/bench-runs/${id}`)).status).toBe(200)
  })

  it('go on with another worker where the first was', async () => {
    const id = await order(['a', 'slow', 'b'])
    await until(async () => (await call(service, 'GET', `/v1/bench-runs/${id}`)).json.results.length === 1)
    await worker.stop()
    const before = (await call(service, 'GET', `/v1/bench-runs/${id}`)).json
    expect([before.state, before.results.length]).toEqual(['running', 1])
    await start()
    await until(async () => (await service.store.db.selectFrom('bench_runs').select('attempt').where('id', '=', id).executeTakeFirst())?.attempt === 2)
    await call(service, 'DELETE', `/v1/bench-runs/${id}`)
    expect((await ended(service, id)).results.map((r: Run) => r.process)).toEqual(before.results.map((r: Run) => r.process))
  })

  it('of several tenants take turns, and one of a tenant runs at once', async () => {
    const { store, queue } = service
    await worker.stop()
    const { db } = store
    await createTenant(db, { id: 'other', name: 'Other' })
    const other = newId('bench')
    const mine = [await order(['slow']), await order(['a']), await order(['a'])]
    const job = { suite: 'toy', instances: ['a'], seeds: [1], timeSeconds: 1, threads: 1 }
    await createBenchRun(db, 'other', other, job, (tx) => queue.sendBench(tx, { run: other, tenant: 'other', waiting: 0 }))
    await start()
    const second = await startBenchWorker({ store, queue, source: toyBench, dataFolder: undefined, standBack: true, onError: () => {} })
    const stateOf = async (id: string) => (await call(service, 'GET', `/v1/bench-runs/${id}`)).json.state
    await until(async () => (await findBenchRun(db, 'other', other))?.state === 'done')
    expect(await Promise.all(mine.map(stateOf))).toEqual(['running', 'queued', 'queued'])
    await call(service, 'DELETE', `/v1/bench-runs/${mine[0]}`)
    for (const id of mine) await ended(service, id)
    await second.stop()
  })

  it.each([
    [{ suite: 'sudoku', instances: ['a'] }],
    [{ suite: 'toy', instances: ['../a'] }],
    [{ suite: 'toy', instances: [] }],
    [{ suite: 'toy', instances: ['a', 'b'], seeds: [1, 2], timeSeconds: 26 }],
  ])('%j is refused', async (body) => {
    const { status, json } = await call(service, 'POST', '/v1/bench-runs', body)
    expect([status, json.code]).toEqual([400, 'invalid-request'])
  })
})

describe('the bench of the service', () => {
  it('knows the suites that there are', () => {
    expect([...benchSource.suites].sort()).toEqual(suites.map(({ name }) => name).sort())
    expect([...benchSource.generated]).toEqual(suites.filter(({ generate }) => generate).map(({ name }) => name))
  })

  it('measures a generated school', async () => {
    const service = await openService(await openEmbedded(), {}, benchSource)
    const { store, queue } = service
    const folder = mkdtempSync(join(tmpdir(), 'afterbell-data-'))
    const worker = await startBenchWorker({ store, queue, source: benchSource, dataFolder: folder, standBack: true, onError: () => {} })
    try {
      const { json } = await call(service, 'POST', '/v1/bench-runs', { suite: 'after-school', instances: ['village-3', 'palace-1'], timeSeconds: 0.3 })
      const run = await ended(service, json.id)
      expect(run).toMatchObject({
        state: 'done',
        results: [{ suite: 'after-school', instance: 'village-3', seed: 1, hard: 0, timeLimit: 0.3, solver: 'afterbell' }],
        failures: [{ instance: 'palace-1', seed: 1, reason: expect.stringContaining('no instance palace-1') }],
      })
      expect(JSON.stringify(run)).not.toContain(folder)
    } finally {
      await worker.stop()
      await service.close()
      rmSync(folder, { recursive: true })
    }
  }, 90_000)
})
