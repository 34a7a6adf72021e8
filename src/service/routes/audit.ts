import { z } from 'zod'
import { listChanges } from '../../store/audit.ts'
import type { App, Service } from '../app.ts'
import { answers, commonHeaders, listOf } from '../contract.ts'

/** Who changed what. */
export function addAudit(app: App, { store }: Service): void {
  const change = z.object({
    id: z.number().int(),
    at: z.iso.datetime(),
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    detail: z.looseObject({}),
    request: z.string().nullable(),
  })
  app.get(
    '/v1/audit',
    {
      config: { scope: 'admin' },
      schema: {
        tags: ['running it'],
        summary: 'Every change, newest first',
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(200).default(50).describe('items of a page'),
          before: z.coerce.number().int().min(1).max(2_147_483_647).optional().describe('id of a change, such as `next` of the page before: older ones only'),
        }),
        headers: commonHeaders,
        response: answers({ 200: listOf(change) }),
      },
    },
    async (request) => {
      const { limit, before } = request.query
      const { items, next } = await listChanges(store.db, request.access.tenant, limit, before)
      return { ...(next !== undefined && { next }), items: items.map((c) => ({ ...c, at: c.at.toISOString(), detail: { ...c.detail } })) }
    },
  )
}
