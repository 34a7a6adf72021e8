import { parentPort, workerData } from 'node:worker_threads'
import type { Plan } from '../plan.ts'
import { type Proved, prove, type Question } from './prove.ts'

/** What the thread of a bound is started with. */
export interface BoundTask {
  readonly plan: Plan
  readonly timeLimitSeconds: number
  readonly question: Question
}

/** What it says: every bound as it is proved, the last one marked. */
export interface BoundReport {
  readonly proved: Proved
  readonly last: boolean
}

const { plan, timeLimitSeconds, question } = workerData as BoundTask
const tell = (proved: Proved, last: boolean) => parentPort!.postMessage({ proved, last } satisfies BoundReport)
tell(await prove(plan, timeLimitSeconds, question, (proved) => tell(proved, false)), true)
