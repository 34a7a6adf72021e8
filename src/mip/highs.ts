import { Worker } from 'node:worker_threads'
import type { HighsReport, HighsTask } from './highs-thread.ts'
import { breach, type LinearModel, objectiveOf } from './linear-model.ts'
import type { MipOptions, MipOutcome } from './outcome.ts'

/** what counts as keeping a row or a bound, in its units */
const tolerance = 1e-5

/** an idle thread is used again: loading HiGHS takes longer than solving a small model */
const idle: Worker[] = []
const mostIdle = 1

/**
 * Solves with HiGHS in a thread of its own, so that cancelling is prompt: the thread is terminated, and what it has said by then counts.
 *
 * Its presolve has called models infeasible that have whole solutions, and solutions optimal without a bound. What it says is held against what is known; in doubt a run without presolve, in the time that is left, decides.
 *
 * @throws Error where it calls a model optimal and has no solution of it, without presolve too
 */
export async function solveWithHighs(model: LinearModel, options: MipOptions = {}): Promise<MipOutcome> {
  const { signal, relaxed = false, start } = options
  const began = performance.now()
  const task: HighsTask = {
    model,
    relaxed,
    interior: options.method === 'interior',
    presolve: true,
    relativeGap: options.relativeGap ?? 0,
    absoluteGap: options.absoluteGap ?? 1e-6,
    seed: options.seed ?? 0,
    ...(options.timeLimitSeconds !== undefined && { timeLimitSeconds: options.timeLimitSeconds }),
    ...(start && !relaxed && breach(model, start) <= tolerance && { start }),
  }
  let x = task.start
  const keep = (candidate: Float64Array) => {
    const rounded = relaxed ? candidate : roundWhole(model, candidate)
    const sound = relaxed ? breach({ ...model, integer: new Uint8Array(model.columns) }, rounded) : breach(model, rounded)
    if (sound > tolerance * 10) return
    if (!x || objectiveOf(model, rounded) < objectiveOf(model, x)) x = rounded
  }
  const ask = async (asked: HighsTask): Promise<Said> => {
    let bound = Number.NEGATIVE_INFINITY
    const end = await run(asked, signal, (report) => {
      if (report.kind === 'solution') keep(report.x)
      else if (report.kind === 'bound') bound = Math.max(bound, report.bound)
    })
    if (end?.x) keep(end.x)
    return { end, bound: Math.max(bound, end?.bound ?? bound) }
  }
  let said = await ask(task)
  if (said.end?.status === 'infeasible' || isFalse(task, said, x)) {
    const { timeLimitSeconds } = task
    const left = timeLimitSeconds === undefined ? undefined : timeLimitSeconds - (performance.now() - began) / 1000
    const again = left === undefined || left > 0
    said = again ? await ask({ ...task, presolve: false, ...(left !== undefined && { timeLimitSeconds: left }), ...(x && !relaxed && { start: x }) }) : unsaid
  }
  const { end } = said
  if (end?.status === 'optimal' && !x && !task.interior) throw new Error('HiGHS calls a model optimal whose solution breaks it: scale the model')
  const doubt = isFalse(task, said, x)
  const ended = doubt ? 'stopped' : (end?.status ?? 'stopped')
  return {
    status: ended === 'stopped' ? (x ? 'feasible' : 'unknown') : ended,
    ...(x && { x }),
    ...(end?.prices && { prices: end.prices }),
    objective: ended === 'unbounded' ? Number.NEGATIVE_INFINITY : x ? objectiveOf(model, x) : Number.POSITIVE_INFINITY,
    bound: doubt ? Number.NEGATIVE_INFINITY : said.bound,
    seconds: (performance.now() - began) / 1000,
    engine: 'highs',
    cancelled: end === undefined,
  }
}

/** what one run said, undefined where the signal ended it; no solution costs less than the bound */
interface Said {
  readonly end: End | undefined
  readonly bound: number
}

const unsaid: Said = { end: { kind: 'end', status: 'stopped', bound: Number.NEGATIVE_INFINITY }, bound: Number.NEGATIVE_INFINITY }

/** @returns whether what was said cannot be true, as a solution is known: it is cheaper than the bound, or is called optimal and may not be; or an optimum is said to be there, and none is known */
function isFalse({ model, relaxed, interior, absoluteGap, relativeGap }: HighsTask, { end, bound }: Said, x: Float64Array | undefined): boolean {
  if (!x) return end?.status === 'optimal' && !interior
  if (end?.status === 'infeasible') return true
  // a linear relaxation has a bound of its own, by a sum, and its solution may be a hint
  if (relaxed || !model.integer.includes(1) || end?.status === 'unbounded') return false
  const objective = objectiveOf(model, x)
  const rounding = 1e-4 + 1e-6 * Math.abs(objective)
  if (bound > objective + rounding) return true
  return end?.status === 'optimal' && objective - bound > Math.max(absoluteGap, relativeGap * Math.abs(objective)) + rounding
}

/** whole values as engines return them are a little off */
function roundWhole(model: LinearModel, x: Float64Array): Float64Array {
  return x.map((value, j) => (model.integer[j] ? Math.round(value) : value))
}

type End = Extract<HighsReport, { kind: 'end' }>

/** @returns how it ended; undefined when the signal ended it */
function run(task: HighsTask, signal: AbortSignal | undefined, hear: (report: HighsReport) => void): Promise<End | undefined> {
  if (signal?.aborted) return Promise.resolve(undefined)
  const worker = idle.pop() ?? new Worker(new URL('./highs-thread.ts', import.meta.url))
  worker.ref()
  return new Promise((resolve, reject) => {
    const leave = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
      signal?.removeEventListener('abort', onAbort)
    }
    const onMessage = (report: HighsReport) => {
      if (report.kind === 'solution' || report.kind === 'bound') {
        hear(report)
        return
      }
      leave()
      if (idle.length < mostIdle) {
        worker.unref()
        idle.push(worker)
      } else void worker.terminate()
      if (report.kind === 'end') resolve(report)
      else reject(new Error(report.message))
    }
    const onError = (error: unknown) => {
      leave()
      void worker.terminate()
      reject(error)
    }
    const onExit = (code: number) => {
      leave()
      reject(new Error(`the HiGHS thread ended with code ${code} before it had an outcome`))
    }
    const onAbort = () => {
      leave()
      // what was said before the signal is on its way: one turn of the event loop delivers it
      void worker.terminate()
      resolve(undefined)
    }
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
    signal?.addEventListener('abort', onAbort)
    worker.postMessage(task)
  })
}
