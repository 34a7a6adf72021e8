import { z } from 'zod'
import type { App, Service } from '../app.ts'

/** Whether the process lives, and whether it can answer. */
export function addHealth(app: App, { store, version }: Service): void {
  const config = { scope: 'public' } as const
  const tags = ['running it']
  const ok = z.object({ status: z.literal('ok'), version: z.string() })
  app.get('/healthz', { config, schema: { tags, summary: 'The process lives', response: { 200: ok } } }, async () => ({ status: 'ok' as const, version }))
  app.get(
    '/readyz',
    {
      config,
      schema: { tags, summary: 'The database answers', response: { 200: ok, 503: z.object({ status: z.literal('unavailable'), version: z.string() }) } },
    },
    async (_request, reply) => {
      try {
        await Promise.race([store.ping(), new Promise((_, reject) => setTimeout(reject, 2000).unref())])
        return { status: 'ok' as const, version }
      } catch {
        return reply.code(503).header('retry-after', 5).send({ status: 'unavailable', version })
      }
    },
  )
}
