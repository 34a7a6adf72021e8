import { Worker } from 'node:worker_threads'
import { Relay } from '../solve/exchange.ts'
import type { Cost, SolveProgress } from '../solve/model.ts'
import { improvingShare, memberSeed, merge } from '../solve/portfolio.ts'
import { isBetter } from '../solve/solve.ts'
import type { ThreadMessage, ThreadOutcome, ThreadTask } from './thread-task.ts'

/** Searches that run side by side on threads, seen as one. */
export interface Search {
  /** the best so far, and what all threads together have tried; undefined before the first word */
  progress(): SolveProgress | undefined
  /** the best timetable handed out so far, unless it is saved */
  unsaved(): Handed | undefined
  saved(document: Uint8Array): void
  /** whether a saved timetable is as good as this: nothing that was found since would be lost */
  isSaved(cost: Cost): boolean
  /** asks every thread to end with its best */
  cancel(): void
  /** ends every thread at once; the outcome is lost */
  kill(): Promise<void>
  /** rejects when a thread breaks */
  readonly outcome: Promise<ThreadOutcome>
}

/** A timetable that a thread has handed out. */
export interface Handed {
  readonly document: Uint8Array
  readonly cost: Cost
  /** what all threads had spent by then */
  readonly seconds: number
  readonly steps: number
}

/** More heap than this is a fault of ours, not a reason to take the process down. */
const heapLimitMb = 3000

/** As `solvePortfolio` does, with checkpoints on the way and an outcome that the checker has priced. */
export function startSearch(task: Omit<ThreadTask, 'seed' | 'threads' | 'trades' | 'improvingShare'>, seed: number, threads: number): Search {
  const latest: (SolveProgress | undefined)[] = new Array(threads).fill(undefined)
  let best: (Handed & { isSaved: boolean }) | undefined
  const relay = new Relay<unknown>()
  const { workers } = relay
  /** what a thread has found that leaves nothing to the others */
  let final: 'done' | 'target' | undefined

  const member = (index: number) =>
    new Promise<ThreadOutcome>((resolve, reject) => {
      const workerData: ThreadTask = {
        ...task,
        threads,
        seed: memberSeed(seed, index),
        trades: threads > 1,
        ...(threads > 1 && index === threads - 1 && { improvingShare }),
      }
      const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData, resourceLimits: { maxOldGenerationSizeMb: heapLimitMb } })
      workers.push(worker)
      worker.on('message', (message: ThreadMessage) => {
        if (!('progress' in message)) return relay.passOn(worker, message)
        const { progress, checkpoint, outcome } = message
        latest[index] = progress
        if (checkpoint && (!best || isBetter(progress, best.cost))) {
          const { seconds, steps } = merge(latest)
          best = { cost: progress, document: checkpoint, seconds, steps, isSaved: false }
        }
        if (!outcome) return
        // with a step limit the others go on, so that the outcome is the same every time
        if ((outcome.stopped === 'done' || outcome.stopped === 'target') && task.steps === undefined) {
          final ??= outcome.stopped
          relay.cancel()
        }
        resolve(outcome)
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`a search thread ended with code ${code} before it had an outcome`)))
    })

  const kill = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  const outcome = Promise.all(Array.from({ length: threads }, (_, index) => member(index)))
    .then((outcomes) => outcomes.reduce((kept, one) => (isPreferred(one, kept) ? one : kept)))
    // a thread with nothing left to find has ended the others
    .then((best) => (final && best.stopped === 'cancelled' ? { ...best, stopped: final } : best))
    .finally(kill)
  // a killed search is nobody's outcome
  outcome.catch(() => {})
  return {
    outcome,
    cancel: () => relay.cancel(),
    kill,
    progress: () => (latest.some((one) => one !== undefined) ? merge(latest) : undefined),
    unsaved: () => (best?.isSaved ? undefined : best),
    saved: (document) => {
      if (best?.document === document) best.isSaved = true
    },
    isSaved: (cost) => best?.isSaved === true && !isBetter(cost, best.cost),
  }
}

/** a proof that nothing better exists goes before an equal cost without one */
const isPreferred = (a: ThreadOutcome, b: ThreadOutcome): boolean => isBetter(a.score, b.score) || (!isBetter(b.score, a.score) && a.optimal && !b.optimal)
