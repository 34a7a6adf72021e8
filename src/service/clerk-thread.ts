import { workerData } from 'node:worker_threads'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Circle } from '../store/tenants.ts'
import type { Answers, Domain, Fault, Finding, Report, Scenarios, Score } from './domain.ts'
import { deepest, depthOf, withBriefValue } from './hostile.ts'
import { jsonFault } from './json-fault.ts'
import { inLanguage, type Language } from './language.ts'
import { mergePatch } from './merge-patch.ts'
import { rebalanceOrder } from './rebalance-order.ts'
import { RequestFaults } from './validation.ts'

/** The thread that reads documents: parsing, validating, pricing and showing happen here, never where HTTP is answered. */
const { domainUrl, answersUrl, scenariosUrl } = (Array.isArray(workerData) ? workerData[1] : workerData) as ClerkUrls
const { domain } = (await import(domainUrl)) as { domain: Domain }

/** Where the thread finds the model; what is seldom wanted is read when it is. */
export interface ClerkUrls {
  readonly domainUrl: string
  readonly answersUrl: string
  readonly scenariosUrl: string
}
/** what the rows of reports are, and whose rule: said when they are shown, since they are stored without */
const words = new Map(domain.catalogue.map(({ id, clause, title }) => [id, { clause, title }]))
const answersOf = async () => ((await import(answersUrl)) as { answers: Answers }).answers

/** A stored document, with its fingerprint so that a parsed one can be kept. */
export interface Packed {
  readonly sha256: string
  /** gzipped JSON */
  readonly document: Uint8Array
}

/** A document that is not taken. */
export interface Refusal {
  /** JSON of every fault, in the asker's language: there may be very many */
  readonly faults: Uint8Array
  /** it could not even be read */
  readonly notJson: boolean
}

/** A document as it came. */
export interface Incoming {
  readonly json: Uint8Array
  readonly language: Language
}

export type Admission =
  | Refusal
  | {
      readonly document: Uint8Array
      readonly sha256: string
      readonly bytes: number
      readonly name: string
      readonly summary: Record<string, number | string>
      readonly findings: readonly Finding[]
    }

export type Pricing = Refusal | { readonly document: Uint8Array; readonly score: Score; readonly report: Uint8Array }

export type ChangeOrder =
  | Refusal
  | {
      readonly after: string | undefined
      readonly deadlineSeconds: number
      /** gzipped JSON */
      readonly changes: Uint8Array
      readonly count: number
    }

let orderSchema: ReturnType<typeof rebalanceOrder> | undefined
const plans = new Map<string, unknown>()
const timetables = new Map<string, unknown>()

export const clerk = {
  warmUp,

  admit({ json, language }: Incoming): Admission {
    const input = parse(json)
    return 'fault' in input ? refusal([input.fault], language, true) : admission(input.value, language)
  },

  patch({ plan, json, language }: Incoming & { plan: Packed }): Admission {
    const input = parse(json)
    return 'fault' in input ? refusal([input.fault], language, true) : admission(mergePatch(open(plan.document), input.value), language)
  },

  price({ plan, json, language }: Incoming & { plan: Packed }): Pricing {
    const input = parse(json)
    if ('fault' in input) return refusal([input.fault], language, true)
    const read = domain.readTimetable(planOf(plan), input.value)
    if (!read.timetable) return refusal(read.errors, language)
    const { hard, medium, soft, ...rest } = domain.check(planOf(plan), read.timetable)
    return { document: close(read.timetable), score: { hard, medium, soft }, report: close({ hard, medium, soft, ...rest }) }
  },

  report({ report, language }: { report: Uint8Array; language: Language }): Uint8Array {
    const { constraints, ...rest } = open(report) as Report
    const told = constraints.map(({ id, level, ...row }) => ({ id, level, ...words.get(id), ...row }))
    return bytes(inLanguage({ ...rest, constraints: told }, language))
  },

  /** what changes did, as it was stored */
  summary({ summary, language }: { summary: Uint8Array; language: Language }): Uint8Array {
    return bytes(inLanguage(open(summary), language))
  },

  view(task: { plan: Packed; timetable: Packed; by: string; id: string; language: Language }): Uint8Array | undefined {
    const view = domain.view(planOf(task.plan), timetableOf(task.plan, task.timetable), task.by, task.id)
    return view && bytes(inLanguage(view, task.language))
  },

  mayView({ plan, circle, by, id }: { plan: Packed; circle: Circle; by: string; id: string }): boolean {
    return domain.mayView(planOf(plan), circle, by, id)
  },

  /** as a date's week has it, after changes too @param timetable the timetable, or the answer to changes */
  async viewOn(task: { plan: Packed; timetable: Packed; by: string; id: string; date: string; language: Language }): Promise<Refusal | Uint8Array | undefined> {
    const shown = (await answersOf()).view(planOf(task.plan), timetableOf(task.plan, task.timetable), task.by, task.id, task.date)
    if ('errors' in shown) return refusal(shown.errors, task.language)
    return shown.view && bytes(inLanguage(shown.view, task.language))
  },

  async readChanges({ json, language }: Incoming): Promise<ChangeOrder> {
    const input = parse(json)
    if ('fault' in input) return refusal([input.fault], language, true)
    orderSchema ??= rebalanceOrder((await answersOf()).changeListSchema)
    const { data, error } = orderSchema.safeParse(input.value, { reportInput: true })
    if (error) return refusal(new RequestFaults(error.issues, 'body').faults(), language)
    const { changes, after, deadlineSeconds } = data
    return { after, deadlineSeconds, changes: close(changes), count: (changes as unknown[]).length }
  },

  compare({ plan, before, after, language }: { plan: Packed; before: Packed; after: Packed; language: Language }): Uint8Array {
    return bytes(inLanguage(domain.compare(planOf(plan), timetableOf(plan, before), timetableOf(plan, after)), language))
  },

  exportStudent({ plan, timetable, student }: { plan: Packed; timetable?: Packed; student: string }): Uint8Array | undefined {
    const data = domain.exportStudent(planOf(plan), timetable && timetableOf(plan, timetable), student)
    return data && bytes(data)
  },

  erasePlanStudent({ plan, student, pseudonym }: { plan: Packed; student: string; pseudonym: string }): { document: Uint8Array; sha256: string } {
    const erased = domain.erasePlanStudent(planOf(plan), student, pseudonym)
    plans.delete(plan.sha256)
    return { document: close(erased), sha256: domain.describe(erased).sha256 }
  },

  eraseTimetableStudent({ plan, document, student, pseudonym }: { plan: Packed; document: Uint8Array; student: string; pseudonym: string }): {
    document: Uint8Array
    report: Uint8Array
  } {
    timetables.clear()
    const erased = domain.eraseTimetableStudent(open(document), student, pseudonym)
    return { document: close(erased), report: close(domain.check(planOf(plan), erased)) }
  },

  /** @returns the plan as JSON */
  async generate(options: { school: string; seed: number; tier: string }): Promise<Uint8Array> {
    const scenarios = (await import(scenariosUrl)) as Scenarios
    // as a plan is kept: with its defaults written out
    return bytes(domain.planSchema.parse(scenarios.generate(options as never).plan))
  },
}

export type Clerk = typeof clerk

export default ({ task, value }: { task: keyof Clerk; value: never }): unknown => clerk[task](value)

/** Does what the first plan would wait for otherwise: code that has run some times is several times faster. */
function warmUp(): void {
  for (let round = 0; round < 4; round++) for (const { plan } of domain.examples) admission(plan, 'en')
  plans.clear()
}

function admission(input: unknown, language: Language): Admission {
  const { plan, errors, findings } = domain.validate(input)
  if (plan === undefined) return refusal(errors, language)
  const { name, sha256, summary } = domain.describe(plan)
  const json = bytes(plan)
  keep(plans, sha256, plan)
  return { document: gzipSync(json, { level: 1 }), sha256, bytes: json.length, name, summary, findings }
}

function planOf({ sha256, document }: Packed): unknown {
  return plans.get(sha256) ?? keep(plans, sha256, open(document))
}

function timetableOf(plan: Packed, { sha256, document }: Packed): unknown {
  const key = `${plan.sha256} ${sha256}`
  return timetables.get(key) ?? keep(timetables, key, open(document))
}

/** The newest few are kept: views of one timetable come in rows. */
function keep(cache: Map<string, unknown>, key: string, value: unknown): unknown {
  cache.delete(key)
  cache.set(key, value)
  if (cache.size > 8) cache.delete(cache.keys().next().value!)
  return value
}

function parse(json: Uint8Array): { value: unknown } | { fault: Fault } {
  try {
    if (depthOf(json) > deepest) throw new Error(`more than ${deepest} levels deep`)
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json)) }
  } catch (error) {
    return { fault: { pointer: '', value: null, code: 'not-json', message: jsonFault((error as Error).message) } }
  }
}

function refusal(faults: readonly Fault[], language: Language, notJson = false): Refusal {
  return { faults: bytes(inLanguage(faults.map(withBriefValue), language)), notJson }
}

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const open = (document: Uint8Array): unknown => JSON.parse(gunzipSync(document).toString())
const close = (value: unknown): Uint8Array => gzipSync(JSON.stringify(value), { level: 1 })
