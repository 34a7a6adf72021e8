import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PlanRecord } from '../../store/plans.ts'
import type { TimetableRecord } from '../../store/timetables.ts'
import { gapOf } from '../bounds.ts'
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
  const open = JSON.stringify(head)
  return Buffer.concat([Buffer.from(`${open.slice(0, -1)}${open === '{}' ? '' : ','}${JSON.stringify(member)}:`), json, Buffer.from('}')])
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
  gap: t.bound && gapOf(t, t.bound),
  createdAt: t.createdAt.toISOString(),
  publishedBy: t.publishedBy,
  publishedAt: t.publishedAt?.toISOString() ?? null,
})
