import { Worker } from 'node:worker_threads'
import { Relay } from './exchange.ts'
import type { MemberReport, MemberTask } from './member.ts'
import type { Cost, Outcome, SolveOptions, SolveProgress } from './model.ts'
import { isBetter } from './solve.ts'

/** share of the time limit that the last of several threads leaves to the model's improver, at least */
export const improvingShare = 0.15

export interface PortfolioOptions<Solution> extends Omit<SolveOptions<Solution>, 'exchange' | 'improvingShare'> {
  /** searches side by side, each on a thread and with a seed of its own; `stepLimit` is for each of them */
  readonly threads: number
}

/**
 * Searches on worker threads, which pass on what they go on from and, once they are cool, their best solutions (never under a step limit), and keeps the best outcome, by level; of equal ones that of the first thread, so that a step limit fixes the outcome to the byte.
 *
 * @param entry the file that every thread runs; it calls `runMember` with its model
 * @param document parsed already; it is copied to every thread
 */
export async function solvePortfolio<Document, Solution>(entry: URL, document: Document, options: PortfolioOptions<Solution>): Promise<Outcome<Solution>> {
  const { threads, seed = 1, stepLimit, timeLimitSeconds, start, stop = [], signal, onProgress } = options
  const latest: (SolveProgress | undefined)[] = new Array(threads).fill(undefined)
  const relay = new Relay<Solution>()
  const { workers } = relay
  let ruled: Outcome<Solution>['stopped'] | undefined
  const cancel = () => relay.cancel()

  const hear = (index: number, progress: SolveProgress) => {
    latest[index] = progress
    const merged = merge(latest)
    onProgress?.(merged)
    const rule = ruled === undefined ? stop.find((one) => one.reached(merged)) : undefined
    if (rule) {
      ruled = rule.reason
      cancel()
    }
  }

  const member = (index: number) =>
    new Promise<Outcome<Solution>>((resolve, reject) => {
      const task: MemberTask = {
        document,
        seed: memberSeed(seed, index),
        ...(start !== undefined && { start }),
        ...(stepLimit !== undefined && { stepLimit }),
        ...(timeLimitSeconds !== undefined && { timeLimitSeconds }),
        untilCancelled: stop.length > 0,
        trades: threads > 1,
        ...(threads > 1 && index === threads - 1 && { improvingShare }),
      }
      const worker = new Worker(entry, { workerData: task })
      workers.push(worker)
      worker.on('message', (report: MemberReport<Solution>) => {
        if ('progress' in report) hear(index, report.progress)
        else if (!('outcome' in report)) relay.passOn(worker, report)
        else {
          const { solution, amounts, stopped, compileSeconds, seed: _own, ...progress } = report.outcome
          hear(index, progress)
          // nothing is left to find for the others; with a step limit they go on, so that the outcome is the same every time
          if (stopped === 'done' && stepLimit === undefined) cancel()
          resolve(report.outcome)
        }
      })
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`a search thread ended with code ${code} before it had an outcome`)))
    })

  signal?.addEventListener('abort', cancel)
  try {
    const members = Promise.all(Array.from({ length: threads }, (_, index) => member(index)))
    if (signal?.aborted) cancel()
    const outcomes = await members
    const found = outcomes.reduce((kept, one) => (isPreferred(one, kept) ? one : kept))
    return {
      ...found,
      ...merge(outcomes),
      solution: found.solution,
      stopped: found.stopped === 'cancelled' && ruled ? ruled : found.stopped,
      compileSeconds: Math.max(...outcomes.map((one) => one.compileSeconds)),
      seed,
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

/** @returns the first thread's seed as given; the others' far from it, so that neighbouring seeds share no thread */
export function memberSeed(seed: number, index: number): number {
  return (seed + Math.imul(index, 0x9e3779b9)) | 0
}

/** a proof that nothing better exists goes before an equal cost without one */
function isPreferred(a: Cost & { done: boolean }, b: Cost & { done: boolean }): boolean {
  return isBetter(a, b) || (!isBetter(b, a) && a.done && !b.done)
}

/** @returns the best cost so far and what all threads together have tried */
export function merge(latest: readonly (SolveProgress | undefined)[]): SolveProgress {
  const heard = latest.filter((one) => one !== undefined)
  const best = heard.reduce((kept, one) => (isPreferred(one, kept) ? one : kept))
  const bounds = heard.flatMap(({ bound }) => bound ?? [])
  return {
    hard: best.hard,
    medium: best.medium,
    soft: best.soft,
    done: best.done,
    ...(bounds.length > 0 && { bound: Math.max(...bounds) }),
    steps: heard.reduce((sum, one) => sum + one.steps, 0),
    seconds: Math.max(...heard.map((one) => one.seconds)),
    secondsLeft: best.secondsLeft === undefined ? undefined : Math.max(...heard.map((one) => one.secondsLeft ?? 0)),
    movesPerSecond: heard.reduce((sum, one) => sum + one.movesPerSecond, 0),
  }
}
