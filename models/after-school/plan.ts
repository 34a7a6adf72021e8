import { z } from 'zod'
import { timetableParts } from './timetable.ts'

/**
 * The term plan: the whole input of one school for one term, as `domain.md` words it.
 *
 * Clock times are local to `timezone` ("HH:MM", 24 hours), dates are ISO and inclusive, intervals are half-open, money is whole yuan.
 * Shape only: what the parts mean together (unknown ids, clauses of a policy) is `validate/`'s to say.
 */

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const staffKinds = [
  'teacher',
  'school-staff',
  'parent',
  'retired',
  'university-student',
  'arts-sports',
  'folk-artist',
  'craftsperson',
  'heritage',
  'institution',
] as const
/** Kinds of staff in service at the school 四(二); every other kind is external. */
export const inServiceKinds: readonly StaffKind[] = ['teacher', 'school-staff']
export const domains = ['moral', 'intellectual', 'physical', 'aesthetic', 'labour'] as const
export const priorityGroups = ['disabled', 'left-behind', 'migrant', 'poor'] as const
export const sectionRoles = ['lead', 'assistant'] as const

const id = z.string().min(1).max(80).describe('a stable id, unique in its list')
const ids = z.array(id)
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a clock time is HH:MM, 24 hours')
  .describe('a clock time, HH:MM, local to the plan’s time zone')
const date = z.iso.date().describe('an ISO date, inclusive')
const weekday = z.enum(weekdays)
const name = z.string().max(200).optional().describe('a name to show; the id otherwise')
const count = z.number().int().min(0)
const yuan = z.number().int().min(0).describe('whole yuan')

const bell = z.strictObject({ start: clock, end: clock })

export const seasonSchema = z.strictObject({
  id,
  name,
  from: date.describe('first date of the season; it runs until the day before the next one, or the end of the term'),
  bells: z.record(id, bell).describe('slot id → clock start and end; a slot without a bell does not run in this season'),
  sunset: clock.optional().describe('outdoor rooms end by then; by default the earliest sunset of the season at `coordinates`'),
})

export const slotSchema = z.strictObject({
  id,
  weekday,
  period: z.number().int().min(0).max(9).describe('0 = noon, 1, 2, … after dismissal'),
  band: id.default('all').describe('the grades that keep these bells; consecutive periods are of one band'),
  dutyBlock: id.optional().describe('slots of one weekday and period that share one duty leader; by default the slot alone'),
})

export const roomSchema = z.strictObject({
  id,
  name,
  site: id,
  capacity: z.number().int().min(1).describe('students'),
  features: ids.default([]),
  outdoor: z.boolean().default(false),
  concurrent: z.number().int().min(1).default(1).describe('groups that it holds at once'),
  windows: z
    .array(z.strictObject({ weekday, season: id.optional(), start: clock, end: clock }))
    .optional()
    .describe('when it is usable: a group’s clock interval lies inside one window of its weekday and season; absent: always'),
})

export const classSchema = z.strictObject({
  id,
  name,
  grade: z.number().int().min(1).max(12),
  homeRoom: id,
  homeroomTeacher: id.optional().describe('a staff id'),
  dismissal: z.record(id, clock).default({}).describe('season id → clock time at which lessons end'),
})

export const studentSchema = z.strictObject({
  id,
  name,
  class: id,
  priority: z.array(z.enum(priorityGroups)).default([]).describe('groups that come first 三(一)'),
  needs: ids.default([]).describe('room features this student needs in every room, e.g. step-free'),
  attends: ids.describe('slots for which the family’s application was approved 三(四)'),
  choices: z.array(id).max(20).default([]).describe('activities, most wished first, at most 20'),
  clubsWanted: count.default(0).describe('clubs wanted per week'),
  tutoring: z.boolean().default(false).describe('an approved need for free tutoring 三(三)'),
  registeredPoor: z.boolean().default(false).describe('of a registered poor household 建档立卡 二(五)'),
  feeExempt: z.boolean().default(false),
  carried: count.default(0).describe('wished clubs left unserved last term: this student counts as a priority student in `student-choice` if above 0'),
})

const certificate = z.strictObject({ from: date.optional(), until: date.optional() })

export const staffSchema = z.strictObject({
  id,
  name,
  kind: z.enum(staffKinds),
  institution: z.string().optional().describe('the social professional institution that sends this person 四(二)'),
  teaches: ids.default([]).describe('class ids'),
  skills: ids.default([]),
  certificates: z.strictObject({
    character: certificate.extend({ status: z.enum(['cleared', 'pending', 'barred']) }).optional(),
    health: certificate.optional(),
    qualification: certificate.optional(),
  }),
  teaching: z
    .array(z.strictObject({ weekday, season: id.optional(), start: clock, end: clock }))
    .default([])
    .describe('regular lessons: busy clock intervals'),
  offers: z
    .array(z.strictObject({ weekday, season: id.optional(), start: clock, end: clock, keenness: z.enum(['keen', 'willing', 'reluctant']).default('willing') }))
    .default([])
    .describe('when this person volunteered to serve'),
  refuses: ids.default([]).describe('activities'),
  limits: z
    .strictObject({
      sessionsPerDay: count.default(3),
      sessionsPerWeek: count.default(10),
      minutesPerWeek: count.default(900),
      minutesPerDay: count.default(480).describe('regular teaching and service together'),
      consecutiveDays: z.number().int().min(1).max(7).default(5),
      daysPerWeek: z.number().int().min(0).max(7).default(7),
    })
    .prefault({}),
  carried: z.number().int().default(0).describe('load carried over from earlier terms, in sessions a week above (or below) a fair share'),
  payPerSession: yuan.default(0).describe('yuan per seat; a session of length 2 is one seat and is paid once per period'),
  mayLeadDuty: z.boolean().default(false),
})

export const roleSchema = z
  .strictObject({
    role: z.enum(sectionRoles).describe('at most one entry per role in an activity'),
    count: count.default(0).describe('fixed number of people'),
    perStudents: z.number().int().min(1).optional().describe('⌈students ÷ perStudents⌉ people beside the fixed ones'),
    kinds: z.array(z.enum(staffKinds)).optional().describe('allowed kinds; absent: any'),
    skills: ids.default([]).describe('every one of these is required'),
  })
  .refine((r) => r.count > 0 || r.perStudents !== undefined, 'a role needs `count` above 0 or `perStudents`')

export const activitySchema = z.strictObject({
  id,
  name,
  domains: z.array(z.enum(domains)).default([]),
  grades: z.array(z.number().int().min(1).max(12)).min(1),
  sections: z.strictObject({ min: count.default(0), max: z.number().int().min(1).max(99) }),
  size: z.strictObject({ min: z.number().int().min(1).default(1), max: z.number().int().min(1) }),
  sessionsPerWeek: z.number().int().min(1).max(7).default(1),
  length: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe('consecutive periods of a session'),
  slots: ids.min(1).describe('allowed (first) slots'),
  roomFeatures: ids.default([]),
  site: id.optional(),
  crossSite: z.boolean().default(false).describe('students may come from other sites'),
  roles: z.array(roleSchema).default([{ role: 'lead', count: 1, skills: [] }]),
  fee: yuan.default(0).describe('yuan per student and term'),
  tutoring: z.boolean().default(false).describe('a free tutoring group for children with an approved need'),
  everyone: z.boolean().default(false).describe('a whole grade’s activity: needs no choice, outside `clubsWanted`'),
  from: date.optional(),
  to: date.optional(),
})

export const overridableFields = [
  'latestEnd',
  'earliestEnd',
  'minutesPerDay',
  'noonAllowed',
  'studentsPerSupervisor',
  'tutoringGroupMax',
  'inServiceSharePercent',
  'requiredDomains',
  'externalsAccompanied',
  'priorityGroups',
  'mergeGrades',
  'handoverMinutes',
] as const

export const planSchema = z
  .strictObject({
    id,
    name,
    timezone: z.string().default('Asia/Shanghai'),
    coordinates: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).optional(),
    term: z.strictObject({
      start: date,
      end: date,
      calendar: z.enum(['CN', 'none']).default('none').describe('CN: public holidays and make-up days of mainland China'),
      holidays: z.array(date).default([]).describe('no service on these dates'),
      makeUpDays: z
        .array(z.strictObject({ date, runs: weekday }))
        .default([])
        .describe('调休: this date runs that weekday’s timetable'),
    }),
    seasons: z.array(seasonSchema).min(1),
    slots: z.array(slotSchema).min(1),
    policy: z.strictObject({
      pack: id,
      overrides: z
        .array(
          z.strictObject({
            field: z.enum(overridableFields),
            value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
            reason: z.string().min(1).describe('why: the output repeats it'),
          }),
        )
        .default([]),
    }),
    sites: z.array(z.strictObject({ id, name })).min(1),
    travel: z
      .array(z.strictObject({ from: id, to: id, minutes: count }))
      .default([])
      .describe('either way; a pair not listed is 0 minutes'),
    rooms: z.array(roomSchema).min(1),
    careRooms: z
      .array(z.strictObject({ room: id, grades: z.array(z.number().int()).optional() }))
      .default([])
      .describe('rooms beside home rooms that may host care groups of classes of these grades (absent: any) on their site'),
    classes: z.array(classSchema).min(1),
    students: z.array(studentSchema),
    staff: z.array(staffSchema),
    activities: z.array(activitySchema),
    careRole: z.strictObject({ kinds: z.array(z.enum(staffKinds)).default([...inServiceKinds]), skills: ids.default([]) }).prefault({}),
    generalDuties: z
      .array(
        z.strictObject({
          id,
          name,
          site: id,
          slots: ids.min(1),
          count: z.number().int().min(1).max(1000).default(1),
          afterMinutes: z.number().int().min(1).max(240).optional().describe('present: for so many minutes after the slot’s end; absent: during the slot'),
          kinds: z.array(z.enum(staffKinds)).optional(),
          skills: ids.default([]),
        }),
      )
      .default([])
      .describe('posts that no group needs: gate, route, …'),
    pins: timetableParts.partial().prefault({}).describe('parts of a timetable that must stay'),
    baseline: timetableParts.optional().describe('a timetable to stay close to'),
    weights: z.record(z.string(), z.number().int().min(0).max(1000)).default({}).describe('constraint id → weight'),
    budget: z.strictObject({ yuanPerWeek: yuan }).optional(),
  })
  .describe('An after-school term plan')

/** A term's plan; `someWeeks` where rebalancing has made one of a season or some weeks of it: what a club meets on at other times is then no slot that never comes. */
export type Plan = z.output<typeof planSchema> & { readonly someWeeks?: true }
export type PlanInput = z.input<typeof planSchema>
export type Season = Plan['seasons'][number]
export type Slot = Plan['slots'][number]
export type Room = Plan['rooms'][number]
export type SchoolClass = Plan['classes'][number]
export type Student = Plan['students'][number]
export type Staff = Plan['staff'][number]
export type Activity = Plan['activities'][number]
export type Role = Activity['roles'][number]
export type Weekday = (typeof weekdays)[number]
export type StaffKind = (typeof staffKinds)[number]
