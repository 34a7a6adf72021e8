import type { Job } from 'pg-boss'
import { type Queue, rebalanceQueue } from '../jobs/queue.ts'
import type { Store } from '../store/open.ts'
import { readPlan } from '../store/plans.ts'
import { endRebalance, type RebalanceAnswer, readRebalance } from '../store/rebalances.ts'
import { findTimetable, readTimetable } from '../store/timetables.ts'
import type { AnswerPool } from './answerers.ts'
import type { Fault } from './domain.ts'

/** share of the deadline that the search has: the rest is for reading and writing */
const searching = 0.8
export const searchMilliseconds = (deadlineSeconds: number): number => Math.max(100, deadlineSeconds * 1000 * searching)

/** @returns what to write at the end of a rebalance that nobody waits for any more */
export function endOf(outcome: { readonly errors: readonly Fault[] } | { document: Uint8Array; summary: Uint8Array }): RebalanceAnswer | { error: string } {
  if ('errors' in outcome) return { error: outcome.errors.map(({ pointer, message }) => `${pointer}: ${message.en}`).join('\n') }
  return { document: Buffer.from(outcome.document), summary: Buffer.from(outcome.summary) }
}

/** Goes on with rebalances whose process has gone: those that it ended in time are passed over. */
export async function startRebalances({ store: { db }, queue, answerers }: { store: Store; queue: Queue; answerers: AnswerPool }): Promise<void> {
  const take = async ([job]: Job<{ rebalance: string }>[]): Promise<void> => {
    const stored = job && (await readRebalance(db, job.data.rebalance))
    if (stored?.state !== 'running') return
    const { id, tenant, after, changes, deadlineSeconds } = stored
    const record = await findTimetable(db, tenant, stored.timetable)
    const plan = record && (await readPlan(db, tenant, record.plan, record.planVersion))
    const current = after === null ? await readTimetable(db, tenant, stored.timetable) : await readRebalance(db, after, tenant)
    if (!plan || !current?.document) return endRebalance(db, id, { error: 'what it started from is gone' })
    const outcome = await answerers.run('rebalance', {
      plan,
      current: current.document,
      changes,
      deadlineMilliseconds: searchMilliseconds(deadlineSeconds),
    })
    await endRebalance(db, id, endOf(outcome))
  }
  await queue.boss.work<{ rebalance: string }>(rebalanceQueue, { localConcurrency: 1, batchSize: 1, pollingIntervalSeconds: 1 }, take)
}
