import { Worker } from 'node:worker_threads'
import type { HighsReport, HighsTask } from './highs-thread.ts'
import { breach, type LinearModel, objectiveOf } from './linear-model.ts'
import type { MipOptions, MipOutcome } from './outcome.ts'

/** what counts as keeping a row or a bound, in its units */
const tolerance = 1e-5

/** an idle thread is used again: loading HiGHS takes longer than solving a small model */
const idle: Worker[] = []
const mostIdle = 1

/** Solves with HiGHS in a thread of its own, so that cancelling is prompt: the thread is terminated, and what it has said by then counts. */
export async function solveWithHighs(model: LinearModel, options: MipOptions = {}): Promise<MipOutcome> {
  const { signal, relaxed = false, start } = options
  const began = performance.now()
  const task: HighsTask = {
    model,
    relaxed,
    interior: options.method === 'interior',
    relativeGap: options.relativeGap ?? 0,
    absoluteGap: options.absoluteGap ?? 1e-6,
    seed: options.seed ?? 0,
    ...(options.timeLimitSeconds !== undefined && { timeLimitSeconds: options.timeLimitSeconds }),
    ...(start && !relaxed && breach(model, start) <= tolerance && { start }),
  }
  let x = task.start
  let bound = Number.NEGATIVE_INFINITY
  const keep = (candidate: Float64Array) => {
    const rounded = relaxed ? candidate : roundWhole(model, candidate)
    const sound = relaxed ? breach({ ...model, integer: new Uint8Array(model.columns) }, rounded) : breach(model, rounded)
    if (sound > tolerance * 10) return
    if (!x || objectiveOf(model, rounded) < objectiveOf(model, x)) x = rounded
  }
  const end = await run(task, signal, (report) => {
    if (report.kind === 'solution') keep(report.x)
    else if (report.kind === 'bound') bound = Math.max(bound, report.bound)
  })
  if (end?.kind === 'end') {
    if (end.x) keep(end.x)
    bound = Math.max(bound, end.bound)
  }
  const ended = end?.status ?? 'stopped'
  if (ended === 'optimal' && !x && !task.interior) throw new Error('HiGHS calls a model optimal whose solution breaks it: scale the model')
  return {
    status: ended === 'stopped' ? (x ? 'feasible' : 'unknown') : ended,
    ...(x && ended !== 'infeasible' && { x }),
    ...(end?.kind === 'end' && end.prices && { prices: end.prices }),
    objective: ended === 'unbounded' ? Number.NEGATIVE_INFINITY : x ? objectiveOf(model, x) : Number.POSITIVE_INFINITY,
    bound,
    seconds: (performance.now() - began) / 1000,
    engine: 'highs',
    cancelled: end === undefined,
  }
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
