import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { jsonFault } from './json-fault.ts'
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
    const text = decoded(body)
    return new Promise((resolve, reject) => parse(request, text, (error, value) => (error ? reject(unreadable(error, text)) : resolve(value))))
  })
}

/** Other encodings are refused: letters that cannot be read would be replaced without a word, and be published. */
function decoded(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new Problem('invalid-json', { detail: { en: 'the body is not encoded in UTF-8', zh: '请求体不是 UTF-8 编码' } })
  }
}

/** @returns the parser's refusal with the place, which the framework leaves out; what is JSON has a key that is refused */
function unreadable(error: Error, text: string): Error {
  if (text === '') return error
  try {
    JSON.parse(text)
  } catch (fault) {
    return new Problem('invalid-json', { detail: jsonFault(fault instanceof Error ? fault.message : String(fault)) })
  }
  return new Problem('invalid-request', {
    detail: {
      en: 'the body has a key `__proto__` or `constructor.prototype`, which is refused',
      zh: '请求体含有不允许的键 __proto__ 或 constructor.prototype',
    },
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
