import { z } from 'zod'

/**
 * The timetable: what the solver decides. Lists of people and students are sets; the order carries no meaning,
 * and the solver writes them in the plan's order so that equal timetables are equal bytes.
 */

const id = z.string().min(1).max(80)

const sectionSchema = z.strictObject({
  activity: id,
  number: z.number().int().min(1).describe('1 … sections.max of the activity'),
  sessions: z.array(z.strictObject({ slot: id, room: id })).describe('a session of length 2 names its first slot'),
  students: z.array(id),
})

const hostSchema = z.strictObject({
  class: id,
  slot: id,
  host: id.describe('another class, or the room of one of the plan’s careRooms'),
})

const staffing = { season: id, staff: z.array(id).describe('at most as many people as the post needs') }

const postSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('section'), ...staffing, activity: id, number: z.number().int().min(1), slot: id, role: z.enum(['lead', 'assistant']) }),
  z.strictObject({ kind: z.literal('care'), ...staffing, host: id, slot: id }),
  z.strictObject({ kind: z.literal('duty'), ...staffing, site: id, block: id.describe('a slot’s dutyBlock, by default the slot’s id') }),
  z.strictObject({ kind: z.literal('general'), ...staffing, duty: id, slot: id }),
])

export const timetableParts = z.strictObject({
  sections: z.array(sectionSchema).default([]).describe('running sections only'),
  care: z.array(hostSchema).default([]).describe('classes hosted elsewhere; a class not listed at a slot hosts itself'),
  posts: z.array(postSchema).default([]).describe('who sits where, per season; a post not listed is empty'),
})

export const timetableSchema = timetableParts
  .extend({
    plan: z.string().optional().describe('sha256 of the plan, canonical JSON'),
    provenance: z.record(z.string(), z.unknown()).optional().describe('seed, steps, … of the run that made it'),
    overrides: z.array(z.unknown()).optional().describe('the plan’s policy overrides with their reasons'),
    backups: z
      .array(z.strictObject({ activity: id, number: z.number().int().min(1), staff: id }))
      .optional()
      .describe('who steps in for an external leader'),
    report: z.unknown().optional().describe('score, floor, bound and what is unfilled, for people; never read back'),
  })
  .describe('An after-school timetable')

export type TimetableParts = z.output<typeof timetableParts>
export type Timetable = z.output<typeof timetableSchema>
export type Section = z.output<typeof sectionSchema>
export type Post = z.output<typeof postSchema>
export type CareHost = z.output<typeof hostSchema>
