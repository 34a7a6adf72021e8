import { z } from 'zod'
import { type Plan, planSchema } from '../plan.ts'
import type { Fault } from './fault.ts'
import { bare, shapeFaults, valueAt } from './shape.ts'

/** Lists whose entries have an id of their own. */
export const idLists = ['seasons', 'slots', 'sites', 'rooms', 'classes', 'students', 'staff', 'activities', 'generalDuties'] as const
export type IdList = (typeof idLists)[number]

const lists = [...idLists, 'travel', 'careRooms'] as const
type List = (typeof lists)[number]

/** The ids of a list, also those of entries that are misshaped otherwise. */
export interface Ids {
  readonly index: ReadonlyMap<string, number>
  /** every entry has an id: one that is not here does not exist */
  readonly closed: boolean
}

/** A plan as far as it parsed: what is misshaped is missing, and lists keep a hole in its place, so that an index is still a pointer. */
export type Draft = { readonly [Key in List]: readonly (Plan[Key][number] | undefined)[] } & {
  readonly [Key in Exclude<keyof Plan, List>]?: Plan[Key]
} & {
  readonly ids: { readonly [Key in IdList]: Ids }
  /** no entry of the list is missing */
  whole(list: List): boolean
}

/** the entries that parsed, with their index */
export function* each<Item>(list: readonly (Item | undefined)[]): Generator<[Item, number]> {
  for (let i = 0; i < list.length; i++) {
    const item = list[i]
    if (item !== undefined) yield [item, i]
  }
}

/** Reads as much of the input as has the form of a plan. @returns the whole plan if all of it has, and the faults of form otherwise */
export function readDraft(input: unknown): { draft: Draft; plan?: Plan; faults: Fault[] } {
  const whole = planSchema.safeParse(input)
  if (whole.success) return { draft: draftOf(whole.data, input), plan: whole.data, faults: [] }
  const faults = shapeFaults(planSchema, whole.error.issues, input)
  const parts = typeof input === 'object' && input !== null ? partsOf(input as Record<string, unknown>) : {}
  return { draft: draftOf(parts, input), faults }
}

/** what has the form of a plan already */
export const draftOfPlan = (plan: Plan): Draft => draftOf(plan, plan)

/** each part of the plan by itself, each list entry by entry */
function partsOf(input: Record<string, unknown>): Partial<Plan> {
  const parts: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(planSchema.shape)) {
    const value = Object.hasOwn(input, key) ? input[key] : undefined
    const inner = bare(schema)
    if ((lists as readonly string[]).includes(key) && inner instanceof z.core.$ZodArray && Array.isArray(value)) {
      const element = inner._zod.def.element
      parts[key] = value.map((item) => parsed(element, item))
    } else parts[key] = parsed(schema, value)
  }
  return parts as Partial<Plan>
}

const parsed = (schema: z.core.$ZodType, value: unknown): unknown => {
  const result = z.safeParse(schema, value)
  return result.success ? result.data : undefined
}

const draftOf = (parts: Partial<Plan>, input: unknown): Draft => {
  const filled = Object.fromEntries(lists.map((list) => [list, parts[list] ?? []])) as unknown as Pick<Plan, List>
  return {
    ...parts,
    ...filled,
    ids: Object.fromEntries(idLists.map((list) => [list, idsOf(valueAt(input, [list]), needed.has(list))])) as Draft['ids'],
    whole: (list) => parts[list] !== undefined && !(parts[list] as readonly unknown[]).includes(undefined),
  }
}

/** lists that a plan cannot do without: an empty one is at fault itself, not whatever refers to it */
const needed: ReadonlySet<string> = new Set(['seasons', 'slots', 'sites', 'rooms', 'classes'] satisfies IdList[])

/** @returns the draft with holes in place of entries whose id another has already: nothing is said twice, or of what may be a slip in an id */
export function firstOfEachId(draft: Draft): Draft {
  const firsts: Partial<Record<IdList, Draft[IdList]>> = {}
  for (const list of idLists) {
    const { index } = draft.ids[list]
    const items: readonly ({ readonly id: string } | undefined)[] = draft[list]
    if (items.some((item, i) => item && index.get(item.id) !== i)) {
      firsts[list] = items.map((item, i) => (item && index.get(item.id) === i ? item : undefined)) as Draft[IdList]
    }
  }
  return { ...draft, ...firsts, whole: (list) => draft.whole(list) && !(list in firsts) } as Draft
}

function idsOf(list: unknown, isNeeded: boolean): Ids {
  if (!Array.isArray(list)) return { index: new Map(), closed: list === undefined && !isNeeded }
  const index = new Map<string, number>()
  let closed = list.length > 0 || !isNeeded
  for (const [i, item] of list.entries()) {
    const id = valueAt(item, ['id'])
    if (typeof id !== 'string') closed = false
    else if (!index.has(id)) index.set(id, i)
  }
  return { index, closed }
}
