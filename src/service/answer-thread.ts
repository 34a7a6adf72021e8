import { createHash } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { gunzipSync, gzipSync } from 'node:zlib'
import { standBack } from '../jobs/courtesy.ts'
import type { Packed } from './clerk-thread.ts'
import type { Answers, Fault } from './domain.ts'
import { inLanguage, type Language } from './language.ts'

/** The thread that mends timetables and answers questions about them: both search, for seconds. */
const { answersUrl } = (Array.isArray(workerData) ? workerData[1] : workerData) as { answersUrl: string }
const { answers } = (await import(answersUrl)) as { answers: Answers }

export interface RebalanceTask {
  readonly plan: Packed
  /** gzipped JSON: a timetable, or the answer to earlier changes */
  readonly current: Uint8Array
  /** gzipped JSON */
  readonly changes: Uint8Array
  readonly deadlineMilliseconds: number
}

type Faults = { readonly errors: readonly Fault[] }

const plans = new Map<string, unknown>()

export const answerer = {
  async rebalance({ plan, current, changes, deadlineMilliseconds }: RebalanceTask): Promise<Faults | { document: Uint8Array; summary: Uint8Array }> {
    const answer = await answers.rebalance(planOf(plan), opened(current), open(changes), deadlineMilliseconds)
    return 'errors' in answer ? answer : { document: close(answer.rebalanced), summary: close(answer.summary) }
  },

  async ask(task: { plan: Packed; current: Uint8Array; question: unknown; language: Language; date?: string }): Promise<Faults | { answer: Uint8Array }> {
    const answer = await answers.ask(planOf(task.plan), opened(task.current), task.question, task.date)
    return 'errors' in answer ? answer : { answer: Buffer.from(JSON.stringify(inLanguage(answer.answer, task.language))) }
  },

  /** This thread, and those that it starts, stand back from now on. */
  bound({ plan, ...order }: { plan: Packed; seconds: number; medium: number; known?: { medium: number; soft: number } }) {
    standBack()
    return answers.bound(planOf(plan), order)
  },

  /** @returns JSON of what the answer to changes holds about a student */
  exportStudent({ document, student }: { document: Uint8Array; student: string }): object {
    return answers.exportStudent(open(document), student)
  },
}

export type Answerer = typeof answerer

export default ({ task, value }: { task: keyof Answerer; value: never }): unknown => answerer[task](value)

/** The newest few stay, compiled: changes to one timetable come in rows. */
function planOf({ sha256, document }: Packed): unknown {
  const plan = plans.get(sha256) ?? open(document)
  plans.delete(sha256)
  plans.set(sha256, plan)
  if (plans.size > 4) plans.delete(plans.keys().next().value!)
  return plan
}

const documents = new Map<string, unknown>()

/** The same bytes give the same object, for the newest few: what is known of it need not be found out again. Nobody changes it. */
function opened(bytes: Uint8Array): unknown {
  const key = createHash('sha256').update(bytes).digest('base64')
  const document = documents.get(key) ?? open(bytes)
  documents.delete(key)
  documents.set(key, document)
  if (documents.size > 8) documents.delete(documents.keys().next().value!)
  return document
}

const open = (document: Uint8Array): unknown => JSON.parse(gunzipSync(document).toString())
const close = (value: unknown): Uint8Array => gzipSync(JSON.stringify(value), { level: 1 })
