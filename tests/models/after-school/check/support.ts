import type { RowId } from '../../../../models/after-school/catalogue.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { type Plan, type PlanInput, planSchema } from '../../../../models/after-school/plan.ts'
import { type TimetableParts, timetableParts } from '../../../../models/after-school/timetable.ts'
import { smallPlan } from '../../../support/plan.ts'

/** One row, one timetable of the small school, one amount computed by hand. */
export interface Case {
  readonly row: RowId
  readonly name: string
  /** what differs from the small school */
  readonly plan?: (plan: PlanInput) => void
  readonly timetable?: Partial<TimetableParts>
  readonly amount: number
}

type Section = TimetableParts['sections'][number]
type Post = TimetableParts['posts'][number]

/** Shape only: a case may need a plan that validation would refuse. */
export const planOf = (change?: (plan: PlanInput) => void): Plan => planSchema.parse(smallPlan(change))

export const partsOf = (parts: Partial<TimetableParts> = {}): TimetableParts => timetableParts.parse(parts)

export const price = (entry: Omit<Case, 'name' | 'amount'>) =>
  checkTimetable(planOf(entry.plan), partsOf(entry.timetable)).constraints.find((row) => row.id === entry.row)!

/** @param sessions slot and room */
export const section = (activity: string, sessions: readonly (readonly [string, string])[], students: readonly string[], number = 1): Section => ({
  activity,
  number,
  sessions: sessions.map(([slot, room]) => ({ slot, room })),
  students: [...students],
})

export const lead = (activity: string, slot: string, season: string, ...staff: string[]): Post => ({
  kind: 'section',
  activity,
  number: 1,
  slot,
  role: 'lead',
  season,
  staff,
})
export const assistant = (activity: string, slot: string, season: string, ...staff: string[]): Post => ({
  kind: 'section',
  activity,
  number: 1,
  slot,
  role: 'assistant',
  season,
  staff,
})
export const care = (host: string, slot: string, season: string, ...staff: string[]): Post => ({ kind: 'care', host, slot, season, staff })
export const duty = (block: string, season: string, ...staff: string[]): Post => ({ kind: 'duty', site: 'main', block, season, staff })
export const general = (id: string, slot: string, season: string, ...staff: string[]): Post => ({ kind: 'general', duty: id, slot, season, staff })
export const hosted = (guest: string, slot: string, host: string) => ({ class: guest, slot, host })

/** Chess on Monday in the art room, so that it is in nobody's way. */
export const chess = section('chess', [['mon-1', 'ART']], ['S01', 'S02', 'S03'])

export const override = (
  plan: PlanInput,
  field: NonNullable<PlanInput['policy']['overrides']>[number]['field'],
  value: string | number | boolean | string[] | null,
) => {
  plan.policy.overrides = [...(plan.policy.overrides ?? []), { field, value, reason: 'for the test' }]
}

const found = <T extends { id: string }>(list: readonly T[], id: string): T => {
  const item = list.find((entry) => entry.id === id)
  if (!item) throw new Error(`no ${id} in the small school`)
  return item
}
export const theStaff = (plan: PlanInput, id: string) => found(plan.staff, id)
export const theStudent = (plan: PlanInput, id: string) => found(plan.students, id)
export const theRoom = (plan: PlanInput, id: string) => found(plan.rooms, id)
export const theActivity = (plan: PlanInput, id: string) => found(plan.activities, id)
export const theSeason = (plan: PlanInput, id: string) => found(plan.seasons, id)

/** A second site with a room, a quarter of an hour away. */
export const addEast = (plan: PlanInput, minutes = 15) => {
  plan.sites.push({ id: 'east' })
  plan.rooms.push({ id: 'EAST', site: 'east', capacity: 30 })
  plan.travel = [{ from: 'east', to: 'main', minutes }]
}

/** A noon slot on Mondays, 12:00–12:40 in both seasons. */
export const addNoon = (plan: PlanInput) => {
  plan.slots.push({ id: 'mon-0', weekday: 'mon', period: 0 })
  for (const season of plan.seasons) season.bells['mon-0'] = { start: '12:00', end: '12:40' }
}
