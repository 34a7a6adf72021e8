import { z } from 'zod'
import { planSchema } from '../plan.ts'
import { timetableParts } from '../timetable.ts'

/** The questions and answers of this folder as schemas, for whoever sends them over a wire. */

const id = planSchema.shape.id
const number = z.number().int().min(1)
const whole = z.number().int()
const text = z.strictObject({ en: z.string(), zh: z.string() })
const limit = z.number().int().min(1).max(200).optional()

export const postRefSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('section'), season: id, activity: id, number, slot: id, role: z.enum(['lead', 'assistant']) }),
    z.strictObject({ kind: z.literal('care'), season: id, host: id, slot: id }),
    z.strictObject({ kind: z.literal('duty'), season: id, site: id, block: id }),
    z.strictObject({ kind: z.literal('general'), season: id, duty: id, slot: id }),
  ])
  .describe('a post of a timetable, without its people')

export const priceChangeSchema = z
  .strictObject({ hard: whole, medium: whole, soft: whole, rows: z.record(z.string(), whole) })
  .describe('what the timetable costs more, by level and by row: exactly check(after) − check(before)')

export const substitutesQuery = z.strictObject({ posts: z.array(postRefSchema).min(1).max(50), instead: id.optional(), limit })
export const sectionPlacesQuery = z.strictObject({ activity: id, number, slot: id, limit })
export const clubPlacesQuery = z.strictObject({ student: id })

export const wishSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('seat'), staff: id, post: postRefSchema }),
    z.strictObject({ kind: z.literal('student'), student: id, activity: id, number }),
    z.strictObject({ kind: z.literal('session'), activity: id, number, slot: id, room: id }),
  ])
  .describe('what somebody would like to be so: a person at a post, a student in a section, a session at a slot and in a room')
export type Wish = z.output<typeof wishSchema>

export const assignmentSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('seat'), staff: id, post: postRefSchema }),
    z.strictObject({ kind: z.literal('student'), student: id, activity: id, number }),
    z.strictObject({ kind: z.literal('session'), activity: id, number, slot: id }),
    z.strictObject({ kind: z.literal('care'), class: id, slot: id }),
  ])
  .describe('what the timetable says: a person at a post, a student in a section, a session of a section, a class in care at a slot')
export type Assignment = z.output<typeof assignmentSchema>

const day = z.array(z.strictObject({ start: z.string(), end: z.string(), post: postRefSchema.optional() }))
const load = z.strictObject({ sessions: whole, fairShare: whole.optional(), limit: whole, term: whole })
export const substitutesAnswer = z.array(z.strictObject({ staff: id, takes: z.array(postRefSchema), change: priceChangeSchema, day, load }))
export const sectionPlacesAnswer = z.array(z.strictObject({ slot: id, room: id, losing: z.array(id), change: priceChangeSchema, after: timetableParts }))
const sectionRef = z.strictObject({ activity: id, number })
export const clubPlacesAnswer = z.array(
  z.strictObject({ ...sectionRef.shape, rank: number.optional(), leaving: sectionRef.optional(), change: priceChangeSchema, after: timetableParts }),
)
const finding = z.strictObject({ amount: whole, where: z.record(z.string(), z.string()), text })
const alternative = { staff: id, activity: id, number, slot: id, room: id, host: id }
export const whyAnswer = z.strictObject({
  findings: z.array(z.strictObject({ row: z.string(), ...finding.shape })),
  without: priceChangeSchema,
  others: z.array(z.strictObject(alternative).partial().extend({ change: priceChangeSchema })),
})
export const wishAnswer = z.strictObject({
  outcome: z.enum(['forbidden', 'possible', 'not-found', 'no-such-place']),
  broken: z.array(z.strictObject({ row: z.string(), ...finding.shape })),
  price: priceChangeSchema.optional(),
  timetable: timetableParts.optional(),
})
const fix = z.strictObject({
  relaxations: z.array(z.strictObject({ kind: z.string(), where: z.record(z.string(), z.string()), clause: z.string().optional(), text })),
  before: whole,
  after: whole,
})
export const fixesAnswer = z.strictObject({
  unmet: z.array(
    z.strictObject({
      row: z.string(),
      finding,
      again: z
        .strictObject({ before: whole, after: whole })
        .optional()
        .describe('amount of the row before and after solving the same plan again from this timetable, where that lowers it: no relaxation is tried then'),
      single: z.array(fix),
      joint: fix.optional(),
      outcome: z.enum(['verified', 'none-found', 'timed-out']),
    }),
  ),
  together: fix.optional(),
  shortages: z.array(
    z.strictObject({ season: id, weekday: z.string(), at: z.string(), posts: z.array(postRefSchema), required: whole, people: z.array(id), text }),
  ),
  structural: z.array(
    z.strictObject({
      season: id,
      weekdays: z.array(z.string()),
      required: whole,
      empty: whole,
      emptyRelaxed: whole.optional(),
      outcome: z.enum(['proved', 'timed-out']),
      text,
    }),
  ),
})
const seasonLoad = z.strictObject({ season: id, sessions: whole, target: whole.optional(), keen: whole, willing: whole, reluctant: whole })
export const fairnessAnswer = z.strictObject({
  people: z.array(z.strictObject({ staff: id, seasons: z.array(seasonLoad), termSessions: whole, carriedIn: whole, carriedOut: whole })),
  students: z.array(z.strictObject({ student: id, wished: whole, carriedIn: whole, carriedOut: whole })),
  ledger: z.strictObject({ staff: z.record(z.string(), whole), students: z.record(z.string(), whole) }),
})
