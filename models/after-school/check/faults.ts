import type { z } from 'zod'
import type { Plan } from '../plan.ts'
import { type Post, type Timetable, type TimetableParts, timetableSchema } from '../timetable.ts'
import { readableOf } from '../validate/draft.ts'
import { type Fault, FaultError } from '../validate/fault.ts'
import { Report } from '../validate/report.ts'
import { bare, listed, longLists, shapeFaults, valueAt } from '../validate/shape.ts'
import { type Facts, factsOf } from './facts.ts'
import type { PostView } from './posts.ts'
import { checkBackups, checkNames, checkNeeds, checkStructure, type Entries } from './structure.ts'
import { type View, viewOf } from './view.ts'

/** Everything that is malformed, with JSON pointers into the timetable: such a thing is listed and never priced. */
export function timetableFaults(plan: Plan, input: unknown): Fault[] {
  return read(plan, input).faults
}

/** @throws FaultError with every fault, when the input is no timetable of this plan */
export function parseTimetable(plan: Plan, input: unknown): Timetable {
  const { faults, timetable } = read(plan, input)
  if (!timetable || faults.length > 0) throw new FaultError(faults)
  return timetable
}

/** a campus group has some hundred sections, and some ten thousand posts */
const mostEntries = { sections: 20_000, care: 100_000, posts: 200_000, backups: 20_000 }

function read(plan: Plan, input: unknown): { faults: Fault[]; timetable?: Timetable } {
  const long = longLists(input, mostEntries)
  if (long.length > 0) return { faults: long }
  const parsed = timetableSchema.safeParse(input)
  const facts = factsOf(plan)
  if (parsed.success) {
    const { report } = inspect(facts, parsed.data)
    checkBackups(facts, parsed.data.backups ?? [], parsed.data.sections, report)
    return { faults: listed(report.errors), timetable: parsed.data }
  }
  const parts = { sections: entries(input, 'sections'), care: entries(input, 'care'), posts: entries(input, 'posts') }
  const { report } = inspect(facts, parts)
  for (const list of ['sections', 'care', 'posts'] as const) {
    for (const [i, entry] of parts[list].entries()) if (!entry) checkNames(facts, readableOf(elementOf(list), valueAt(input, [list, i])), [list, i], report)
  }
  // without a list of sections, nobody can say which one runs
  checkBackups(facts, entries(input, 'backups'), Array.isArray(valueAt(input, ['sections'])) ? parts.sections : [undefined], report)
  return { faults: listed([...shapeFaults(timetableSchema, parsed.error.issues, input), ...report.errors]) }
}

/** The entries of a list that have the right shape, holes in place of the others. */
function entries<List extends keyof TimetableParts | 'backups'>(input: unknown, list: List): readonly (Items[List][number] | undefined)[] {
  const element = elementOf(list) as z.ZodType<Items[List][number]>
  const value = valueAt(input, [list])
  return Array.isArray(value) ? value.map((item) => element.safeParse(item).data) : []
}
const elementOf = (list: keyof TimetableParts | 'backups') => (bare(timetableSchema.shape[list]) as z.ZodArray).element
type Items = Required<Pick<Timetable, keyof TimetableParts | 'backups'>>

/** What of a timetable is malformed, and how the rest of it reads. */
export function inspect(facts: Facts, all: Entries): { report: Report; view: View } {
  const report = new Report()
  const sound = checkStructure(facts, all, report)
  const view = viewOf(facts.plan, { sections: present(sound.sections), care: present(sound.care), posts: present(sound.posts) }, facts)
  const needs = new Map(view.posts.map((post) => [needKey(post), post.need]))
  const groupsSound = !sound.sections.includes(undefined) && !sound.care.includes(undefined)
  const sectionsSound = new Set(present(sound.sections).map((section) => JSON.stringify([section.activity, section.number])))
  const sectionsNamed = new Set(present(all.sections).map((section) => JSON.stringify([section.activity, section.number])))
  const trusted = (post: Post): boolean => {
    if (post.kind === 'general') return true
    if (post.kind !== 'section') return groupsSound
    const key = JSON.stringify([post.activity, post.number])
    return sectionsSound.has(key) || !(sectionsNamed.has(key) || all.sections.includes(undefined))
  }
  checkNeeds(facts, sound.posts, needs, trusted, report)
  return { report, view }
}

const needKey = (post: PostView): string => JSON.stringify([post.season.season.id, post.key])

const present = <T>(list: readonly (T | undefined)[]): T[] => list.filter((item) => item !== undefined)
