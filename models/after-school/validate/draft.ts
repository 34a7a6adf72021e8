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

/** Parts that are lists of their own within one part of the plan. */
type Holed<Parts> = { readonly [Key in keyof Parts]: NonNullable<Parts[Key]> extends readonly (infer Item)[] ? readonly (Item | undefined)[] : Parts[Key] }
type Inner = 'pins' | 'baseline' | 'policy'

/**
 * A plan as far as it parsed: what is misshaped is missing, and lists keep a hole in its place, so that an index is still a pointer. Unknown fields are passed over, and so are weights that are misshaped.
 */
export type Draft = { readonly [Key in List]: readonly (Plan[Key][number] | undefined)[] } & {
  readonly [Key in Exclude<keyof Plan, List | Inner>]?: Plan[Key]
} & { readonly [Key in Inner]?: Holed<NonNullable<Plan[Key]>> } & {
  /** the same lists; of an entry that is misshaped, those fields that are not */
  readonly readable: { readonly [Key in List]: readonly (Partial<Plan[Key][number]> | undefined)[] }
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

type Schema = z.core.$ZodType

/** each part of the plan by itself, each list entry by entry */
function partsOf(input: Record<string, unknown>): Parts {
  const parts: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(planSchema.shape)) {
    const value = Object.hasOwn(input, key) ? input[key] : undefined
    parts[key] = isInner(key) ? byField(schema, value) : parsed(schema, value)
  }
  return parts as Parts
}

type Parts = Partial<Omit<Draft, 'readable' | 'ids' | 'whole'>>

const isInner = (key: string): boolean => (['pins', 'baseline', 'policy'] satisfies Inner[] as string[]).includes(key)

/** each field by itself; nothing where one that is required is misshaped and no list */
function byField(schema: Schema, value: unknown): unknown {
  const inner = bare(schema)
  if (!(inner instanceof z.core.$ZodObject) || typeof value !== 'object' || value === null) return parsed(schema, value)
  const fields: Record<string, unknown> = {}
  for (const [key, field] of Object.entries(inner._zod.def.shape)) {
    const part = parsed(field, valueAt(value, [key]))
    const none = z.safeParse(field, undefined)
    if (part !== undefined) fields[key] = part
    else if (!none.success) return undefined
    // a list that is none holds nothing
    else if (none.data !== undefined) fields[key] = none.data
  }
  return fields
}

/** @returns the value as the schema has it, lists with holes in place of what is misshaped; undefined where nothing can be made of it */
function parsed(schema: Schema, value: unknown): unknown {
  const inner = bare(schema)
  if (inner instanceof z.core.$ZodArray && Array.isArray(value)) return value.map((item) => sound(inner._zod.def.element, item))
  return sound(schema, value)
}

/** Reads a value without its unknown fields and, where it is a record, the entries that are misshaped: whatever else stands there means the same. @returns undefined where more is wrong */
function sound(schema: Schema, value: unknown): unknown {
  const whole = z.safeParse(schema, value)
  if (whole.success) return whole.data
  const copy = structuredClone(value)
  for (const issue of whole.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) remove(copy, [...issue.path, key])
    else {
      if (!(bare(schema) instanceof z.core.$ZodRecord) || issue.path.length === 0) return undefined
      remove(copy, issue.path.slice(0, 1))
    }
  }
  const rest = z.safeParse(schema, copy)
  return rest.success ? rest.data : undefined
}

function remove(value: unknown, path: readonly PropertyKey[]): void {
  const parent = valueAt(value, path.slice(0, -1))
  if (typeof parent === 'object' && parent !== null) delete (parent as Record<PropertyKey, unknown>)[path.at(-1)!]
}

/** @returns the fields of a misshaped entry that are not; undefined where it is no object at all */
export function readableOf(element: Schema, value: unknown): Record<string, unknown> | undefined {
  const inner = bare(element)
  if (!(inner instanceof z.core.$ZodObject) || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.fromEntries(
    Object.entries(inner._zod.def.shape).flatMap(([key, field]) => {
      if (!Object.hasOwn(value, key)) return []
      const part = sound(field, (value as Record<string, unknown>)[key])
      return part === undefined ? [] : [[key, part]]
    }),
  )
}

function elementOf(list: List): Schema {
  const inner: Schema = bare(planSchema.shape[list])
  return (inner as z.core.$ZodArray)._zod.def.element
}

const draftOf = (parts: Parts, input: unknown): Draft => {
  const filled = Object.fromEntries(lists.map((list) => [list, parts[list] ?? []])) as unknown as Pick<Draft, List>
  const readable = (list: List) => (filled[list] as readonly unknown[]).map((item, i) => item ?? readableOf(elementOf(list), valueAt(input, [list, i])))
  return {
    ...parts,
    ...filled,
    readable: Object.fromEntries(lists.map((list) => [list, readable(list)])) as unknown as Draft['readable'],
    ids: Object.fromEntries(idLists.map((list) => [list, idsOf(valueAt(input, [list]), needed.has(list))])) as Draft['ids'],
    whole: (list) => parts[list] !== undefined && !(parts[list] as readonly unknown[]).includes(undefined),
  }
}

/** lists that a plan cannot do without: an empty one is at fault itself, not whatever refers to it */
const needed: ReadonlySet<string> = new Set(['seasons', 'slots', 'sites', 'rooms', 'classes'] satisfies IdList[])

/** @returns the draft with holes in place of entries whose id another has already: nothing is said twice, or of what may be a slip in an id */
export function firstOfEachId(draft: Draft): Draft {
  const firsts: Partial<Record<IdList, Draft[IdList]>> = {}
  const readable: Partial<Record<IdList, Draft['readable'][IdList]>> = {}
  for (const list of idLists) {
    const { index } = draft.ids[list]
    const items: readonly ({ readonly id: string } | undefined)[] = draft[list]
    if (items.some((item, i) => item && index.get(item.id) !== i)) {
      firsts[list] = items.map((item, i) => (item && index.get(item.id) === i ? item : undefined)) as Draft[IdList]
      readable[list] = draft.readable[list].map((item, i) => (items[i] && !firsts[list]![i] ? undefined : item)) as Draft['readable'][IdList]
    }
  }
  return { ...draft, ...firsts, readable: { ...draft.readable, ...readable }, whole: (list) => draft.whole(list) && !(list in firsts) } as Draft
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
