import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseLost, isPassing } from '../store/lost.ts'
import { BadCursor } from '../store/page.ts'
import { jsonFault } from './json-fault.ts'
import { contentLanguage, inLanguage, languageOf } from './language.ts'
import { Problem, type ProblemCode } from './problems.ts'
import { joined } from './routes/replies.ts'
import { RequestFaults } from './validation.ts'

const known: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-json',
}

/** what the web framework refuses by itself */
const chinese: Record<string, string> = {
  FST_ERR_BAD_URL: '网址无效',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: '请求体长度与请求头不符',
}

function problemOf(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof BadCursor) return new Problem('invalid-cursor')
  if (error instanceof RequestFaults) return new Problem('invalid-request', { errors: error.faults() })
  if (isDatabaseLost(error)) return new Problem('unavailable', { retryAfterSeconds: 5 })
  // two requests that met: what this one refers to has been deleted meanwhile, or it has to begin again
  if ((error as { code?: string }).code === '23503') return new Problem('not-found')
  if (isPassing(error)) return new Problem('unavailable', { retryAfterSeconds: 1 })
  const { code, statusCode } = error as FastifyError
  if (code in known) return new Problem(known[code])
  if (statusCode === 429) return new Problem('too-many-requests')
  if (statusCode === 413) return new Problem('too-large')
  if (statusCode === 503) return new Problem('unavailable', { retryAfterSeconds: 5 })
  if (error instanceof SyntaxError && statusCode === 400) return new Problem('invalid-json', { detail: jsonFault(error.message) })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Problem('invalid-request', { detail: { en: error.message, zh: chinese[code] ?? '请求无法处理' } })
  return new Problem('internal-error')
}

/** Answers with a problem document, in the asker's language. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const { kind, details } = problem
  const language = languageOf(request.headers['accept-language'])
  if (details.retryAfterSeconds !== undefined) reply.header('retry-after', details.retryAfterSeconds)
  const document = {
    type: `urn:afterbell:problem:${kind.code}`,
    title: kind.title[language],
    status: kind.status,
    code: kind.code,
    detail: details.detail?.[language],
    instance: request.url.split('?')[0],
    request: request.id,
    errors: details.errors && inLanguage(details.errors, language),
  }
  return reply
    .code(kind.status)
    .headers(details.headers ?? {})
    .header('content-type', 'application/problem+json')
    .header('content-language', contentLanguage[language])
    .send(details.faults ? joined(document, 'errors', details.faults) : JSON.stringify(document))
}

/** Every error becomes a problem document; what a path does not offer is told from what does not exist. */
export function addErrors(app: FastifyInstance): void {
  const routes: { pattern: RegExp; method: string }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`)
    for (const each of [method].flat()) routes.push({ pattern, method: each })
  })
  const absent = (request: FastifyRequest) => {
    const path = request.url.split('?')[0]!
    const methods = routes.filter((r) => r.pattern.test(path)).map((r) => r.method)
    return methods.length > 0 ? new Problem('method-not-allowed', { headers: { allow: [...new Set(methods)].sort().join(', ') } }) : new Problem('not-found')
  }
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, absent(request)))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // whatever is wrong with a request to what does not exist: that is what its sender should know
    const problem = request.is404 ? absent(request) : problemOf(error)
    if (problem.kind.status === 500) request.log.error({ err: error }, 'a request failed')
    else if (problem.kind.status === 503) request.log.warn({ reason: error.message }, 'a request was turned away')
    if (reply.raw.headersSent) return reply.raw.destroy()
    return sendProblem(request, reply, problem)
  })
}
