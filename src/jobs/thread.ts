import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type MemberOrder, PortExchange } from '../solve/exchange.ts'
import type { Compiled, Model, SolveProgress } from '../solve/model.ts'
import { isBetter, solve } from '../solve/solve.ts'
import { atTarget } from '../solve/stop.ts'
import { standBack } from './courtesy.ts'
import { checkpointMilliseconds } from './progression.ts'
import type { ModelSource, ThreadMessage, ThreadTask } from './thread-task.ts'

/**
 * One search, in a thread of its own: it says how far it is, hands out its best timetable now and then, and at the end a result priced by the checker.
 * A cancelled search keeps its best. With others beside it, it trades its best with theirs.
 */
const task = workerData as ThreadTask
if (task.standBack) standBack()
const port = parentPort!
const say = (message: ThreadMessage, ...transfer: ArrayBuffer[]) => port.postMessage(message, transfer)
const cancel = new AbortController()
const exchange = new PortExchange<unknown>(port)
port.on('message', (order: MemberOrder<unknown>) => {
  if (order === 'cancel') cancel.abort()
  else exchange.hear(order)
})

const { model, check, sign } = await load(task.source)
const stored = JSON.parse(gunzipSync(task.plan).toString())
const plan = model.parse(task.weights ? { ...stored, weights: { ...stored.weights, ...task.weights } } : stored)

// the driver keeps the compiled document to itself; checkpoints need its best
let compiled: Compiled<unknown> | undefined
const watched: Model<unknown, unknown> = {
  ...model,
  compile: (document) => {
    compiled = model.compile(document)
    return compiled
  },
}

let said = 0
const began = performance.now()
let saved = began
let lastSaved: SolveProgress | undefined
const outcome = await solve(watched, plan, {
  seed: task.seed,
  ...(task.timeSeconds !== undefined && { timeLimitSeconds: task.timeSeconds }),
  ...(task.steps !== undefined && { stepLimit: task.steps }),
  ...(task.target && { stop: [atTarget(task.target)] }),
  ...(task.start && { start: JSON.parse(gunzipSync(task.start).toString()) }),
  ...(task.trades && { exchange }),
  ...(task.improvingShare !== undefined && { improvingShare: task.improvingShare }),
  signal: cancel.signal,
  onProgress: (progress) => {
    const now = performance.now()
    if (now - said > 100) {
      said = now
      say({ progress })
    }
    if (now - saved > checkpointMilliseconds(now - began, task.checkpointSeconds) && (!lastSaved || isBetter(progress, lastSaved))) {
      saved = now
      lastSaved = progress
      say({ progress, checkpoint: pack(compiled!.decode()) })
    }
  },
})

const { solution, amounts: _, stopped, compileSeconds: __, seed: ___, ...progress } = outcome
// priced with the plan’s own weights, whatever this solve was asked to look at more
const own = task.weights ? model.parse(stored) : plan
const { hard, medium, soft, ...rest } = check(own, solution)
const signed = sign(own, solution, { seed: task.seed, threads: task.threads, steps: progress.steps, stopped })
const optimal = stopped === 'done' && progress.bound === soft && !task.weights
say({ progress, outcome: { stopped, score: { hard, medium, soft }, optimal, document: pack(signed), report: pack({ hard, medium, soft, ...rest }) } })
port.close()

function pack(value: unknown): Uint8Array {
  return new Uint8Array(gzipSync(JSON.stringify(value), { level: 1 }))
}

async function load({ modelUrl, modelName, domainUrl }: ModelSource) {
  const [models, domains] = await Promise.all([import(modelUrl), import(domainUrl)])
  return {
    model: models[modelName] as Model<unknown, unknown>,
    sign: domains.domain.sign as (plan: unknown, solution: unknown, provenance: object) => unknown,
    check: domains.domain.check as (plan: unknown, solution: unknown) => { hard: number; medium: number; soft: number },
  }
}
