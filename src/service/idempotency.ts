import type { FastifyInstance, FastifyRequest } from 'fastify'
import { claim, forget, keepAnswer } from '../store/idempotency.ts'
import { sha256 } from '../store/ids.ts'
import type { Store } from '../store/open.ts'
import { Problem } from './problems.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** set while this request holds an idempotency key */
    holdsKey: string | undefined
    /** since when it has been held, by this request or one before it of which nobody heard */
    keySince: Date | undefined
  }
}

const kept = ['content-type', 'location', 'etag', 'content-language']

/** @returns the seed of ids made by this request: the same for a repeated one, even if the first answer was lost; another one for a key that is used again once its answer is forgotten */
export const seedOf = (request: FastifyRequest): string | undefined => {
  const key = request.headers['idempotency-key']
  return typeof key === 'string' ? [request.access.tenant, request.url, key, request.digest ?? '', request.keySince?.toISOString() ?? ''].join('\n') : undefined
}

/** A POST with an Idempotency-Key is done once: its answer is kept for a day and given again. */
export function addIdempotency(app: FastifyInstance, store: Store): void {
  app.decorateRequest('holdsKey')
  app.decorateRequest('keySince')

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof key !== 'string') return
    const fingerprint = sha256(`${request.url}\n${request.digest ?? sha256('')}`)
    const answer = await claim(store.db, request.access.tenant, key, fingerprint)
    if (answer === 'busy') throw new Problem('request-in-progress', { retryAfterSeconds: 1 })
    if (answer === 'other') throw new Problem('key-reused')
    if ('since' in answer) {
      request.holdsKey = key
      request.keySince = answer.since
      return
    }
    return reply.code(answer.status).headers(answer.headers).header('idempotent-replay', 'true').send(answer.body)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const key = request.holdsKey
    if (key === undefined) return payload
    request.holdsKey = undefined
    const { tenant } = request.access
    const body = typeof payload === 'string' || Buffer.isBuffer(payload) ? Buffer.from(payload) : undefined
    // a key that cannot be given back, with the database away, is free again after two minutes
    if (reply.statusCode >= 500 || body === undefined)
      await forget(store.db, tenant, key).catch((err: unknown) => request.log.warn({ err }, 'an idempotency key is not given back'))
    else {
      const headers = Object.fromEntries(kept.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])))
      await keepAnswer(store.db, tenant, key, { status: reply.statusCode, headers, body })
    }
    return payload
  })
}
