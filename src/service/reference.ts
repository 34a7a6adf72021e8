import swagger from '@fastify/swagger'
import reference from '@scalar/fastify-api-reference'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from './app.ts'

const introduction = `Plans in, timetables out: after-school service timetables over HTTP.

1. \`GET /v1/examples/luoyang\` or \`GET /v1/schools/town?seed=7\` gives a plan. \`POST /v1/plans\` takes it; every fault is listed at once.
2. \`POST /v1/plans/{plan}/solves\` with \`{"limits":{"timeSeconds":30}}\` is answered with 202 and a \`Location\`; \`GET …/events\` tells live how far it is.
3. \`GET /v1/solves/{solve}\` names the timetable once it has ended: its document, its report row by row, its views, its publication.

Costs are whole numbers by level, hard, medium, soft, compared in this order; lower is better, hard 0 breaks no rule. Dates are ISO and inclusive, clock times local to the plan’s timezone, moments UTC.
Texts come in English or Chinese by \`Accept-Language\` (\`en\`, \`zh-CN\`). Problems are RFC 9457 documents with a \`code\` for programs. Every \`POST\` takes an \`Idempotency-Key\`: it is then done once, and answered again for a day.
After a 429 or 503, try again when \`Retry-After\` says.`

/** The OpenAPI document, made from the contract, and its page. */
export async function addReference(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Afterbell',
        version,
        description: introduction,
      },
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer', description: 'an API key; none is needed on an embedded, loopback installation without keys' },
        },
      },
      security: [{ key: [] }],
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: (all) => describeAnswers(jsonSchemaTransformObject(all) as unknown as Reference) as never,
  })
  app.addHook('onRoute', (route) => {
    // pages of the reference need no key
    if (route.url.startsWith('/docs')) route.config = { ...route.config, scope: 'public' }
  })
  app.get('/openapi.json', { schema: { hide: true } as never, config: { scope: 'public' } }, async (_request: FastifyRequest, reply: FastifyReply) =>
    reply.send(app.swagger()),
  )
  await app.register(async (page) => {
    page.addHook('onSend', async (_request, reply, payload) => {
      reply.header('content-security-policy', ownAlone)
      return payload
    })
    await page.register(reference as never, { routePrefix: '/docs', configuration } as never)
  })
}

/** the page shows this service, and calls nobody else: what its maker offers beside is off */
const configuration = {
  url: '/openapi.json',
  title: 'Afterbell API',
  pageTitle: 'Afterbell API',
  showDeveloperTools: 'never',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
}
/** the browser holds the page to it, whatever a later version of it would like to fetch */
const ownAlone = "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"

type Headers = Record<string, { description: string; schema: { type: string } }>
interface Answer {
  description: string
  headers?: Headers
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly responses?: Record<string, Answer>
}
interface Reference {
  readonly paths?: Record<string, Record<string, Operation>>
}

/** what a status means where the route says nothing more */
const meanings: Record<string, string> = {
  200: 'what was asked for',
  201: 'made; `Location` says where it is',
  202: 'taken on; `Location` says where to look',
  204: 'done; there is nothing to say',
  304: 'as the asker has it',
  503: 'not now',
}

const header = (description: string, type = 'string') => ({ description, schema: { type } })

/** Says of every answer what it means, and which headers it has. */
function describeAnswers(document: Reference): Reference {
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))) {
    const tagged = operation.parameters?.some(({ name }) => name === 'if-none-match' || name === 'if-match') ?? false
    for (const [status, answer] of Object.entries(operation.responses ?? {})) {
      if (answer.description === 'Default Response') answer.description = meanings[status] ?? answer.description
      answer.headers = {
        'Request-Id': header('the request’s id, as in the logs and the audit log'),
        ...(['201', '202'].includes(status) && { Location: header('path of what was made or taken on') }),
        ...(tagged &&
          ['200', '201', '304'].includes(status) && {
            ETag: header('fingerprint of the answer, for `If-None-Match`; of a plan’s newest version, for `If-Match`'),
          }),
        ...(['429', '503'].includes(status) && { 'Retry-After': header('seconds to wait', 'integer') }),
      }
    }
  }
  return document
}
