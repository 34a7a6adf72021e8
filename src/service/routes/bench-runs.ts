import { z } from 'zod'
import { type BenchRunRecord, countOpenBenchRuns, createBenchRun, findBenchRun, listBenchRuns, stopBenchRun } from '../../store/bench-runs.ts'
import { newId } from '../../store/ids.ts'
import type { App, Service } from '../app.ts'
import { answers, benchRunId, benchRunSchema, commonHeaders, documentProblems, listOf, orderBytes, pageQuery, postHeaders } from '../contract.ts'
import { seedOf } from '../idempotency.ts'
import { inLanguage, type Language } from '../language.ts'
import { notFound, Problem } from '../problems.ts'
import { speak } from './replies.ts'

const tags = ['bench runs']
/** bench runs of a tenant that may wait */
const openLimit = 20
const noBenchRun = () => notFound({ en: 'no such bench run', zh: '没有这次评测' })

/** Bench runs: the solver measured on a suite, in the background. */
export function addBenchRuns(app: App, { store, queue, bench, settings, change }: Service): void {
  const { db } = store
  const params = z.object({ run: benchRunId })
  const orderSchema = z
    .strictObject({
      suite: z.enum(bench.suites as [string, ...string[]]),
      instances: z
        .array(z.string().regex(/^\w[\w.-]{0,99}$/))
        .min(1)
        .max(100)
        .describe(`by name; ${bench.generated.join(', ')} makes its own: town-7, city-2-tight`),
      seeds: z.array(z.number().int().min(0).max(2_147_483_647)).min(1).max(50).default([1]),
      timeSeconds: z.number().positive().max(settings.maxSolveSeconds).default(30).describe('of each solve, wall clock after compiling'),
      threads: z.number().int().min(1).max(settings.maxSolveThreads).default(1).describe('of each solve'),
    })
    .refine(({ instances, seeds, timeSeconds }) => instances.length * seeds.length * timeSeconds <= settings.maxBenchSeconds, {
      message: `instances × seeds × timeSeconds is more than ${settings.maxBenchSeconds}`,
      params: { zh: `实例数 × 种子数 × 每次秒数超过 ${settings.maxBenchSeconds}` },
    })

  app.post(
    '/v1/bench-runs',
    {
      config: { scope: 'solve' },
      bodyLimit: orderBytes,
      schema: {
        tags,
        summary: 'Measure the solver on a suite',
        description: 'Every instance is solved with every seed, one solve at a time, in a process of its own.',
        headers: postHeaders,
        body: orderSchema.meta({ examples: [{ suite: bench.generated[0] ?? bench.suites[0], instances: ['village-1'], seeds: [1, 2], timeSeconds: 5 }] }),
        response: answers({ 202: benchRunSchema }, ...documentProblems, 'queue-full'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const waiting = await countOpenBenchRuns(db, tenant)
      if (waiting >= openLimit) throw new Problem('queue-full', { retryAfterSeconds: 60 })
      const { instances, seeds, ...order } = request.body
      const id = newId('bench', seedOf(request))
      const whole = { ...order, instances: [...new Set(instances)], seeds: [...new Set(seeds)] }
      await change(
        request,
        (tx) => createBenchRun(tx, tenant, id, whole, (inner) => queue.sendBench(inner, { run: id, tenant, waiting })),
        (made) => (made ? { action: 'bench-run.create', subject: id, detail: { suite: order.suite } } : undefined),
      )
      const record = await findBenchRun(db, tenant, id)
      if (!record) throw noBenchRun()
      return reply
        .code(202)
        .header('location', `/v1/bench-runs/${id}`)
        .send(show(record, speak(request, reply)))
    },
  )

  app.get(
    '/v1/bench-runs',
    {
      config: { scope: 'solve' },
      schema: {
        tags,
        summary: 'List bench runs, newest first',
        querystring: pageQuery,
        headers: commonHeaders,
        response: answers({ 200: listOf(benchRunSchema.omit({ results: true, failures: true })) }, 'invalid-cursor'),
      },
    },
    async (request, reply) => {
      const language = speak(request, reply)
      const { limit, after } = request.query
      const page = await listBenchRuns(db, request.access.tenant, { limit, ...(after !== undefined && { after }) })
      return { ...page, items: page.items.map((one) => show(one, language)) }
    },
  )

  app.get(
    '/v1/bench-runs/:run',
    {
      config: { scope: 'solve' },
      schema: {
        tags,
        summary: 'A bench run with its results so far',
        params,
        headers: commonHeaders,
        response: answers({ 200: benchRunSchema }, 'not-found'),
      },
    },
    async (request, reply) => {
      const record = await findBenchRun(db, request.access.tenant, request.params.run)
      if (!record) throw noBenchRun()
      return show(record, speak(request, reply))
    },
  )

  app.delete(
    '/v1/bench-runs/:run',
    {
      config: { scope: 'solve' },
      schema: {
        tags,
        summary: 'Stop a bench run; its results so far are kept',
        params,
        headers: commonHeaders,
        response: answers({ 200: benchRunSchema.describe('it has ended'), 202: benchRunSchema.describe('it will end in a moment') }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const { run } = request.params
      const { state } = await change(
        request,
        async (tx) => {
          const before = await findBenchRun(tx, tenant, run)
          return { state: await stopBenchRun(tx, tenant, run), open: before !== undefined && !before.endedAt }
        },
        ({ open }) => (open ? { action: 'bench-run.stop', subject: run } : undefined),
      )
      const record = state && (await findBenchRun(db, tenant, request.params.run))
      if (!record) throw noBenchRun()
      return reply.code(record.endedAt ? 200 : 202).send(show(record, speak(request, reply)))
    },
  )
}

const show = (r: BenchRunRecord, language: Language) => ({
  id: r.id,
  state: r.state,
  order: { ...r.order, instances: [...r.order.instances], seeds: [...r.order.seeds] },
  asked: r.order.instances.length * r.order.seeds.length,
  results: r.results as never[],
  failures: inLanguage(r.failures, language) as { instance: string; seed: number; reason: string }[],
  error: r.error?.[language] ?? null,
  createdAt: r.createdAt.toISOString(),
  startedAt: r.startedAt?.toISOString() ?? null,
  endedAt: r.endedAt?.toISOString() ?? null,
})
