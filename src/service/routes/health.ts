import { z } from 'zod'
import { countOpen } from '../../store/solves.ts'
import { localTenant } from '../../store/tenants.ts'
import type { App, Service } from '../app.ts'
import { answers } from '../contract.ts'
import { Problem } from '../problems.ts'

/** Whether the process lives, and whether it can answer. */
export function addHealth(app: App, { store, clerk, metrics, version }: Service): void {
  const config = { scope: 'public' } as const
  const tags = ['running it']
  const ok = z.object({ status: z.literal('ok'), version: z.string() })
  app.get('/healthz', { config, schema: { tags, summary: 'The process lives', security: [], response: { 200: ok } } }, async () => ({
    status: 'ok' as const,
    version,
  }))
  app.get(
    '/readyz',
    {
      config,
      schema: {
        tags,
        summary: 'The database answers',
        security: [],
        response: { 200: ok, 503: z.object({ status: z.literal('unavailable'), version: z.string() }) },
      },
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

  app.get(
    '/metrics',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'What the process has done, for Prometheus',
        response: answers({ 200: { description: 'text', content: { 'text/plain': { schema: z.string() } } } }),
      },
    },
    async (request, reply) => {
      // figures of all tenants: for whoever runs the service
      if (request.access.tenant !== localTenant) throw new Problem('scope-required')
      const { queued, running } = await countOpen(store.db)
      const text = metrics.text({
        afterbell_solves_queued: { help: 'solves that wait', value: queued },
        afterbell_solves_running: { help: 'solves that run, in all processes', value: running },
        afterbell_clerk_waiting: { help: 'documents that wait for a thread', value: clerk.waiting() },
      })
      return reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(text as never)
    },
  )
}
