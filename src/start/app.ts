import Fastify, { type FastifyInstance } from 'fastify'
import { page } from './page.ts'
import type { Show } from './show.ts'

/** Builds the app; nobody listens yet, so that tests can inject requests. */
export function startApp(show: () => Show, plan: object): FastifyInstance {
  const app = Fastify()
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', () => ({ status: 'ok', example: show().state }))
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page(show())))
  app.get('/example/plan', () => plan)
  app.get('/example/timetable', (_request, reply) => {
    const { state, found } = show()
    if (found) return reply.send(found.timetable)
    return state === 'failed'
      ? reply.code(500).send({ state, message: 'the search ended without a timetable; the log says why' })
      : reply.code(503).header('Retry-After', '1').send({ state, message: 'the example is still being solved' })
  })
  return app
}
