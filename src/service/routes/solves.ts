import { z } from 'zod'
import { priorities } from '../../jobs/queue.ts'
import { isNeverCalled } from '../../jobs/webhooks.ts'
import { gapsOf } from '../../solve/gap.ts'
import { newId } from '../../store/ids.ts'
import { unpack } from '../../store/pack.ts'
import { findPlan } from '../../store/plans.ts'
import { createSolve, findSolve, listSolves, requestStop, type SolveOrder, type SolveRecord } from '../../store/solves.ts'
import { findTenant } from '../../store/tenants.ts'
import type { App, Service } from '../app.ts'
import {
  answers,
  commonHeaders,
  documentProblems,
  listOf,
  orderBytes,
  pageQuery,
  planId,
  postHeaders,
  scoreSchema,
  solveId,
  solveRecordSchema,
  timetableId,
} from '../contract.ts'
import { noPlan, noSolve } from '../documents.ts'
import { seedOf } from '../idempotency.ts'
import { type Language, languageOf } from '../language.ts'
import { Problem } from '../problems.ts'
import { speak } from './replies.ts'

const tags = ['solves']

/** Solves: a plan's version is searched for a good timetable, in the background. */
export function addSolves(app: App, { store, queue, clerk, documents, domain, settings, change }: Service): void {
  const { db } = store
  const params = z.object({ solve: solveId })
  const ofPlan = z.object({ plan: planId })
  const weightIds = domain.catalogue.map((row) => row.id) as [string, ...string[]]

  const orderSchema = z.strictObject({
    limits: z
      .strictObject({
        timeSeconds: z.number().positive().max(settings.maxSolveSeconds).optional().describe('wall clock; 30 without any other limit'),
        steps: z
          .number()
          .int()
          .min(1)
          .max(Number.MAX_SAFE_INTEGER)
          .optional()
          .describe('moves tried, per thread; with one thread the result is then the same every time'),
        target: scoreSchema.optional().describe('stop at a cost that is at most this'),
      })
      .prefault({}),
    seed: z.number().int().min(-2_147_483_648).max(2_147_483_647).default(1),
    threads: z.number().int().min(1).max(settings.maxSolveThreads).default(1),
    weights: z
      .partialRecord(z.enum(weightIds), z.number().int().min(0).max(1000))
      .optional()
      .describe('weights for this search alone, beside the plan’s; the result is priced with the plan’s'),
    start: timetableId.optional().describe('a timetable of this plan to start from'),
    planVersion: z.number().int().min(1).optional().describe('the newest by default'),
    webhook: z
      .strictObject({
        url: z
          .url({ protocol: /^https?$/, abort: true })
          .max(2000)
          .refine((url) => !isNeverCalled(url, settings.webhookHosts), {
            message:
              'A webhook never calls this machine or a private network. Name a public host, or let the operator list this one in AFTERBELL_WEBHOOK_HOSTS.',
            params: { zh: '不会回调本机或内网地址。请填写公网主机，或由运维人员把该主机列入 AFTERBELL_WEBHOOK_HOSTS。' },
          }),
        secret: z
          .string()
          .min(16)
          .max(200)
          .regex(/^[\x20-\x7e]+$/),
        language: z.enum(['zh-CN', 'en']).optional().describe('of its texts; by default that of the order’s Accept-Language'),
      })
      .optional()
      .describe('called when the solve has ended, signed with the secret (HMAC-SHA256) and tried again until it is answered'),
  })

  app.post(
    '/v1/plans/:plan/solves',
    {
      config: { scope: 'solve' },
      bodyLimit: orderBytes,
      schema: {
        tags,
        summary: 'Solve a plan',
        params: ofPlan,
        headers: postHeaders,
        body: orderSchema.prefault({}).meta({
          examples: [{}, { limits: { timeSeconds: 30 }, seed: 1, threads: 2 }, { limits: { steps: 100_000, target: { hard: 0, medium: 0, soft: 1000 } } }],
        }),
        response: answers({ 202: solveRecordSchema }, ...documentProblems, 'not-found', 'different-plans', 'invalid-timetable', 'queue-full'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const { limits, seed, threads, weights, start, planVersion, webhook } = request.body
      const plan = await documents.plan(tenant, request.params.plan, planVersion)
      const started = start === undefined ? undefined : await documents.timetable(tenant, start)
      if (started && started.record.plan !== request.params.plan) throw new Problem('different-plans')
      // a timetable of another version may speak of what this one does not know
      if (started && started.record.planVersion !== plan.version) {
        const pricing = await clerk.run('price', {
          plan,
          json: await unpack(started.timetable.document),
          language: languageOf(request.headers['accept-language']),
        })
        if ('faults' in pricing) throw new Problem('invalid-timetable', { faults: pricing.faults })
      }
      const owner = await findTenant(db, tenant)
      const unbounded = limits.timeSeconds === undefined && limits.steps === undefined && limits.target === undefined
      const order: SolveOrder = {
        seed,
        threads,
        // a step limit or a target alone is guarded by the longest time allowed
        timeSeconds: limits.timeSeconds ?? (unbounded ? Math.min(30, settings.maxSolveSeconds) : settings.maxSolveSeconds),
        ...(limits.steps !== undefined && { steps: limits.steps }),
        ...(limits.target && { target: limits.target }),
        ...(weights && { weights: weights as Record<string, number> }),
      }
      const id = newId('solve', seedOf(request))
      const priority = priorities.term
      const solve = {
        id,
        tenant,
        plan: request.params.plan,
        planVersion: plan.version,
        order,
        priority,
        start: started?.timetable.document ?? null,
        webhook: webhook
          ? { url: webhook.url, secret: webhook.secret, language: webhook.language === undefined ? speak(request, reply) : languageOf(webhook.language) }
          : null,
      }
      const made = await change(
        request,
        (tx) => createSolve(tx, solve, (inner) => queue.sendSolve(inner, { solve: id, tenant, share: owner?.solveShare ?? 1, priority }), settings.queueLimit),
        (was) => (was === 'made' ? { action: 'solve.create', subject: id, detail: { plan: request.params.plan, planVersion: plan.version } } : undefined),
      )
      if (made === 'full') throw new Problem('queue-full', { retryAfterSeconds: 30 })
      const record = await findSolve(db, tenant, id)
      if (!record) throw noSolve()
      return reply
        .code(202)
        .header('location', `/v1/solves/${id}`)
        .send(showSolve(record, speak(request, reply)))
    },
  )

  app.get(
    '/v1/plans/:plan/solves',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List a plan’s solves, newest first',
        params: ofPlan,
        querystring: pageQuery,
        headers: commonHeaders,
        response: answers({ 200: listOf(solveRecordSchema) }, 'not-found', 'invalid-cursor'),
      },
    },
    async (request, reply) => {
      const language = speak(request, reply)
      const { limit, after } = request.query
      if (!(await findPlan(db, request.access.tenant, request.params.plan))) throw noPlan()
      const page = await listSolves(db, request.access.tenant, request.params.plan, { limit, ...(after !== undefined && { after }) })
      return { ...page, items: page.items.map((one) => showSolve(one, language)) }
    },
  )

  app.get(
    '/v1/solves/:solve',
    {
      config: { scope: 'read' },
      schema: { tags, summary: 'How far a solve is', params, headers: commonHeaders, response: answers({ 200: solveRecordSchema }, 'not-found') },
    },
    async (request, reply) => {
      const record = await findSolve(db, request.access.tenant, request.params.solve)
      if (!record) throw noSolve()
      return showSolve(record, speak(request, reply))
    },
  )

  app.delete(
    '/v1/solves/:solve',
    {
      config: { scope: 'solve' },
      schema: {
        tags,
        summary: 'Stop a solve; its best timetable is kept',
        params,
        headers: commonHeaders,
        response: answers({ 200: solveRecordSchema.describe('it has ended'), 202: solveRecordSchema.describe('it will end in a moment') }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const { solve } = request.params
      const { state } = await change(
        request,
        async (tx) => {
          const before = await findSolve(tx, tenant, solve)
          return {
            state: await requestStop(tx, tenant, solve, (inner) => queue.sendWebhook(inner, { solve, tenant })),
            open: before !== undefined && !before.endedAt,
          }
        },
        ({ open }) => (open ? { action: 'solve.stop', subject: solve } : undefined),
      )
      const record = state && (await findSolve(db, tenant, request.params.solve))
      if (!record) throw noSolve()
      return reply.code(record.endedAt ? 200 : 202).send(showSolve(record, speak(request, reply)))
    },
  )
}

/** cost by level; null before there is one */
const scoreOf = ({ hard, medium, soft }: SolveRecord) => (hard === null || medium === null || soft === null ? null : { hard, medium, soft })

export const showSolve = (s: SolveRecord, language: Language) => ({
  id: s.id,
  plan: s.plan,
  planVersion: s.planVersion,
  state: s.state,
  score: scoreOf(s),
  bound: s.bound,
  ...gapsOf(scoreOf(s), s.bound),
  timetable: s.timetable,
  stopped: s.stopped,
  error: s.error?.[language] ?? null,
  seconds: s.seconds,
  steps: s.steps,
  attempt: s.attempt,
  stopRequested: s.stopRequested,
  order: {
    limits: {
      ...(s.order.timeSeconds !== undefined && { timeSeconds: s.order.timeSeconds }),
      ...(s.order.steps !== undefined && { steps: s.order.steps }),
      ...(s.order.target && { target: s.order.target }),
    },
    seed: s.order.seed,
    threads: s.order.threads,
    ...(s.order.weights && { weights: { ...s.order.weights } }),
  },
  createdAt: s.createdAt.toISOString(),
  startedAt: s.startedAt?.toISOString() ?? null,
  endedAt: s.endedAt?.toISOString() ?? null,
})
