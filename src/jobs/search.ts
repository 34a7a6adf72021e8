import { Worker } from 'node:worker_threads'
import type { Cost, SolveProgress } from '../solve/model.ts'
import type { ThreadMessage, ThreadOutcome, ThreadTask } from './thread-task.ts'

/** Searches that run side by side on threads, seen as one. */
export interface Search {
  /** the best so far, and what all threads together have tried; undefined before the first word */
  progress(): SolveProgress | undefined
  /** the best timetable handed out so far, unless it is saved */
  unsaved(): Uint8Array | undefined
  saved(document: Uint8Array): void
  /** asks every thread to end with its best */
  cancel(): void
  /** ends every thread at once; the outcome is lost */
  kill(): Promise<void>
  /** rejects when a thread breaks */
  readonly outcome: Promise<ThreadOutcome>
}

/** More heap than this is a fault of ours, not a reason to take the process down. */
const heapLimitMb = 3000

export function startSearch(task: Omit<ThreadTask, 'seed' | 'threads'>, seed: number, threads: number): Search {
  const latest: (SolveProgress | undefined)[] = new Array(threads).fill(undefined)
  let best: { cost: Cost; document: Uint8Array; saved: boolean } | undefined
  const workers: Worker[] = []
  let done = false

  const member = (index: number) =>
    new Promise<ThreadOutcome>((resolve, reject) => {
      const workerData: ThreadTask = { ...task, threads, seed: memberSeed(seed, index) }
      const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData, resourceLimits: { maxOldGenerationSizeMb: heapLimitMb } })
      workers.push(worker)
      worker.on('message', ({ progress, checkpoint, outcome }: ThreadMessage) => {
        latest[index] = progress
        if (checkpoint && (!best || isBetter(progress, best.cost))) best = { cost: progress, document: checkpoint, saved: false }
        if (!outcome) return
        // nothing is left to find for the others; with a step limit they go on, so that the outcome is the same every time
        if (outcome.stopped === 'done' && task.steps === undefined) {
          done = true
          cancel()
        }
        resolve(outcome)
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`a search thread ended with code ${code} before it had an outcome`)))
    })

  const cancel = () => {
    for (const worker of workers) worker.postMessage('cancel')
  }
  const kill = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  const outcome = Promise.all(Array.from({ length: threads }, (_, index) => member(index)))
    .then((outcomes) => outcomes.reduce((kept, one) => (isBetter(one.score, kept.score) ? one : kept)))
    // a thread with nothing left to find has ended the others
    .then((best) => (done && best.stopped === 'cancelled' ? { ...best, stopped: 'done' as const } : best))
    .finally(kill)
  // a killed search is nobody's outcome
  outcome.catch(() => {})
  return {
    outcome,
    cancel,
    kill,
    progress: () => merge(latest),
    unsaved: () => (best?.saved ? undefined : best?.document),
    saved: (document) => {
      if (best?.document === document) best.saved = true
    },
  }
}

/** the first thread's seed is the one given; the others' are far from it */
const memberSeed = (seed: number, index: number): number => (seed + Math.imul(index, 0x9e3779b9)) | 0

const isBetter = (a: Cost, b: Cost): boolean => (a.hard - b.hard || a.medium - b.medium || a.soft - b.soft) < 0

function merge(latest: readonly (SolveProgress | undefined)[]): SolveProgress | undefined {
  const heard = latest.filter((one) => one !== undefined)
  if (heard.length === 0) return undefined
  const best = heard.reduce((kept, one) => (isBetter(one, kept) ? one : kept))
  return {
    ...best,
    steps: heard.reduce((sum, one) => sum + one.steps, 0),
    seconds: Math.max(...heard.map((one) => one.seconds)),
    movesPerSecond: heard.reduce((sum, one) => sum + one.movesPerSecond, 0),
  }
}
