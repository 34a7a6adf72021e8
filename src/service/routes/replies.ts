import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { gapsOf } from '../../solve/gap.ts'
import { unpack } from '../../store/pack.ts'
import type { PlanRecord } from '../../store/plans.ts'
import type { TimetableRecord } from '../../store/timetables.ts'
import { contentLanguage, type Language, languageOf } from '../language.ts'

/** @returns the language to answer in, told in the answer's head */
export function speak(request: FastifyRequest, reply: FastifyReply): Language {
  const language = languageOf(request.headers['accept-language'])
  reply.header('content-language', contentLanguage[language])
  return language
}

/** Sends bytes of JSON as they are. */
export const sendJson = (reply: FastifyReply, json: Uint8Array | string): never =>
  reply
    .header('content-type', 'application/json; charset=utf-8')
    .send(typeof json === 'string' ? json : Buffer.from(json.buffer, json.byteOffset, json.byteLength)) as never

/** @returns the document that a request brings, for the clerk */
export const incoming = (request: FastifyRequest) => ({ json: request.body as Buffer, language: languageOf(request.headers['accept-language']) })

/** compressed bytes from which on a document is sent piece by piece: no other answer waits until all of it is unpacked and put together */
const streamedBytes = 300_000
const pieceBytes = 256_000

/** Sends a stored document, alone or as a member of an object. */
export async function sendPacked(reply: FastifyReply, document: Uint8Array, around?: { readonly head: object; readonly member: string }): Promise<never> {
  if (document.length < streamedBytes) {
    const json = await unpack(document)
    return sendJson(reply, around ? joined(around.head, around.member, json) : json)
  }
  const [before, after] = around ? sidesOf(around.head, around.member) : ['', '']
  async function* pieces() {
    yield Buffer.from(before)
    yield* Readable.from([document]).pipe(createGunzip({ chunkSize: pieceBytes }))
    yield Buffer.from(after)
  }
  return reply.header('content-type', 'application/json; charset=utf-8').send(Readable.from(pieces(), { objectMode: false }) as never) as never
}

/** Sets the ETag. @returns whether the asker has it already: then the answer is an empty 304 */
export function unchanged(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  const etag = `"${tag}"`
  reply.header('etag', etag)
  const known = request.headers['if-none-match']
  if (typeof known !== 'string' || !known.split(',').some((k) => k.trim().replace(/^W\//, '') === etag || k.trim() === '*')) return false
  reply.code(304).send()
  return true
}

/** @returns JSON of an object with one member more, whose JSON is at hand */
export const joined = (head: object, member: string, json: Uint8Array): Buffer => {
  const [before, after] = sidesOf(head, member)
  return Buffer.concat([Buffer.from(before), json, Buffer.from(after)])
}

/** @returns the text before and after the member's JSON */
function sidesOf(head: object, member: string): [string, string] {
  const open = JSON.stringify(head)
  return [`${open.slice(0, -1)}${open === '{}' ? '' : ','}${JSON.stringify(member)}:`, '}']
}

export const showPlan = (plan: PlanRecord) => ({
  id: plan.id,
  name: plan.name,
  version: plan.version,
  published: plan.published,
  createdAt: plan.createdAt.toISOString(),
  updatedAt: plan.updatedAt.toISOString(),
})

export const showTimetable = (t: TimetableRecord) => ({
  id: t.id,
  plan: t.plan,
  planVersion: t.planVersion,
  solve: t.solve,
  score: { hard: t.hard, medium: t.medium, soft: t.soft },
  bound: t.bound,
  ...gapsOf(t, t.bound),
  createdAt: t.createdAt.toISOString(),
  publishedBy: t.publishedBy,
  publishedAt: t.publishedAt?.toISOString() ?? null,
})
