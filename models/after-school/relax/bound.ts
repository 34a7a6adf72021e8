import { Worker } from 'node:worker_threads'
import type { RowId } from '../catalogue.ts'
import type { Plan } from '../plan.ts'
import type { BoundReport, BoundTask } from './bound-thread.ts'
import type { Proved } from './prove.ts'

export interface BoundOptions {
  /** default 60 */
  readonly timeLimitSeconds?: number
  /** ends the proof; what is proved by then counts */
  readonly signal?: AbortSignal
  /**
   * `soft` then holds for timetables of at most this medium cost alone. Whatever beats an incumbent of that medium cost is one of them, or has less medium;
   * without it a timetable with empty seats counts too, and it costs little soft. Default: any
   */
  readonly mediumAtMost?: number
  /** the cost of a timetable that breaks no hard row, of at most that medium cost: no floor above it is told, as only an engine's fault could have made it. Default: none is known */
  readonly known?: { readonly medium: number; readonly soft: number }
  /** hears of every bound that is proved on the way, each at least as high as the one before */
  readonly onProved?: (proved: Proved) => void
}

export interface LowerBound {
  /** no timetable that breaks no hard row costs less, in medium */
  readonly medium: number
  /** no such timetable (of medium cost at most `mediumAtMost`) costs less, in soft; Infinity: there is none */
  readonly soft: number
  /** the rows that the bound counts, some in part, the last two in small schools alone; all others it takes for 0 */
  readonly covers: readonly RowId[]
  readonly seconds: number
  /** the relaxation was solved to its end: more time would not raise the bound */
  readonly proven: boolean
}

export const boundCovers: readonly RowId[] = [
  'unfilled-seat',
  'unplaced-student',
  'missing-section',
  'priority-unserved',
  'tutoring-unserved',
  'student-choice',
  'balanced-week',
  'staff-preference',
  'fair-load',
  'in-service-share',
  'merged-care',
  'season-gap',
  'pay',
  'handover',
  'own-class-care',
  'season-change',
  'care-continuity',
  'lead-continuity',
]

/** @returns the rows that were counted for a bound */
export const coveredBy = ({ wishesAlone }: Proved): readonly RowId[] => (wishesAlone ? ['student-choice'] : boundCovers)

/** A proved floor under the cost of every timetable of the plan, found in a thread of its own. The mathematics is in the README beside this file. */
export async function lowerBound(plan: Plan, options: BoundOptions = {}): Promise<LowerBound> {
  const { signal, mediumAtMost, known, timeLimitSeconds = 60, onProved } = options
  const began = performance.now()
  let proved: Proved = { medium: 0, soft: 0, proven: false }
  if (!signal?.aborted) {
    const task: BoundTask = { plan, timeLimitSeconds, question: { mediumAtMost, ...(known && { known }) } }
    const worker = new Worker(new URL('./bound-thread.ts', import.meta.url), { workerData: task })
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (report: BoundReport) => {
        proved = report.proved
        onProved?.(proved)
        if (report.last) resolve()
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the thread of the bound ended with code ${code} before it had one`)))
      signal?.addEventListener('abort', () => resolve(), { once: true })
    }).finally(() => worker.terminate())
  }
  const { wishesAlone: _, ...rest } = proved
  return { ...rest, covers: coveredBy(proved), seconds: (performance.now() - began) / 1000 }
}
