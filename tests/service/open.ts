import type { BenchSource } from '../../src/jobs/bench.ts'
import { openQueue, type Queue } from '../../src/jobs/queue.ts'
import { type SolveWorker, startWorker } from '../../src/jobs/worker.ts'
import { openAnswerers } from '../../src/service/answerers.ts'
import { type App, buildApp } from '../../src/service/app.ts'
import { startBounds } from '../../src/service/bounds.ts'
import { type ClerkPool, openClerk } from '../../src/service/clerk.ts'
import type { Answers, Domain } from '../../src/service/domain.ts'
import { Metrics } from '../../src/service/metrics.ts'
import { startRebalances } from '../../src/service/rebalance.ts'
import { readSettings } from '../../src/service/settings.ts'
import type { ServiceModel } from '../../src/service/start.ts'
import type { Store } from '../../src/store/open.ts'
import { createTenant, localTenant } from '../../src/store/tenants.ts'
import { answers, domain } from './toy.ts'

export interface TestService {
  readonly queue: Queue
  readonly app: App
  readonly store: Store
  readonly clerk: ClerkPool
  close(): Promise<void>
}

/** a bench that solves nothing */
export const toyBench: BenchSource = { jobUrl: new URL('./toy-bench-process.ts', import.meta.url).href, suites: ['toy'], generated: ['toy'] }

/** The service over the toy model (or a real one, which then is not solved), on a store that the test brings. */
export async function openService(store: Store, env: Record<string, string> = {}, bench = toyBench, real?: ServiceModel): Promise<TestService> {
  const toy = new URL('./toy.ts', import.meta.url).href
  const settings = readSettings({ AFTERBELL_LOG: 'silent', AFTERBELL_SOLVERS: '0', ...env })
  const clerk = openClerk({
    domainUrl: real?.source.domainUrl ?? toy,
    answersUrl: real?.answersUrl ?? toy,
    scenariosUrl: real?.scenariosUrl ?? toy,
    threads: 1,
  })
  const metrics = new Metrics()
  const answerers = openAnswerers({ answersUrl: real?.answersUrl ?? toy, threads: 1 })
  await createTenant(store.db, { id: localTenant, name: 'local' })
  const queue = await openQueue(store, () => {})
  const worker: SolveWorker | undefined =
    settings.solvers > 0
      ? await startWorker({
          store,
          queue,
          source: { modelUrl: toy, modelName: 'model', domainUrl: toy },
          solvers: settings.solvers,
          checkpointSeconds: 0.2,
          bounds: { proverUrl: toy, seconds: 1 },
          onEnd: ({ gap }) => gap !== null && metrics.gapProved(gap),
        })
      : undefined
  const model = { domain: domain as unknown as Domain, answers: answers as unknown as Answers, bench, version: '0' }
  const app = await buildApp({ settings, store, queue, clerk, answerers, metrics, ...(real ?? model) })
  await startBounds({ store, queue, answerers, seconds: 1, onGap: (gap) => metrics.gapProved(gap) })
  await startRebalances({ store, queue, answerers, onError: () => {} })
  await app.ready()
  return {
    app,
    store,
    queue,
    clerk,
    close: async () => {
      await app.close()
      await worker?.stop()
      await queue.stop()
      await clerk.close()
      await answerers.close()
      await store.close()
    },
  }
}

export const toyPlan = (more: object = {}) => ({
  id: 'toy',
  boxes: [
    { id: 'a', room: 5 },
    { id: 'b', room: 5 },
  ],
  students: [
    { id: 's1', name: '王小明', size: 3 },
    { id: 's2', size: 2 },
  ],
  ...more,
})
