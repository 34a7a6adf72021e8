import type { Transaction } from 'kysely'
import { fromKysely, type PgBoss } from 'pg-boss'
import type { Store } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'

/** The queues on the store's database. */
export const solveQueue = 'solves'
export const webhookQueue = 'webhooks'
export const benchQueue = 'bench-runs'
export const boundQueue = 'bounds'
export const rebalanceQueue = 'rebalances'

/** a solve for a sick teacher today goes before one for next term */
export const priorities = { term: 0, rebalance: 10 } as const

/** a worker that was not heard of for so long is given up for dead: its solves go to others. The least that the engine allows. */
const heartbeatSeconds = 10
/** seconds between two looks for dead workers */
const lookSeconds = 2
const embeddedLookSeconds = 30
const day = 86_400
/** a rebalance whose process is gone waits so long; longer than any takes */
const rebalancePatienceSeconds = 60

export interface Queue {
  readonly boss: PgBoss
  /** puts a solve's job into the queue, within a transaction */
  sendSolve(tx: Transaction<Tables>, job: SolveJob): Promise<void>
  sendWebhook(tx: Transaction<Tables>, job: WebhookJob): Promise<void>
  /** asks for a bound of what a solve has found */
  sendBound(tx: Transaction<Tables>, solve: string): Promise<void>
  /** looks after a rebalance in a minute: the process that began it may have gone by then */
  sendRebalance(tx: Transaction<Tables>, rebalance: string): Promise<void>
  /** @param waiting bench runs of the tenant that have not ended: tenants take turns */
  sendBench(tx: Transaction<Tables>, job: { readonly run: string; readonly tenant: string; readonly waiting: number }): Promise<void>
  stop(): Promise<void>
}

export interface SolveJob {
  readonly solve: string
  readonly tenant: string
  /** solves of the tenant that may run at once */
  readonly share: number
  readonly priority: number
}

export interface WebhookJob {
  readonly solve: string
  readonly tenant: string
}

/** Starts the queue on the store's database. @param onError hears of failures that pass, such as a database that is away */
export async function openQueue(store: Store, onError: (error: Error) => void): Promise<Queue> {
  // beside an embedded store there are no other workers whose death should be noticed, and every look makes readers wait
  const every = store.kind === 'embedded' ? embeddedLookSeconds : lookSeconds
  const boss = store.queue({ superviseIntervalSeconds: every, monitorIntervalSeconds: every, maintenanceIntervalSeconds: 600, schedule: false })
  boss.on('error', onError)
  await boss.start()
  const watched = {
    heartbeatSeconds,
    retryDelay: 1,
    expireInSeconds: day - 60,
    retentionSeconds: 90 * day,
    deleteAfterSeconds: day,
    // a job is bounded by its own attempts; the queue never gives one up
    retryLimit: 1000,
  }
  await boss.createQueue(solveQueue, watched)
  await boss.createQueue(benchQueue, watched)
  await boss.createQueue(rebalanceQueue, { retryLimit: 5, retryDelay: 5, expireInSeconds: 600, deleteAfterSeconds: day })
  await boss.createQueue(boundQueue, { retryLimit: 2, retryDelay: 5, expireInSeconds: 3600, deleteAfterSeconds: day })
  await boss.createQueue(webhookQueue, { retryLimit: 12, retryDelay: 5, retryBackoff: true, retryDelayMax: 3600, expireInSeconds: 60, deleteAfterSeconds: day })
  // the one process that may hold an embedded store is this one: what was running is nobody’s now
  if (store.kind === 'embedded') {
    for (const queue of [solveQueue, benchQueue, rebalanceQueue, boundQueue]) {
      const jobs = await boss.findJobs(queue, { limit: 100_000 })
      const orphans = jobs.filter((job) => job.state === 'active').map((job) => job.id)
      if (orphans.length > 0) await boss.fail(queue, orphans)
    }
  }
  return {
    boss,
    sendSolve: async (tx, { solve, tenant, share, priority }) => {
      await boss.send(solveQueue, { solve }, { db: fromKysely(tx), priority, group: { id: tenant, tier: tierOf(share) } })
    },
    sendWebhook: async (tx, job) => {
      await boss.send(webhookQueue, job, { db: fromKysely(tx), group: { id: job.tenant } })
    },
    sendBound: async (tx, solve) => {
      await boss.send(boundQueue, { solve }, { db: fromKysely(tx) })
    },
    sendRebalance: async (tx, rebalance) => {
      await boss.send(rebalanceQueue, { rebalance }, { db: fromKysely(tx), startAfter: rebalancePatienceSeconds })
    },
    sendBench: async (tx, { run, tenant, waiting }) => {
      await boss.send(benchQueue, { run }, { db: fromKysely(tx), priority: -waiting, group: { id: tenant } })
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

const largestShare = 64
const tierOf = (share: number): string => `share-${Math.min(largestShare, Math.max(1, share))}`
/** how many jobs of a tenant may run at once over all workers, by its share */
export const shareTiers = { default: 2, tiers: Object.fromEntries(Array.from({ length: largestShare }, (_, i) => [tierOf(i + 1), i + 1])) }
