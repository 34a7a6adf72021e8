import { z } from 'zod'
import { activitySchema, roomSchema, slotSchema, staffSchema, studentSchema } from '../plan.ts'

/**
 * What can happen to a timetable in the course of a term. Every change holds `from` a date `to` another, both inclusive; without `to`, until the end of
 * the term. Only the weekdays and dates on which it holds may be planned anew.
 */

const id = slotSchema.shape.id
const date = z.iso.date()
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a clock time is HH:MM, 24 hours')
const held = {
  from: date.describe('first date'),
  to: date.optional().describe('last date, inclusive; absent: until the end of the term'),
  reason: z.string().max(500).optional().describe('for the record and the notices'),
}
const section = { activity: activitySchema.shape.id, number: z.number().int().min(1).describe('number of the section') }

export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('staff-away'), staff: id, ...held }).describe('a person serves at no time'),
  z
    .strictObject({ kind: z.literal('vetting-lapsed'), staff: id, certificate: z.enum(['character', 'health', 'qualification']), ...held })
    .describe('a certificate is not valid: the person may not serve 四(四)'),
  z.strictObject({ kind: z.literal('new-volunteer'), person: staffSchema, ...held }).describe('a new person, with offers of their own'),
  z
    .strictObject({ kind: z.literal('staff-offers'), staff: id, offers: staffSchema.shape.offers, ...held })
    .describe('a person’s offers, all of them, are now these'),
  z.strictObject({ kind: z.literal('room-closed'), room: roomSchema.shape.id, ...held }),
  z.strictObject({ kind: z.literal('student-joined'), student: studentSchema, ...held }),
  z.strictObject({ kind: z.literal('student-left'), student: id, ...held }),
  z
    .strictObject({ kind: z.literal('student-slots'), student: id, attends: studentSchema.shape.attends, ...held })
    .describe('the slots approved for a student are now these'),
  z.strictObject({ kind: z.literal('bell-moved'), slot: slotSchema.shape.id, start: clock, end: clock, ...held }),
  z.strictObject({ kind: z.literal('section-cancelled'), ...section, ...held }).describe('all sessions; the students are in care instead'),
  z
    .strictObject({ kind: z.literal('session-cancelled'), ...section, slot: slotSchema.shape.id.describe('the session’s first slot'), ...held })
    .describe('one session; the students are in care instead'),
])
export type Change = z.output<typeof changeSchema>
export type ChangeKind = Change['kind']

/** changes told at once, at most */
export const mostChanges = 200

export const changesSchema = z.strictObject({ changes: z.array(changeSchema).min(1).max(mostChanges) }).describe('What changed in an after-school term')

export const changesJsonSchema = () => z.toJSONSchema(changesSchema, { io: 'input' })

/** @returns whether the change holds on a date */
export const holdsOn = (change: Change, date: string): boolean => change.from <= date && (change.to === undefined || date <= change.to)
