import { z } from 'zod'
import { domains, priorityGroups } from '../plan.ts'
import type { PolicyField, PolicyValues } from './pack.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a clock time is HH:MM, 24 hours')
const distinct = (values: readonly unknown[]) => new Set(values).size === values.length
const setOf = <const Values extends readonly [string, ...string[]]>(values: Values) => z.array(z.enum(values)).refine(distinct, 'each at most once')

/** What an override may say, field by field. */
export const fieldSchemas = {
  latestEnd: clock.nullable(),
  earliestEnd: clock.nullable(),
  minutesPerDay: z.number().int().min(0).max(720).nullable(),
  noonAllowed: z.boolean(),
  studentsPerSupervisor: z.number().int().min(1).max(100),
  tutoringGroupMax: z.number().int().min(1).max(100),
  inServiceSharePercent: z.number().int().min(0).max(100),
  requiredDomains: setOf(domains),
  externalsAccompanied: z.enum(['group', 'site', 'no']),
  priorityGroups: setOf(priorityGroups),
  mergeGrades: z.enum(['same', 'adjacent', 'any']),
  handoverMinutes: z.number().int().min(0).max(240),
} satisfies { [Field in PolicyField]: z.ZodType<PolicyValues[Field]> }
