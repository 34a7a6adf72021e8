import { z } from 'zod'
import { newId } from '../../store/ids.ts'
import { unpack } from '../../store/pack.ts'
import { createRebalance, deleteRebalance, endRebalance, listRebalances, type RebalanceRecord, readRebalance } from '../../store/rebalances.ts'
import { findTimetable } from '../../store/timetables.ts'
import type { App, Service } from '../app.ts'
import {
  answers as answersOf,
  commonHeaders,
  documentProblems,
  listOf,
  orderBytes,
  pageQuery,
  postHeaders,
  rebalanceId,
  rebalanceRecordSchema,
  rebalanceSchema,
  timetableId,
} from '../contract.ts'
import { noRebalance, noTimetable, wantsDate } from '../documents.ts'
import { seedOf } from '../idempotency.ts'
import type { Language } from '../language.ts'
import { Problem } from '../problems.ts'
import { endOf, searchMilliseconds } from '../rebalance.ts'
import { changesBytes, rebalanceOrder } from '../rebalance-order.ts'
import { incoming, joined, sendJson, speak } from './replies.ts'

const tags = ['changes']
/** Changes in the course of a term: the timetable mended, and questions about it answered. */
export function addRebalances(app: App, { store, queue, clerk, answerers, documents, answers, change }: Service): void {
  const { db } = store
  const ofTimetable = z.object({ timetable: timetableId })
  const params = z.object({ rebalance: rebalanceId })

  app.post(
    '/v1/timetables/:timetable/rebalances',
    {
      config: { scope: 'solve', document: true },
      bodyLimit: changesBytes,
      schema: {
        tags,
        summary: 'Mend a timetable after changes',
        description:
          'No hard rule broken, as little different as can be, on the dates touched alone. Answered with 201 when it is done within the deadline; otherwise with 202, and it goes on: look again at `Location`. A change holds from a date to another, both inclusive; `/v1/timetables/{timetable}/views/…?date=…&after=…` shows the mended weeks.',
        params: ofTimetable,
        headers: postHeaders,
        body: rebalanceOrder(answers.changeListSchema).meta({ examples: [{ changes: answers.examples.changes, deadlineSeconds: 10 }] }),
        response: answersOf({ 201: rebalanceSchema, 202: rebalanceSchema }, ...documentProblems, 'not-found', 'invalid-changes', 'not-ended'),
      },
    },
    async (request, reply) => {
      const began = performance.now()
      const { tenant } = request.access
      const order = await clerk.run('readChanges', incoming(request))
      if ('faults' in order) throw new Problem(order.notJson ? 'invalid-json' : 'invalid-request', { faults: order.faults })
      const { changes, after, deadlineSeconds, count } = order
      const { plan, timetable, record } = await documents.timetable(tenant, request.params.timetable)
      const earlier = after === undefined ? undefined : await readRebalance(db, after, tenant)
      if (after !== undefined && earlier?.timetable !== record.id) throw noRebalance()
      if (earlier && !earlier.document) throw new Problem('not-ended')
      const id = newId('rebalance', seedOf(request))
      const work = answerers.run('rebalance', {
        plan,
        current: earlier?.document ?? timetable.document,
        changes,
        deadlineMilliseconds: searchMilliseconds(deadlineSeconds),
      })
      const left = Math.max(0, deadlineSeconds * 1000 - (performance.now() - began))
      const outcome = await inTime(work, left)
      if (outcome && 'errors' in outcome) throw new Problem('invalid-changes', { errors: outcome.errors })
      const rebalance = {
        id,
        tenant,
        timetable: record.id,
        timetableSha256: timetable.sha256,
        after: after ?? null,
        deadlineSeconds,
        changes: Buffer.from(changes),
        ...(outcome && { answer: { document: Buffer.from(outcome.document), summary: Buffer.from(outcome.summary) } }),
      }
      const made = await change(
        request,
        (tx) => createRebalance(tx, rebalance, outcome ? undefined : (inner) => queue.sendRebalance(inner, id)),
        (state) => (state === 'made' ? { action: 'rebalance.create', subject: id, detail: { timetable: record.id, changes: count } } : undefined),
      )
      if (made === 'stale') throw noTimetable()
      if (!outcome) {
        // should this process end, or the database be away, the job goes on
        work
          .then((late) => endRebalance(db, id, endOf(late)))
          .catch((error) => request.log.warn({ reason: String(error), rebalance: id }, 'a rebalance is left to the queue'))
      }
      const stored = await readRebalance(db, id, tenant)
      if (!stored) throw noRebalance()
      reply.header('location', `/v1/rebalances/${id}`).code(stored.state === 'running' ? 202 : 201)
      const language = speak(request, reply)
      if (!stored.summary) return reply.send({ ...show(stored, language), answer: null })
      return sendJson(reply, joined(show(stored, language), 'answer', await clerk.run('summary', { summary: stored.summary, language })))
    },
  )

  app.get(
    '/v1/timetables/:timetable/rebalances',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List what changed a timetable, newest first',
        params: ofTimetable,
        querystring: pageQuery,
        headers: commonHeaders,
        response: answersOf({ 200: listOf(rebalanceRecordSchema) }, 'not-found', 'invalid-cursor'),
      },
    },
    async (request, reply) => {
      const language = speak(request, reply)
      const { limit, after } = request.query
      const { tenant } = request.access
      if (!(await findTimetable(db, tenant, request.params.timetable))) throw noTimetable()
      const page = await listRebalances(db, tenant, request.params.timetable, { limit, ...(after !== undefined && { after }) })
      return { ...page, items: page.items.map((one) => show(one, language)) }
    },
  )

  app.get(
    '/v1/rebalances/:rebalance',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'A rebalance: what it costs, what is different, who must be told',
        params,
        headers: commonHeaders,
        response: answersOf({ 200: rebalanceSchema }, 'not-found'),
      },
    },
    async (request, reply) => {
      const stored = await readRebalance(db, request.params.rebalance, request.access.tenant)
      if (!stored) throw noRebalance()
      const language = speak(request, reply)
      if (!stored.summary) return { ...show(stored, language), answer: null }
      return sendJson(reply, joined(show(stored, language), 'answer', await clerk.run('summary', { summary: stored.summary, language })))
    },
  )

  app.get(
    '/v1/rebalances/:rebalance/document',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'The timetable with its dated weeks, as the command line writes it',
        params,
        headers: commonHeaders,
        response: answersOf({ 200: answers.rebalancedSchema }, 'not-found', 'not-ended'),
      },
    },
    async (request, reply) => {
      const stored = await readRebalance(db, request.params.rebalance, request.access.tenant)
      if (!stored) throw noRebalance()
      if (!stored.document) throw new Problem('not-ended')
      return sendJson(reply, await unpack(stored.document))
    },
  )

  app.delete(
    '/v1/rebalances/:rebalance',
    {
      config: { scope: 'solve' },
      schema: {
        tags,
        summary: 'Take changes back',
        description: 'What ruled before them rules again. Answers that went on from this one hold its changes too, and stay.',
        params,
        headers: commonHeaders,
        response: answersOf({ 204: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { rebalance } = request.params
      const deleted = await change(
        request,
        (tx) => deleteRebalance(tx, request.access.tenant, rebalance),
        (found) => (found ? { action: 'rebalance.delete', subject: rebalance } : undefined),
      )
      if (!deleted) throw noRebalance()
      return reply.code(204).send()
    },
  )

  app.post(
    '/v1/timetables/:timetable/questions',
    {
      config: { scope: 'read' },
      bodyLimit: orderBytes,
      schema: {
        tags,
        summary: 'Ask about a timetable: who else, why, why not, what would fix it',
        description:
          'Every price is the checker’s. Nothing is stored. With `date`, the week of that date is asked about; with `after`, as the answer to changes left it.',
        params: ofTimetable,
        querystring: z.object({
          date: z.iso.date().optional().describe('a date of service, as 2026-10-12: ask about its week'),
          after: rebalanceId.optional().describe('a rebalance of this timetable; wants a `date`'),
        }),
        headers: postHeaders,
        body: answers.questionSchema.meta({ examples: [...answers.examples.questions] }),
        response: answersOf(
          { 200: z.object({ about: z.string(), answer: z.unknown().describe('as `afterbell explain` and `substitutes` print it') }) },
          ...documentProblems,
          'not-found',
          'invalid-question',
          'not-ended',
        ),
      },
    },
    async (request, reply) => {
      const question = request.body as { about: string }
      const { tenant } = request.access
      const { date, after } = request.query as { date?: string; after?: string }
      const { plan, timetable, record } = await documents.timetable(tenant, request.params.timetable)
      const earlier = after === undefined ? undefined : await readRebalance(db, after, tenant)
      if (after !== undefined && earlier?.timetable !== record.id) throw noRebalance()
      if (earlier && !earlier.document) throw new Problem('not-ended')
      if (after !== undefined && date === undefined) throw new Problem('invalid-question', { errors: [wantsDate] })
      const current = earlier?.document ?? timetable.document
      const outcome = await answerers.run('ask', { plan, current, question, language: speak(request, reply), ...(date !== undefined && { date }) })
      if ('errors' in outcome) throw new Problem('invalid-question', { errors: outcome.errors })
      return sendJson(reply, joined({ about: question.about }, 'answer', outcome.answer))
    },
  )
}

/** @returns undefined when the time is over first */
async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return Promise.race([work, over]).finally(() => clearTimeout(timer))
}

const show = (r: RebalanceRecord, language: Language) => ({
  id: r.id,
  timetable: r.timetable,
  after: r.after,
  state: r.state,
  error: r.error?.[language] ?? null,
  createdAt: r.createdAt.toISOString(),
  endedAt: r.endedAt?.toISOString() ?? null,
})
