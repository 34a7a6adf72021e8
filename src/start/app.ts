import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { closedPage, page } from './page.ts'
import type { Language, Show } from './show.ts'

/** of the service: these need no key, and are no part of its reference */
const open = { config: { scope: 'public' as const }, schema: { hide: true } as object }

/** @returns the language of a request's Accept-Language header */
type LanguageOf = (header: string | undefined) => Language

/** Adds the page at `/` and the example's documents to an app. The query says whose week is shown: `?class=c1-1`, `?staff=t01`, `?room=R1`. */
export function addStartPage(app: FastifyInstance, show: () => Show, plan: object, languageOf: LanguageOf): void {
  app.get('/', open, (request: FastifyRequest<{ Querystring: Record<string, string | undefined> }>, reply: FastifyReply) =>
    html(reply, page(show(), languageOf(request.headers['accept-language']), request.query)),
  )
  app.get('/example/plan', open, (_request, reply: FastifyReply) => reply.send(plan))
  app.get('/example/timetable', open, (_request, reply: FastifyReply) => {
    const { state, found, error } = show()
    if (found) return reply.send(found.timetable)
    return state === 'failed'
      ? reply.code(500).send({ state, message: error ?? 'the search ended without a timetable' })
      : reply.code(503).header('Retry-After', '1').send({ state, message: 'the example is still being solved' })
  })
}

/** Adds the page at `/` of an installation that asks for keys: it says so. */
export function addClosedPage(app: FastifyInstance, languageOf: LanguageOf): void {
  app.get('/', open, (request, reply: FastifyReply) => html(reply, closedPage(languageOf(request.headers['accept-language']))))
}

const html = (reply: FastifyReply, text: string) => reply.type('text/html; charset=utf-8').header('vary', 'Accept-Language').send(text)
