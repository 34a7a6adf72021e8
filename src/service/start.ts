import { type BenchSource, startBenchWorker } from '../jobs/bench.ts'
import { openQueue } from '../jobs/queue.ts'
import type { ModelSource } from '../jobs/thread-task.ts'
import { startWebhooks } from '../jobs/webhooks.ts'
import { type SolveWorker, startWorker } from '../jobs/worker.ts'
import { openStore, type Store } from '../store/open.ts'
import { anyKey, createTenant, localTenant } from '../store/tenants.ts'
import { isLoopback } from './access.ts'
import { openAnswerers } from './answerers.ts'
import { type App, buildApp } from './app.ts'
import { startBounds } from './bounds.ts'
import { openClerk } from './clerk.ts'
import type { Answers, Domain } from './domain.ts'
import { showFigures } from './figures.ts'
import { Metrics } from './metrics.ts'
import { startRebalances } from './rebalance.ts'
import { type Settings, SettingsError } from './settings.ts'

/** What a composition root brings. */
export interface ServiceModel {
  readonly domain: Domain
  readonly answers: Answers
  /** a module that exports them as `answers` */
  readonly answersUrl: string
  readonly source: ModelSource
  readonly bench: BenchSource
  /** a module that generates schools by name and seed */
  readonly scenariosUrl: string
  readonly version: string
}

export interface RunningService {
  readonly app: App
  readonly store: Store
  readonly queue: Awaited<ReturnType<typeof openQueue>>
  /** nobody needs a key: an embedded store, on loopback, without any */
  readonly keyless: boolean
  /** ends in order: no new requests, running solves handed back, then the store */
  stop(): Promise<void>
}

/** solves of the one local tenant share nothing with anybody */
const localShare = 64

/** Assembles the service: store, queue, workers, clerks, app. Nobody listens yet. */
export async function startService(settings: Settings, model: ServiceModel): Promise<RunningService> {
  const store = await openStore(
    settings.databaseUrl === undefined ? { folder: settings.dataFolder } : { databaseUrl: settings.databaseUrl, connections: settings.connections },
  )
  const undo: (() => Promise<unknown>)[] = [() => store.close()]
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const keys = await anyKey(store.db)
    if (!isLoopback(settings.host) && !keys) {
      throw new SettingsError(
        `HOST=${settings.host} is not a loopback address, and there is no API key yet. Make one first: npm run -s afterbell -- keys create`,
      )
    }
    await createTenant(store.db, { id: localTenant, name: 'local', solveShare: localShare })
    const metrics = new Metrics()
    const log: { error?: App['log'] } = {}
    const queue = await openQueue(store, (error) => log.error?.warn({ reason: error.message }, 'the queue had a difficulty'))
    undo.push(() => queue.stop())
    const clerk = openClerk({ domainUrl: model.source.domainUrl, answersUrl: model.answersUrl, scenariosUrl: model.scenariosUrl, threads: settings.clerks })
    undo.push(() => clerk.close())
    // a thread that is broken says so at the first request
    clerk.run('warmUp', undefined).catch(() => {})
    const answerers = openAnswerers({ answersUrl: model.answersUrl, threads: settings.answerers })
    undo.push(() => answerers.close())
    const { domain, answers, bench: benchSource, version } = model
    const app = await buildApp({ settings, store, queue, clerk, answerers, metrics, domain, answers, bench: benchSource, version })
    log.error = app.log
    if (settings.solvers > 0) {
      const worker = await openWorker(settings, store, queue, model, { metrics, standBack: true }, (error, solve) =>
        app.log.error({ err: error, solve }, 'a solve met an error'),
      )
      undo.push(() => worker.stop())
      const onError = (error: unknown, run: string) => app.log.error({ err: error, run }, 'a bench run met an error')
      const bench = await startBenchWorker({ store, queue, source: model.bench, dataFolder: settings.benchFolder, standBack: true, onError })
      undo.push(() => bench.stop())
    }
    await startRebalances({ store, queue, answerers, onError: (error, rebalance) => app.log.error({ err: error, rebalance }, 'a rebalance failed') })
    if (settings.boundSeconds > 0 && settings.solvers > 0)
      await startBounds({ store, queue, answerers, seconds: settings.boundSeconds, onGap: (gap) => metrics.gapProved(gap) })
    await startWebhooks({ store, queue, allowedHosts: settings.webhookHosts })
    undo.push(() => closeApp(app))
    return { app, store, queue, keyless: store.kind === 'embedded' && !keys, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** milliseconds that open requests have to be answered once the service is told to stop */
const grace = 5000

/** No new requests; open ones end. A connection on which nobody asks anything, such as one that a client has opened in advance, is not waited for. */
async function closeApp(app: App): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 100)
  const all = setTimeout(() => app.server.closeAllConnections(), grace)
  await app.close()
  clearInterval(idle)
  clearTimeout(all)
}

/** A process that only solves, beside web processes and others of its kind, on a PostgreSQL server. */
export async function startWorkerProcess(
  settings: Settings,
  { source, answersUrl, bench: benchSource }: Pick<ServiceModel, 'source' | 'answersUrl' | 'bench'>,
  onTrouble: (what: string) => void,
): Promise<{ stop(): Promise<void> }> {
  if (settings.databaseUrl === undefined)
    throw new SettingsError(
      'a worker beside the service needs DATABASE_URL: the embedded database belongs to one process. Without it, npm start solves by itself.',
    )
  const store = await openStore({ databaseUrl: settings.databaseUrl, connections: settings.connections })
  const queue = await openQueue(store, (error) => onTrouble(error.message))
  const onError = (error: unknown, job: string) => onTrouble(`${job}: ${error instanceof Error ? error.message : String(error)}`)
  const metrics = new Metrics()
  const worker = await openWorker(settings, store, queue, { source, answersUrl }, { metrics, standBack: false }, onError)
  const answerers = openAnswerers({ answersUrl, threads: settings.answerers })
  await startRebalances({ store, queue, answerers, onError })
  if (settings.boundSeconds > 0) await startBounds({ store, queue, answerers, seconds: settings.boundSeconds, onGap: (gap) => metrics.gapProved(gap) })
  const bench = await startBenchWorker({ store, queue, source: benchSource, dataFolder: settings.benchFolder, standBack: false, onError })
  const figures = settings.workerPort === undefined ? undefined : await showFigures({ host: settings.host, port: settings.workerPort, store, metrics, worker })
  return {
    stop: async () => {
      await figures?.close()
      await Promise.all([worker.stop(), bench.stop()])
      await queue.stop()
      await answerers.close()
      await store.close()
    },
  }
}

const openWorker = (
  { solvers, checkpointSeconds, boundSeconds }: Settings,
  store: Store,
  queue: RunningService['queue'],
  { source, answersUrl }: Pick<ServiceModel, 'source' | 'answersUrl'>,
  { metrics, standBack }: { metrics: Metrics; standBack: boolean },
  onError: (error: unknown, solve: string) => void,
): Promise<SolveWorker> =>
  startWorker({
    store,
    queue,
    source,
    solvers: Math.max(1, solvers),
    checkpointSeconds,
    ...(boundSeconds > 0 && { bounds: { proverUrl: answersUrl, seconds: boundSeconds } }),
    standBack,
    onEnd: (end) => {
      metrics.solveEnded(end)
      if (end.gap !== null) metrics.gapProved(end.gap)
    },
    onError,
  })
