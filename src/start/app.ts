import type { FastifyInstance, FastifyReply } from 'fastify'
import { page } from './page.ts'
import type { Show } from './show.ts'

/** Adds the page at `/` and the example's documents to an app. */
export function addStartPage(app: FastifyInstance, show: () => Show, plan: object): void {
  // of the service: these need no key, and are no part of its reference
  const open = { config: { scope: 'public' as const }, schema: { hide: true } as object }
  app.get('/', open, (_request, reply: FastifyReply) => reply.type('text/html; charset=utf-8').send(page(show())))
  app.get('/example/plan', open, (_request, reply: FastifyReply) => reply.send(plan))
  app.get('/example/timetable', open, (_request, reply: FastifyReply) => {
    const { state, found } = show()
    if (found) return reply.send(found.timetable)
    return state === 'failed'
      ? reply.code(500).send({ state, message: 'the search ended without a timetable; the log says why' })
      : reply.code(503).header('Retry-After', '1').send({ state, message: 'the example is still being solved' })
  })
}
