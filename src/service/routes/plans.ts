import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newId } from '../../store/ids.ts'
import { addVersion, createPlan, deletePlan, findPlan, listPlans, listVersions, type NewVersion, readPlan } from '../../store/plans.ts'
import type { App, Service } from '../app.ts'
import type { Admission, Refusal } from '../clerk.ts'
import {
  admittedSchema,
  answers,
  commonHeaders,
  documentProblems,
  etagHeaders,
  listOf,
  pageQuery,
  planId,
  planRecordSchema,
  postHeaders,
  version,
  versionRecordSchema,
  writeHeaders,
} from '../contract.ts'
import { noPlan } from '../documents.ts'
import { seedOf } from '../idempotency.ts'
import { inLanguage } from '../language.ts'
import { Problem } from '../problems.ts'
import { incoming, sendPacked, showPlan, speak, unchanged } from './replies.ts'

const tags = ['plans']

/** Term plans: what a school wants. A changed plan is a new version; versions never change. */
export function addPlans(app: App, { store, clerk, documents, domain, settings, change }: Service): void {
  const { db } = store
  const planSchema = domain.planSchema
  const config = { scope: 'plan', document: true } as const
  const bodyLimit = settings.bodyLimitBytes
  const params = z.object({ plan: planId })
  const versionParams = params.extend({ version })
  const wholePlan = planRecordSchema.extend({ sha256: z.string(), plan: planSchema })
  const wholeVersion = z.object({ id: planId, version: z.number().int(), sha256: z.string(), plan: planSchema })

  app.post(
    '/v1/plans',
    {
      config,
      bodyLimit,
      schema: {
        tags,
        summary: 'Bring in a plan',
        description:
          'Validated as on the command line; every fault is listed at once. `/v1/examples/luoyang` and `/v1/schools/village` give plans to begin with.',
        headers: postHeaders,
        body: planSchema,
        response: answers({ 201: admittedSchema }, ...documentProblems, 'invalid-plan'),
      },
    },
    async (request, reply) => {
      const admitted = valid(await clerk.run('admit', incoming(request)))
      const id = newId('plan', seedOf(request))
      await change(
        request,
        (tx) => createPlan(tx, request.access.tenant, id, named(admitted.name), stored(admitted)),
        (made) => (made ? { action: 'plan.create', subject: id, detail: { sha256: admitted.sha256 } } : undefined),
      )
      reply.header('location', `/v1/plans/${id}`)
      return answer(request, reply, id, 1, admitted)
    },
  )

  app.get(
    '/v1/plans',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List plans, newest first',
        headers: commonHeaders,
        querystring: pageQuery,
        response: answers({ 200: listOf(planRecordSchema) }, 'invalid-cursor'),
      },
    },
    async (request) => {
      const { limit, after } = request.query
      const page = await listPlans(db, request.access.tenant, { limit, ...(after !== undefined && { after }) })
      return { ...page, items: page.items.map(showPlan) }
    },
  )

  app.get(
    '/v1/plans/:plan',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'A plan: its record and its newest version',
        params,
        headers: etagHeaders,
        response: answers({ 200: wholePlan, 304: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const record = await findPlan(db, request.access.tenant, request.params.plan)
      if (!record) throw noPlan()
      const { sha256, document } = await documents.plan(request.access.tenant, record.id, record.version)
      // the record beside the document changes, too: by a publication
      if (unchanged(request, reply, `${tagOf(record.version, sha256)}${record.published === null ? '' : `-${record.published}`}`)) return reply
      return sendPacked(reply, document, { head: { ...showPlan(record), sha256 }, member: 'plan' })
    },
  )

  app.get(
    '/v1/plans/:plan/document',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'The newest version’s document alone',
        params,
        headers: etagHeaders,
        response: answers({ 200: planSchema, 304: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { version, sha256, document } = await documents.plan(request.access.tenant, request.params.plan)
      if (unchanged(request, reply, tagOf(version, sha256))) return reply
      return sendPacked(reply, document)
    },
  )

  app.put(
    '/v1/plans/:plan',
    {
      config,
      bodyLimit,
      schema: {
        tags,
        summary: 'Add a version: a whole plan',
        params,
        headers: writeHeaders,
        body: planSchema,
        response: answers({ 201: admittedSchema }, 'invalid-json', 'too-large', 'media-type', 'invalid-plan', 'not-found', 'newer-version'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const plan = await findPlan(db, tenant, request.params.plan)
      if (!plan) throw noPlan()
      const seen = await seenVersion(request, plan.id, plan.version)
      return add(request, reply, plan.id, valid(await clerk.run('admit', incoming(request))), seen)
    },
  )

  const patchRoute = {
    config,
    bodyLimit,
    schema: {
      tags,
      summary: 'Add a version: a JSON Merge Patch (RFC 7396) on the newest one',
      consumes: ['application/merge-patch+json', 'application/json'],
      params,
      headers: writeHeaders,
      body: z.record(z.string(), z.unknown()).meta({ examples: [{ name: '2026 秋' }] }),
      response: answers({ 201: admittedSchema }, 'invalid-json', 'too-large', 'media-type', 'invalid-plan', 'not-found', 'newer-version'),
    },
  } as const

  app.patch('/v1/plans/:plan', patchRoute, async (request, reply) => {
    const newest = await documents.plan(request.access.tenant, request.params.plan)
    await seenVersion(request, request.params.plan, newest.version)
    const admitted = valid(await clerk.run('patch', { plan: newest, ...incoming(request) }))
    // a patch is a change of what was read: always against that very version
    return add(request, reply, request.params.plan, admitted, newest.version)
  })

  app.patch(
    '/v1/plans/:plan/versions/:version',
    { ...patchRoute, schema: { ...patchRoute.schema, summary: 'Add a version: a JSON Merge Patch on the version named', params: versionParams } },
    async (request, reply) => {
      const base = await documents.plan(request.access.tenant, request.params.plan, request.params.version)
      const seen = request.headers['if-match'] === undefined ? undefined : await seenVersion(request, request.params.plan)
      return add(request, reply, request.params.plan, valid(await clerk.run('patch', { plan: base, ...incoming(request) })), seen)
    },
  )

  app.get(
    '/v1/plans/:plan/versions',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List versions, newest first',
        params,
        headers: commonHeaders,
        response: answers({ 200: listOf(versionRecordSchema) }, 'not-found'),
      },
    },
    async (request) => {
      const versions = await listVersions(db, request.access.tenant, request.params.plan)
      if (versions.length === 0) throw noPlan()
      return { items: versions.map((v) => ({ ...v, summary: v.summary as Record<string, string | number>, createdAt: v.createdAt.toISOString() })) }
    },
  )

  app.get(
    '/v1/plans/:plan/versions/:version',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'One version',
        params: versionParams,
        headers: etagHeaders,
        response: answers({ 200: wholeVersion, 304: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { version, sha256, document } = await documents.plan(request.access.tenant, request.params.plan, request.params.version)
      if (unchanged(request, reply, tagOf(version, sha256))) return reply
      return sendPacked(reply, document, { head: { id: request.params.plan, version, sha256 }, member: 'plan' })
    },
  )

  app.delete(
    '/v1/plans/:plan',
    {
      config: { scope: 'plan' },
      schema: {
        tags,
        summary: 'Delete a plan with its versions, solves and timetables',
        params,
        headers: commonHeaders,
        response: answers({ 204: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { plan } = request.params
      const deleted = await change(
        request,
        (tx) => deletePlan(tx, request.access.tenant, plan),
        (found) => (found ? { action: 'plan.delete', subject: plan } : undefined),
      )
      if (!deleted) throw noPlan()
      documents.clear()
      return reply.code(204).send()
    },
  )

  async function add(request: FastifyRequest, reply: FastifyReply, plan: string, admitted: Admitted, seen: number | undefined) {
    const version = await change(
      request,
      (tx) => addVersion(tx, request.access.tenant, plan, named(admitted.name), stored(admitted), seen),
      (made) => (typeof made === 'number' ? { action: 'plan.version', subject: plan, detail: { version: made, sha256: admitted.sha256 } } : undefined),
    )
    if (version === undefined) throw noPlan()
    if (version === 'stale') throw new Problem('newer-version')
    reply.header('location', `/v1/plans/${plan}/versions/${version}`)
    return answer(request, reply, plan, version, admitted)
  }

  /** @returns the newest version, when If-Match names it; undefined without one @throws when it names another */
  async function seenVersion(request: FastifyRequest, plan: string, newest?: number): Promise<number | undefined> {
    const match = request.headers['if-match']
    if (match === undefined || match === '*') return undefined
    const stored = await readPlan(db, request.access.tenant, plan, newest)
    if (!stored) throw noPlan()
    // with or without what was published: a write is about the version
    const newestTag = tagOf(stored.version, stored.sha256)
    if (!match.split(',').some((tag) => tag.trim() === `"${newestTag}"` || tag.trim().startsWith(`"${newestTag}-`))) throw new Problem('newer-version')
    return stored.version
  }
}

type Admitted = Exclude<Admission, Refusal>

/** @throws a problem with every fault */
function valid(admission: Admission): Admitted {
  if ('faults' in admission) throw new Problem(admission.notJson ? 'invalid-json' : 'invalid-plan', { faults: admission.faults })
  return admission
}

// PostgreSQL's text holds no NUL
const named = (name: string) => name.replaceAll('\0', '')
const tagOf = (version: number, sha256: string) => `${version}-${sha256.slice(0, 32)}`
const stored = ({ document, sha256, bytes, summary }: Admitted): NewVersion => ({ document: Buffer.from(document), sha256, bytes, summary })

function answer(request: FastifyRequest, reply: FastifyReply, id: string, version: number, { name, sha256, summary, findings }: Admitted) {
  const language = speak(request, reply)
  reply.header('etag', `"${tagOf(version, sha256)}"`)
  return reply.code(201).send({ id, version, name: named(name), sha256, summary, findings: inLanguage(findings, language) } as never)
}
