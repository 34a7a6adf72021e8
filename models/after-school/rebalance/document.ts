import { z } from 'zod'
import { weekdays } from '../plan.ts'
import { timetableParts, timetableSchema } from '../timetable.ts'
import { changeSchema } from './changes.ts'

/** A term's timetable with what has happened since: the term's own stays as it was, and dated ones rule their weeks. */

const date = z.iso.date()
const text = z.strictObject({ en: z.string(), zh: z.string() })
const whole = z.number().int().min(0)
const ids = z.array(z.string())

export const differenceSchema = z.strictObject({
  kind: z.enum(['seat', 'room', 'session', 'cancelled', 'student', 'care']),
  weekday: z.enum(weekdays),
  dates: z.array(date).describe('the dates on which it holds'),
  where: z.record(z.string(), z.string()).describe('ids of what it concerns'),
  before: ids,
  after: ids,
  notify: z.strictObject({ staff: ids, students: ids, classes: ids }).describe('who must be told, by id'),
  text,
})

export const datedSchema = z.strictObject({
  from: date.describe('first and last date of the weeks that it rules, later entries before earlier ones'),
  to: date,
  season: z.string(),
  weekdays: z.array(z.enum(weekdays)).describe('the weekdays that were planned anew; the others are as they were'),
  dates: z.array(date).describe('the dates that were planned anew'),
  timetable: timetableParts.describe(
    'the whole week; a section that has lost a session goes by the activity `ID/NUMBER`, parts of one, by `ID/NUMBER`, `ID/NUMBER.2`, …',
  ),
  cancelled: z.array(z.strictObject({ activity: z.string(), number: z.number().int(), slot: z.string() })),
  unhoused: z.array(z.strictObject({ class: z.string(), slot: z.string() })).describe('classes whose room is closed and that nobody can host'),
  cost: z
    .strictObject({ hard: whole, medium: whole, soft: whole, change: whole })
    .describe('of the whole week, on the plan as it is then; `medium` with 10 for each cancelled session; `change` in units, against what ruled before'),
  method: z
    .enum(['unchanged', 'counting', 'tree-search', 'linear-model', 'search'])
    .describe(
      'what found the answer, or proved it: each empty seat is one change anyway; all smaller changes were tried; the exact minimum of a linear model is met; neither',
    ),
  engine: z
    .enum(['javascript-lp-solver', 'highs'])
    .optional()
    .describe(
      'what solved the linear model: tiny ones in the thread that answers, middle ones by HiGHS in one of its own; absent: none was asked, or none answered in time',
    ),
  proven: z.boolean().describe('no answer with the same sections, rooms and students leaves as little unmet and changes less'),
  overdue: z.boolean().describe('the deadline came before the search had tried everything'),
})

export const rebalancedSchema = z
  .strictObject({
    plan: z.string().optional().describe('sha256 of the term’s plan, canonical JSON'),
    backups: timetableSchema.shape.backups,
    timetable: timetableParts.describe('the term’s timetable, as it was'),
    changes: z.array(changeSchema).describe('all that has happened, in order; sessions that the answer cancels are among them'),
    dated: z.array(datedSchema),
    difference: z.array(differenceSchema).describe('what the last changes made different'),
  })
  .describe('An after-school timetable with what changed in the course of the term')

export type Difference = z.output<typeof differenceSchema>
export type Dated = z.output<typeof datedSchema>
export type Rebalanced = z.output<typeof rebalancedSchema>

export const rebalancedJsonSchema = () => z.toJSONSchema(rebalancedSchema, { io: 'input' })
