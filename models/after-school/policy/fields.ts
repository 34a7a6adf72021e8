import { z } from 'zod'
import { domains, priorityGroups } from '../plan.ts'
import type { PolicyField, PolicyValues, Text } from './pack.ts'

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

const clockOrNull: Text = { en: 'a clock time HH:MM, or null', zh: '时间HH:MM或空值' }
const whole = (least: number, most: number): Text => ({ en: `a whole number from ${least} to ${most}`, zh: `${least}至${most}的整数` })
const listOf = (values: readonly string[]): Text => ({ en: `a list of ${values.join(', ')}, each at most once`, zh: `${values.join('、')}的列表，不重复` })
const one = (...values: string[]): Text => ({ en: `one of ${values.join(', ')}`, zh: `以下之一：${values.join('、')}` })

/** The same in words. */
export const fieldValues: { readonly [Field in PolicyField]: Text } = {
  latestEnd: clockOrNull,
  earliestEnd: clockOrNull,
  minutesPerDay: { en: 'a whole number from 0 to 720, or null', zh: '0至720的整数或空值' },
  noonAllowed: { en: 'true or false', zh: '布尔值' },
  studentsPerSupervisor: whole(1, 100),
  tutoringGroupMax: whole(1, 100),
  inServiceSharePercent: whole(0, 100),
  requiredDomains: listOf(domains),
  externalsAccompanied: one('group', 'site', 'no'),
  priorityGroups: listOf(priorityGroups),
  mergeGrades: one('same', 'adjacent', 'any'),
  handoverMinutes: whole(0, 240),
}
