import { z } from 'zod'
import type { App, Service } from '../app.ts'
import { answers, commonHeaders, documentId, etagHeaders, timetableId } from '../contract.ts'
import { notFound, Problem } from '../problems.ts'
import { sendJson, speak, unchanged } from './replies.ts'

const tags = ['timetables']

/** What one class, person, room or date has of a timetable, and what differs between two. */
export function addViews(app: App, { clerk, documents, domain }: Service): void {
  const params = z.object({ timetable: timetableId })
  const by = z.enum(domain.views as [string, ...string[]])

  app.get(
    '/v1/timetables/:timetable/views/:by/:id',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: `A view of a timetable, by ${domain.views.join(', ')}`,
        params: params.extend({ by, id: documentId }),
        headers: etagHeaders,
        response: answers({ 200: z.looseObject({}), 304: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { by, id } = request.params
      const { plan, timetable } = await documents.timetable(request.access.tenant, request.params.timetable)
      const language = speak(request, reply)
      const documentsShown = `${timetable.sha256.slice(0, 32)}-${plan.sha256.slice(0, 16)}`
      if (unchanged(request, reply, `${documentsShown}-${by}-${Buffer.from(id).toString('base64url')}-${language}`)) return reply
      const view = await documents.answer(JSON.stringify(['view', request.access.tenant, documentsShown, by, id, language]), async () => {
        const made = await clerk.run('view', { plan, timetable, by, id, language })
        if (!made) throw notFound({ en: `the plan has no ${by} of this id`, zh: '方案中没有这个编号' })
        return made
      })
      return sendJson(reply, view)
    },
  )

  app.get(
    '/v1/timetables/:timetable/comparison',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'What differs from one timetable to another of the same plan version',
        params,
        querystring: z.object({ with: timetableId }),
        headers: commonHeaders,
        response: answers({ 200: z.looseObject({}) }, 'not-found', 'different-plans'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const before = await documents.timetable(tenant, request.params.timetable)
      const after = await documents.timetable(tenant, request.query.with)
      if (before.record.plan !== after.record.plan || before.record.planVersion !== after.record.planVersion) throw new Problem('different-plans')
      return sendJson(
        reply,
        await clerk.run('compare', { plan: before.plan, before: before.timetable, after: after.timetable, language: speak(request, reply) }),
      )
    },
  )
}
