import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from './problems.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** SHA-256 of the body as it came, where the request has an idempotency key */
    digest: string | undefined
  }
}

/**
 * JSON bodies: bytes for documents, parsed for everything else. A large one is put together and hashed as its pieces arrive,
 * so that no other request waits until 20 MB are copied at once.
 */
export function addBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.decorateRequest('digest')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/json', 'application/merge-patch+json'], async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
    const limit = Math.min(request.routeOptions.bodyLimit ?? Number.POSITIVE_INFINITY, request.access?.limits.bodyBytes ?? Number.POSITIVE_INFINITY)
    const hash = request.headers['idempotency-key'] === undefined ? undefined : createHash('sha256')
    const body = await collect(payload, Number(request.headers['content-length'] ?? Number.NaN), limit, hash)
    request.digest = hash?.digest('hex')
    if (request.routeOptions.config.document) return body
    return new Promise((resolve, reject) => parse(request, body.toString(), (error, value) => (error ? reject(error) : resolve(value))))
  })
}

/** a body that is too large is read on and dropped, up to so many bytes: who sends it all before reading gets the refusal, not a broken connection */
const patienceBytes = 100_000_000

/** @param length of the body in bytes, as its head says; NaN when it does not */
function collect(payload: NodeJS.ReadableStream, length: number, limit: number, hash: ReturnType<typeof createHash> | undefined): Promise<Buffer> {
  if (length > patienceBytes) throw new Problem('too-large')
  return new Promise((resolve, reject) => {
    // the whole is there from the start where its length is known: nothing is copied twice
    const whole = length <= limit ? Buffer.allocUnsafeSlow(length) : undefined
    const pieces: Buffer[] = []
    let received = 0
    payload.on('data', (piece: Buffer) => {
      received += piece.length
      if (received > limit) {
        pieces.length = 0
        if (received > patienceBytes) reject(new Problem('too-large'))
        return
      }
      hash?.update(piece)
      if (whole) piece.copy(whole, received - piece.length)
      else pieces.push(piece)
    })
    payload.on('end', () => (received > limit ? reject(new Problem('too-large')) : resolve(whole ?? Buffer.concat(pieces))))
    // the sender has gone before the end: nobody reads this
    const broken = () => reject(new Problem('invalid-request'))
    payload.on('error', broken).on('close', broken)
  })
}
