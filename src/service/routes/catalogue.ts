import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App, Service } from '../app.ts'
import { answers, catalogueSchema, commonHeaders, documentId, listOf } from '../contract.ts'
import { inLanguage } from '../language.ts'
import { notFound } from '../problems.ts'
import { sendJson, speak } from './replies.ts'

const tags = ['start here']

/** What researchers and programmers need to start: the rows of the objective, the policies, example plans, generated schools. */
export function addCatalogue(app: App, { domain, clerk }: Service): void {
  const loose = z.looseObject({ id: z.string(), title: z.string() })
  const send = (request: FastifyRequest, reply: FastifyReply, value: unknown) => reply.send(inLanguage(value, speak(request, reply)) as never)
  const config = { scope: 'read' } as const
  const rows = domain.catalogue.map((row) => ({ ...row, titles: { en: row.title.en, 'zh-CN': row.title.zh } }))

  app.get(
    '/v1/constraints',
    {
      config,
      schema: {
        tags,
        summary: 'The rows of the objective: level, default weight, clause',
        headers: commonHeaders,
        response: answers({ 200: listOf(catalogueSchema) }),
      },
    },
    async (request, reply) => send(request, reply, { items: rows }),
  )

  app.get(
    '/v1/constraints/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One row of the objective',
        params: z.object({ id: documentId }),
        headers: commonHeaders,
        response: answers({ 200: catalogueSchema }, 'not-found'),
      },
    },
    async (request, reply) => {
      const row = rows.find((r) => r.id === request.params.id)
      if (!row) throw notFound({ en: 'no such constraint', zh: '没有这条规则' })
      return send(request, reply, row)
    },
  )

  app.get(
    '/v1/policies',
    { config, schema: { tags, summary: 'The policy packs', headers: commonHeaders, response: answers({ 200: listOf(loose) }) } },
    async (request, reply) => send(request, reply, { items: domain.policies }),
  )

  app.get(
    '/v1/policies/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One policy pack: every value with its clause',
        params: z.object({ id: documentId }),
        headers: commonHeaders,
        response: answers({ 200: loose }, 'not-found'),
      },
    },
    async (request, reply) => {
      const pack = domain.policies.find((p) => p.id === request.params.id)
      if (!pack) throw notFound({ en: 'no such policy', zh: '没有这个政策包' })
      return send(request, reply, pack)
    },
  )

  app.get(
    '/v1/examples',
    { config, schema: { tags, summary: 'Example plans', headers: commonHeaders, response: answers({ 200: listOf(loose) }) } },
    async (request, reply) => send(request, reply, { items: domain.examples.map(({ id, title }) => ({ id, title })) }),
  )

  app.get(
    '/v1/examples/:id',
    {
      config,
      schema: {
        tags,
        summary: 'An example plan, ready to POST',
        params: z.object({ id: documentId }),
        headers: commonHeaders,
        response: answers({ 200: domain.planSchema }, 'not-found'),
      },
    },
    async (request, reply) => {
      const example = domain.examples.find((e) => e.id === request.params.id)
      if (!example) throw notFound({ en: 'no such example', zh: '没有这个示例' })
      return sendJson(reply, JSON.stringify(domain.planSchema.parse(example.plan)))
    },
  )

  app.get(
    '/v1/schools/:school',
    {
      config,
      schema: {
        tags,
        summary: 'A generated school’s plan: the same name, seed and tier give the same plan',
        params: z.object({ school: z.enum(['village', 'town', 'city', 'campus']).describe('150, 1,000, 3,200 or 4,500 students') }),
        querystring: z.object({
          seed: z.coerce.number().int().min(0).max(2_147_483_647).default(1).describe('another seed, another school'),
          tier: z.enum(['normal', 'tight', 'over']).default('normal').describe('staff enough, just enough, or too few'),
        }),
        headers: commonHeaders,
        response: answers({ 200: domain.planSchema }),
      },
    },
    async (request, reply) => sendJson(reply, await clerk.run('generate', { school: request.params.school, ...request.query })),
  )
}
