import { randomUUID } from 'node:crypto'
import type { Job } from 'pg-boss'
import { gapsOf } from '../solve/gap.ts'
import type { Bound } from '../store/bounds.ts'
import { advanceSolve, type Claim, claimSolve, type Ending, endSolve, handBack, stopsRequested } from '../store/claims.ts'
import { isPassing, tellOnce } from '../store/lost.ts'
import type { Store } from '../store/open.ts'
import { Progression } from './progression.ts'
import { type Proof, Proofs } from './proofs.ts'
import { type Queue, shareTiers, solveQueue } from './queue.ts'
import { givenUp, reasonOf } from './reasons.ts'
import { type Search, startSearch } from './search.ts'
import type { ModelSource, ThreadOutcome } from './thread-task.ts'

export interface WorkerOptions {
  readonly store: Store
  readonly queue: Queue
  readonly source: ModelSource
  /** solves at once */
  readonly solvers: number
  readonly checkpointSeconds: number
  /** requests are answered in this process, and go first */
  readonly standBack?: boolean
  /** bounds are proved beside every search, and of its result afterwards for so many seconds; absent: none */
  readonly bounds?: { readonly proverUrl: string; readonly seconds: number }
  /** hears of every ended solve, for metrics */
  readonly onEnd?: (end: { state: string; seconds: number; steps: number; gap: number | null }) => void
  /** hears of what no waiting mends, once each: a search that broke, a word or a result that cannot be written */
  readonly onError?: (error: unknown, solve: string) => void
}

export interface SolveWorker {
  readonly running: number
  /** takes no more solves and gives the running ones back with their best */
  stop(): Promise<void>
}

/** how often a running solve is looked after: stop wishes, events, checkpoints */
const lookMilliseconds = 250
/** a solve that took so many workers down is not given to another */
const attemptLimit = 25
/** how long a finished result waits for a database that is away */
const patienceMilliseconds = 15 * 60_000

interface Run {
  readonly search: Search
  wish: 'none' | 'stop' | 'hand-back' | 'lost'
}

/** Drains the queue: takes a solve up, searches in threads, writes how far it is, ends it once. */
export async function startWorker(options: WorkerOptions): Promise<SolveWorker> {
  const { store, queue, source, solvers, checkpointSeconds } = options
  const { db } = store
  const name = `${process.pid}-${randomUUID().slice(0, 8)}`
  const runs = new Map<string, Run>()
  const proofs = options.bounds && new Proofs(options.bounds.proverUrl)
  let stopping = false
  let looking: Promise<void> | undefined

  const lookForStops = async () => {
    for (const id of await stopsRequested(db, [...runs.keys()])) {
      const run = runs.get(id)
      if (run?.wish === 'none') {
        run.wish = 'stop'
        run.search.cancel()
      }
    }
  }
  const unlooked = tellOnce((error) => options.onError?.(error, [...runs.keys()].join(', ')))
  const timer = setInterval(() => {
    if (runs.size > 0)
      looking ??= lookForStops()
        .catch(unlooked)
        .finally(() => (looking = undefined))
  }, lookMilliseconds)

  const take = async ([job]: Job<{ solve: string }>[]): Promise<void> => {
    if (!job) return
    if (stopping) throw new Error('this worker is stopping')
    const claim = await claimSolve(db, job.data.solve, name)
    if (!claim) return
    if (claim.attempt > attemptLimit) {
      await end(claim, { state: 'failed', stopped: null, error: givenUp(attemptLimit), seconds: claim.seconds, steps: claim.steps })
      return
    }
    await work(claim, job.signal)
  }

  const work = async (claim: Claim, signal: AbortSignal): Promise<void> => {
    const search = startSearch({ ...taskOf(claim, source, checkpointSeconds), standBack: options.standBack ?? false }, claim.order.seed, claim.order.threads)
    const run: Run = { search, wish: claim.stopRequested ? 'stop' : stopping ? 'hand-back' : 'none' }
    runs.set(claim.id, run)
    if (run.wish !== 'none') search.cancel()
    const lose = () => {
      run.wish = 'lost'
      void search.kill()
    }
    signal.addEventListener('abort', lose)
    const { weights } = claim.order
    // what is known is by the plan’s own weights
    const proof = proofs?.begin(claim.plan_document, weights, weights ? undefined : claim.bound)
    const progression = new Progression(claim, checkpointSeconds, proof)
    const watch = setInterval(() => void look(), lookMilliseconds)
    let writing: Promise<void> | undefined
    const unwritten = tellOnce((error) => options.onError?.(error, claim.id))
    const look = () => {
      if (options.bounds) progression.settle(search, options.bounds.seconds)
      const advance = progression.next(search)
      if (!advance || writing) return
      writing = advanceSolve(db, claim, advance)
        .then((held) => {
          if (held) progression.written(search)
          else lose()
        })
        // a database that is away: what was to be said is said with the next word
        .catch(unwritten)
        .finally(() => (writing = undefined))
    }
    try {
      const outcome = await search.outcome
      clearInterval(watch)
      await writing
      const spent = progression.spent(search)
      if (run.wish === 'lost') return
      if (run.wish === 'hand-back' && outcome.stopped === 'cancelled') {
        const advance = { ...spent, score: outcome.score, checkpoint: Buffer.from(outcome.document) }
        await patiently(() => handBack(db, claim, advance, (tx) => again(tx, claim)))
        return
      }
      const { stopped, score, document, report } = outcome
      const bound = boundOf(outcome, weights ? undefined : proof)
      await end(claim, {
        state: stopped === 'cancelled' ? 'stopped' : 'done',
        stopped,
        ...spent,
        result: { score, bound, gaps: gapsOf(score, bound), document: Buffer.from(document), report: Buffer.from(report) },
      })
    } catch (error) {
      if ((run.wish as Run['wish']) === 'lost') return
      options.onError?.(error, claim.id)
      await end(claim, { state: 'failed', stopped: null, error: reasonOf(error), ...progression.spent(search) })
    } finally {
      clearInterval(watch)
      proof?.end()
      signal.removeEventListener('abort', lose)
      // handed back or lost, it may have been taken up again by now, here
      if (runs.get(claim.id) === run) runs.delete(claim.id)
    }
  }

  const again: (tx: Parameters<Queue['sendSolve']>[0], claim: Claim) => Promise<void> = async (tx, { id, tenant }) => {
    const row = await tx.selectFrom('solves').select('priority').where('id', '=', id).executeTakeFirstOrThrow()
    const owner = await tx.selectFrom('tenants').select('solve_share').where('id', '=', tenant).executeTakeFirst()
    await queue.sendSolve(tx, { solve: id, tenant, share: owner?.solve_share ?? 1, priority: row.priority })
  }

  const end = async (claim: Claim, ending: Ending): Promise<void> => {
    const { webhook } = claim
    const timetable = await patiently(() =>
      endSolve(db, claim, ending, async (tx) => {
        if (webhook) await queue.sendWebhook(tx, { solve: claim.id, tenant: claim.tenant })
        // a bound speaks of timetables that break no hard rule; one that is proved to its end need not be looked for again
        if (options.bounds && ending.result?.score.hard === 0 && !ending.result.bound?.proven) await queue.sendBound(tx, claim.id)
      }),
    )
    if (timetable !== undefined) {
      const { state, seconds, steps, result } = ending
      options.onEnd?.({ state, seconds, steps, gap: result?.bound?.proven ? result.gaps.gap : null })
    }
  }

  await queue.boss.work<{ solve: string }>(
    solveQueue,
    { localConcurrency: solvers, batchSize: 1, pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3, groupConcurrency: shareTiers },
    take,
  )

  return {
    get running() {
      return runs.size
    },
    stop: async () => {
      stopping = true
      clearInterval(timer)
      for (const run of runs.values()) {
        if (run.wish === 'none') run.wish = 'hand-back'
        run.search.cancel()
      }
      await queue.boss.offWork(solveQueue, { wait: true })
      await looking
      await proofs?.close()
    },
  }
}

/** @returns what is proved of timetables of at most the result’s medium cost: by the search itself, which found that nothing better exists, or beside it */
function boundOf({ score, optimal }: ThreadOutcome, proof: Proof | undefined): Bound | null {
  if (optimal) return { medium: score.medium, soft: score.soft, covers: ['all'], proven: true }
  return proof?.boundFor(score.medium) ?? null
}

function taskOf(claim: Claim, source: ModelSource, checkpointSeconds: number): Omit<Parameters<typeof startSearch>[0], 'standBack'> {
  const { order, checkpoint } = claim
  // a solve that was stopped, or that had all its time, still has its best to be priced
  const least = { timeSeconds: 0.05, steps: 1 }
  return {
    source,
    plan: claim.plan_document,
    checkpointSeconds,
    ...(checkpoint && { start: checkpoint }),
    ...(order.weights && { weights: order.weights }),
    ...(order.timeSeconds !== undefined && { timeSeconds: Math.max(least.timeSeconds, order.timeSeconds - claim.seconds) }),
    ...(order.steps !== undefined && { steps: Math.max(least.steps, order.steps - Math.round(claim.steps / order.threads)) }),
    ...(order.target && { target: order.target }),
  }
}

/** Tries until the database is there again. @throws what no waiting mends, at once */
async function patiently<T>(write: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMilliseconds
  for (;;) {
    try {
      return await write()
    } catch (error) {
      if (!isPassing(error) || Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}
