import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import type { Job } from 'pg-boss'
import { advanceBenchRun, type BenchClaim, type BenchFailure, type BenchOrder, type BenchResult, claimBenchRun, endBenchRun } from '../store/bench-runs.ts'
import { tellOnce } from '../store/lost.ts'
import type { Store } from '../store/open.ts'
import { niceness } from './courtesy.ts'
import { benchQueue, type Queue } from './queue.ts'
import { benchBroke, givenUp } from './reasons.ts'

/** Where bench runs are done, named by the composition root, since nothing here imports benchmarks. */
export interface BenchSource {
  /** a program that is started with a `BenchTask` as JSON in its first argument, and sends `BenchWord`s to its parent */
  readonly jobUrl: string
  readonly suites: readonly string[]
  /** suites whose instances are made from their names; those of the others are read from the data folder */
  readonly generated: readonly string[]
}

export interface BenchTask extends BenchOrder {
  /** done in an earlier attempt */
  readonly done: readonly { readonly instance: string; readonly seed: number }[]
  /** a folder with one of instances for each suite */
  readonly dataFolder?: string
}

export type BenchWord = { readonly result: BenchResult } | { readonly failure: BenchFailure }

export interface BenchWorkerOptions {
  readonly store: Store
  readonly queue: Queue
  readonly source: BenchSource
  readonly dataFolder: string | undefined
  /** requests are answered in this process, and go first */
  readonly standBack: boolean
  readonly onError: (error: unknown, run: string) => void
}

/** milliseconds between two looks at a running bench */
const look = 500
/** a bench run that took so many workers down is not given to another */
const attemptLimit = 5

/** Does bench runs, one at a time here and of a tenant anywhere, each in a process of its own: its figures are shaped by no earlier search, and its faults are its own. */
export async function startBenchWorker(options: BenchWorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { store, queue } = options
  let stopping = false
  let running: ChildProcess | undefined

  const take = async ([job]: Job<{ run: string }>[]): Promise<void> => {
    if (!job) return
    if (stopping) throw new Error('this worker is stopping')
    const claim = await claimBenchRun(store.db, job.data.run)
    if (!claim) return
    if (claim.attempt > attemptLimit) return endBenchRun(store.db, claim, claim, 'failed', givenUp(attemptLimit))
    if (claim.stopRequested) return endBenchRun(store.db, claim, claim, 'stopped')
    const words = { results: [...claim.results], failures: [...claim.failures] }
    let wish: 'on' | 'stop' | 'lost' = 'on'
    const done = () => [...words.results, ...words.failures].map(({ instance, seed }) => ({ instance, seed }))
    const program = startProgram(options, claim, done(), (word) => {
      if ('result' in word) words.results.push(word.result)
      else words.failures.push(word.failure)
    })
    running = program.child
    const lose = () => {
      wish = 'lost'
      program.child.kill('SIGKILL')
    }
    job.signal.addEventListener('abort', lose)
    let writing: Promise<unknown> = Promise.resolve()
    const unwritten = tellOnce((error) => options.onError(error, claim.id))
    const timer = setInterval(() => {
      writing = writing.then(async () => {
        // a database that is away is told with the next look
        const answer = await advanceBenchRun(store.db, claim, words).catch(unwritten)
        if (wish !== 'on' || !answer || answer === 'on') return
        wish = answer
        program.child.kill('SIGKILL')
      })
    }, look)
    const fault = await program.ended
    clearInterval(timer)
    job.signal.removeEventListener('abort', lose)
    running = undefined
    await writing
    const end = wish as 'on' | 'stop' | 'lost'
    if (end === 'lost') return
    if (end === 'stop') return endBenchRun(store.db, claim, words, 'stopped')
    if (stopping) {
      // the queue gives it to another worker, which goes on where this one was
      await advanceBenchRun(store.db, claim, words)
      throw new Error('handed back')
    }
    if (fault !== undefined) options.onError(new Error(fault), claim.id)
    return endBenchRun(store.db, claim, words, fault === undefined ? 'done' : 'failed', fault === undefined ? undefined : benchBroke(fault))
  }

  await queue.boss.work<{ run: string }>(
    benchQueue,
    { localConcurrency: 1, groupConcurrency: 1, batchSize: 1, pollingIntervalSeconds: 1, heartbeatRefreshSeconds: 3 },
    take,
  )
  return {
    stop: async () => {
      stopping = true
      running?.kill('SIGKILL')
      await queue.boss.offWork(benchQueue, { wait: true })
    },
  }
}

function startProgram(
  { source, dataFolder, standBack }: BenchWorkerOptions,
  { order }: BenchClaim,
  done: BenchTask['done'],
  hear: (word: BenchWord) => void,
): { child: ChildProcess; ended: Promise<string | undefined> } {
  const task: BenchTask = { ...order, done, ...(dataFolder !== undefined && { dataFolder }) }
  const child = fork(new URL(source.jobUrl), [JSON.stringify(task)], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  if (standBack && child.pid !== undefined) {
    try {
      setPriority(child.pid, niceness)
    } catch {}
  }
  let last = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    last = (last + text).slice(-2000)
  })
  child.on('message', (word: BenchWord) => hear(word))
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : last.trim() || `the bench ended with ${signal ?? `code ${code}`}`))
  })
  return { child, ended }
}
