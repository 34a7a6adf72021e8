import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newId, sha256 } from '../../store/ids.ts'
import { findPlan, type StoredDocument } from '../../store/plans.ts'
import { createTimetable, deleteTimetable, findTimetable, listTimetables, publish, readReport } from '../../store/timetables.ts'
import type { App, Service } from '../app.ts'
import {
  answers,
  commonHeaders,
  documentProblems,
  etagHeaders,
  listOf,
  orderBytes,
  pageQuery,
  planId,
  postHeaders,
  reportSchema,
  timetableId,
  timetableRecordSchema,
  version,
} from '../contract.ts'
import { noPlan, noTimetable } from '../documents.ts'
import { seedOf } from '../idempotency.ts'
import { notFound, Problem } from '../problems.ts'
import { incoming, sendJson, sendPacked, showTimetable, speak, unchanged } from './replies.ts'

const tags = ['timetables']

/** Timetables: what a solve made, or what somebody brings in; priced, viewed, published. */
export function addTimetables(app: App, { store, clerk, documents, domain, settings, change }: Service): void {
  const { db } = store
  const params = z.object({ timetable: timetableId })
  const ofPlan = z.object({ plan: planId })
  const whole = timetableRecordSchema.extend({ timetable: domain.timetableSchema })
  const config = { scope: 'plan', document: true } as const
  const bodyLimit = settings.bodyLimitBytes
  const versionQuery = z.object({ version: version.optional().describe('of the plan; the newest by default') })

  const price = async (request: FastifyRequest, plan: StoredDocument) => {
    const pricing = await clerk.run('price', { plan, ...incoming(request) })
    if ('faults' in pricing) throw new Problem(pricing.notJson ? 'invalid-json' : 'invalid-timetable', { faults: pricing.faults })
    return pricing
  }

  app.post(
    '/v1/plans/:plan/check',
    {
      config: { ...config, scope: 'read' },
      bodyLimit,
      schema: {
        tags,
        summary: 'Price any timetable of a plan, ours or not, without storing it',
        description: 'The smallest one is {"sections":[],"care":[],"posts":[]}: nobody seated, no club. A result’s `/document` is one, too.',
        params: ofPlan,
        querystring: versionQuery,
        headers: postHeaders,
        body: domain.timetableSchema,
        response: answers({ 200: reportSchema }, ...documentProblems, 'invalid-timetable', 'not-found'),
      },
    },
    async (request, reply) => {
      const plan = await documents.plan(request.access.tenant, request.params.plan, request.query.version)
      const { report } = await price(request, plan)
      return sendJson(reply, await clerk.run('report', { report, language: speak(request, reply) }))
    },
  )

  app.post(
    '/v1/plans/:plan/timetables',
    {
      config,
      bodyLimit,
      schema: {
        tags,
        summary: 'Bring in a timetable',
        params: ofPlan,
        querystring: versionQuery,
        headers: postHeaders,
        body: domain.timetableSchema,
        response: answers({ 201: timetableRecordSchema }, ...documentProblems, 'invalid-timetable', 'not-found'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const plan = await documents.plan(tenant, request.params.plan, request.query.version)
      const { document, score, report } = await price(request, plan)
      const id = newId('timetable', seedOf(request))
      const timetable = {
        id,
        tenant,
        plan: request.params.plan,
        planVersion: plan.version,
        solve: null,
        document: Buffer.from(document),
        sha256: sha256(document),
        ...score,
        report: Buffer.from(report),
      }
      await change(
        request,
        (tx) => createTimetable(tx, timetable),
        (made) => (made ? { action: 'timetable.create', subject: id, detail: { plan: request.params.plan, ...score } } : undefined),
      )
      const record = await findTimetable(db, tenant, id)
      if (!record) throw noTimetable()
      return reply.code(201).header('location', `/v1/timetables/${id}`).send(showTimetable(record))
    },
  )

  app.get(
    '/v1/plans/:plan/timetables',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List a plan’s timetables, newest first',
        params: ofPlan,
        querystring: pageQuery,
        headers: commonHeaders,
        response: answers({ 200: listOf(timetableRecordSchema) }, 'invalid-cursor', 'not-found'),
      },
    },
    async (request) => {
      const { limit, after } = request.query
      if (!(await findPlan(db, request.access.tenant, request.params.plan))) throw noPlan()
      const page = await listTimetables(db, request.access.tenant, request.params.plan, { limit, ...(after !== undefined && { after }) })
      return { ...page, items: page.items.map(showTimetable) }
    },
  )

  app.get(
    '/v1/plans/:plan/published',
    {
      config: { scope: 'read', circles: true },
      schema: {
        tags,
        summary: 'The plan’s published timetable',
        description: 'Also for keys of families and homeroom teachers of the plan.',
        params: ofPlan,
        headers: commonHeaders,
        response: answers({ 200: timetableRecordSchema }, 'not-found'),
      },
    },
    async (request) => {
      const { tenant, circle } = request.access
      const plan = await findPlan(db, tenant, request.params.plan)
      if (!plan || (circle && circle.plan !== plan.id)) throw noPlan()
      const record = plan.published === null ? undefined : await findTimetable(db, request.access.tenant, plan.published)
      if (!record) throw notFound({ en: 'no timetable of this plan is published', zh: '该方案尚未发布课表' })
      return showTimetable(record)
    },
  )

  app.get(
    '/v1/timetables/:timetable',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'A timetable with its record',
        params,
        headers: etagHeaders,
        response: answers({ 200: whole, 304: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { record, timetable } = await documents.timetable(request.access.tenant, request.params.timetable)
      if (
        unchanged(
          request,
          reply,
          `${timetable.sha256.slice(0, 32)}-${record.publishedAt?.getTime() ?? 0}${record.bound ? `-${record.bound.medium}.${record.bound.soft}${record.bound.proven ? '.proven' : ''}` : ''}`,
        )
      )
        return reply
      return sendPacked(reply, timetable.document, { head: showTimetable(record), member: 'timetable' })
    },
  )

  app.get(
    '/v1/timetables/:timetable/document',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'The timetable’s document alone, as the command line writes it',
        params,
        headers: etagHeaders,
        response: answers({ 200: domain.timetableSchema, 304: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { timetable } = await documents.timetable(request.access.tenant, request.params.timetable)
      if (unchanged(request, reply, timetable.sha256.slice(0, 32))) return reply
      return sendPacked(reply, timetable.document)
    },
  )

  app.get(
    '/v1/timetables/:timetable/report',
    {
      config: { scope: 'read' },
      schema: { tags, summary: 'Score and findings, row by row', params, headers: commonHeaders, response: answers({ 200: reportSchema }, 'not-found') },
    },
    async (request, reply) => {
      const report = await readReport(db, request.access.tenant, request.params.timetable)
      if (!report) throw noTimetable()
      return sendJson(reply, await clerk.run('report', { report, language: speak(request, reply) }))
    },
  )

  app.post(
    '/v1/timetables/:timetable/publication',
    {
      config: { scope: 'publish' },
      bodyLimit: orderBytes,
      schema: {
        tags,
        summary: 'Publish: a principal’s approval, by name and time 四(四)',
        params,
        headers: postHeaders,
        body: z
          .strictObject({
            approvedBy: z
              .string()
              .min(1)
              .max(200)
              // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is kept out
              .regex(/^[^\u0000-\u001f]*$/)
              .describe('the principal'),
          })
          .meta({ examples: [{ approvedBy: '王校长' }] }),
        response: answers({ 201: timetableRecordSchema }, ...documentProblems, 'not-found', 'hard-broken'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const record = await findTimetable(db, tenant, request.params.timetable)
      if (!record) throw noTimetable()
      if (record.hard > 0) throw new Problem('hard-broken')
      await change(
        request,
        (tx) => publish(tx, tenant, record.id, request.body.approvedBy, new Date()),
        (done) => (done ? { action: 'timetable.publish', subject: record.id, detail: { plan: record.plan } } : undefined),
      )
      const published = await findTimetable(db, tenant, record.id)
      if (!published) throw noTimetable()
      return reply.code(201).header('location', `/v1/plans/${record.plan}/published`).send(showTimetable(published))
    },
  )

  app.delete(
    '/v1/timetables/:timetable',
    {
      config: { scope: 'plan' },
      schema: { tags, summary: 'Delete a timetable', params, headers: commonHeaders, response: answers({ 204: z.undefined() }, 'not-found') },
    },
    async (request, reply) => {
      const { timetable } = request.params
      const deleted = await change(
        request,
        (tx) => deleteTimetable(tx, request.access.tenant, timetable),
        (found) => (found ? { action: 'timetable.delete', subject: timetable } : undefined),
      )
      if (!deleted) throw noTimetable()
      documents.clear()
      return reply.code(204).send()
    },
  )
}
