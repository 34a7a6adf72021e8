import type { ZodType } from 'zod'
import type { Prover } from '../jobs/prover.ts'
import type { CircleScope } from '../store/tenants.ts'

/**
 * What the service asks of a model's words. It never looks inside a document itself: a module that exports such an object as `domain`
 * is named by the composition root (`src/main.ts`) and loaded in the clerk's threads, where documents are parsed and priced.
 */
export interface Domain<Plan = unknown, Timetable = unknown> {
  readonly name: string
  readonly planSchema: ZodType
  readonly timetableSchema: ZodType
  readonly catalogue: readonly CatalogueRow[]
  readonly policies: readonly PolicyDocument[]
  readonly examples: readonly Example[]
  /** by whom or what a timetable can be viewed */
  readonly views: readonly string[]
  validate(input: unknown): { readonly plan?: Plan; readonly errors: readonly Fault[]; readonly findings: readonly Finding[] }
  /** a plan's name, fingerprint and figures */
  describe(plan: Plan): { readonly name: string; readonly sha256: string; readonly summary: Record<string, number | string> }
  readTimetable(plan: Plan, input: unknown): { readonly timetable?: Timetable; readonly errors: readonly Fault[] }
  check(plan: Plan, timetable: Timetable): Report
  /** @returns the timetable with how it came about */
  sign(plan: Plan, timetable: Timetable, provenance: { seed: number; threads: number; steps: number; stopped: string }): Timetable
  /** @returns undefined when there is nobody and nothing of that id */
  view(plan: Plan, timetable: Timetable, by: string, id: string): object | undefined
  /** whether a view is of a family's own students, or of a homeroom teacher's own classes @param ids theirs, in the plan */
  mayView(plan: Plan, circle: { readonly scope: CircleScope; readonly ids: readonly string[] }, by: string, id: string): boolean
  /** what differs between two timetables of the plan */
  compare(plan: Plan, before: Timetable, after: Timetable): object
  /** everything that the documents hold about a student; undefined when there is no such student */
  exportStudent(plan: Plan, timetable: Timetable | undefined, student: string): object | undefined
  /** the plan with the student's id replaced by a pseudonym and their name gone */
  erasePlanStudent(plan: Plan, student: string, pseudonym: string): Plan
  eraseTimetableStudent(timetable: Timetable, student: string, pseudonym: string): Timetable
}

type Eventually<Value> = Value | Promise<Value>

/** What the service asks of the solver beside solving, in threads of its own: changes in the course of a term, and questions. */
export interface Answers<Plan = unknown> extends Prover<Plan> {
  readonly changeListSchema: ZodType
  readonly rebalancedSchema: ZodType
  readonly questionSchema: ZodType
  /** for the reference: about the first example plan */
  readonly examples: { readonly changes: readonly object[]; readonly questions: readonly object[] }
  /** @param current a timetable, or the answer to earlier changes */
  rebalance(
    plan: Plan,
    current: unknown,
    changes: unknown,
    deadlineMilliseconds: number,
  ): Eventually<{ readonly errors: readonly Fault[] } | { readonly rebalanced: object; readonly summary: object }>
  /** @param current a timetable; with a date, the answer to changes as well: what rules on that date is asked about */
  ask(plan: Plan, current: unknown, question: unknown, date?: string): Eventually<{ readonly errors: readonly Fault[] } | { readonly answer: unknown }>
  /** what `Domain.view` shows, as the week of a date has it @param current a timetable, or the answer to changes @returns errors where there is no service on the date */
  view(plan: Plan, current: unknown, by: string, id: string, date: string): { readonly errors: readonly Fault[] } | { readonly view: object | undefined }
  /** what the answer to changes holds about a student */
  exportStudent(rebalanced: unknown, student: string): object
}

export interface Text {
  readonly en: string
  readonly zh: string
}

export interface Fault {
  /** JSON pointer into the document */
  readonly pointer: string
  readonly value: unknown
  readonly code: string
  readonly clause?: string
  readonly message: Text
  readonly suggestion?: Text
}

export type Finding = Omit<Fault, 'value'> & { readonly value?: unknown }

export interface CatalogueRow {
  readonly id: string
  readonly level: string
  readonly weight: number
  readonly clause: string
  readonly title: Text
}

export interface PolicyDocument {
  readonly id: string
  readonly title: Text
}

export interface Example {
  readonly id: string
  readonly title: Text
  readonly plan: unknown
}

export interface Score {
  readonly hard: number
  readonly medium: number
  readonly soft: number
}

export interface Report extends Score {
  /** by row of the catalogue */
  readonly constraints: readonly { readonly id: string; readonly level: string }[]
  /** where the plan departs from its policy, and why */
  readonly overrides: readonly object[]
}

/** Schools made from a name and a seed. */
export interface Scenarios {
  generate(options: { school: never; seed: number; tier: never }): { plan: unknown }
}
