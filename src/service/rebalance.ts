import type { Job } from 'pg-boss'
import { type Queue, rebalanceQueue } from '../jobs/queue.ts'
import type { Store } from '../store/open.ts'
import { readPlan } from '../store/plans.ts'
import { endRebalance, type RebalanceAnswer, readRebalance } from '../store/rebalances.ts'
import { findTimetable, readTimetable } from '../store/timetables.ts'
import type { AnswerPool } from './answerers.ts'
import type { Fault, Text } from './domain.ts'
import { Problem } from './problems.ts'

/** share of the deadline that the search has: the rest is for reading and writing */
const searching = 0.8
export const searchMilliseconds = (deadlineSeconds: number): number => Math.max(100, deadlineSeconds * 1000 * searching)

/** @returns what to write at the end of a rebalance that nobody waits for any more */
export function endOf(outcome: { readonly errors: readonly Fault[] } | { document: Uint8Array; summary: Uint8Array }): RebalanceAnswer | { error: Text } {
  if ('errors' in outcome) {
    const told = (language: keyof Text) => outcome.errors.map(({ pointer, message }) => `${pointer}: ${message[language]}`).join('\n')
    return { error: { en: told('en'), zh: told('zh') } }
  }
  return { document: Buffer.from(outcome.document), summary: Buffer.from(outcome.summary) }
}

const broke = { error: { en: 'the answer broke: the service’s log says why, under the rebalance’s id', zh: '调整中断，原因见服务日志（按编号查找）' } }

interface RebalanceOptions {
  readonly store: Store
  readonly queue: Queue
  readonly answerers: AnswerPool
  readonly onError: (error: unknown, rebalance: string) => void
}

/** Goes on with rebalances whose process has gone: those that it ended in time are passed over. */
export async function startRebalances({ store: { db }, queue, answerers, onError }: RebalanceOptions): Promise<void> {
  const take = async ([job]: Job<{ rebalance: string }>[]): Promise<void> => {
    const stored = job && (await readRebalance(db, job.data.rebalance))
    if (stored?.state !== 'running') return
    const { id, tenant, after, changes, deadlineSeconds } = stored
    const record = await findTimetable(db, tenant, stored.timetable)
    const plan = record && (await readPlan(db, tenant, record.plan, record.planVersion))
    const current = after === null ? await readTimetable(db, tenant, stored.timetable) : await readRebalance(db, after, tenant)
    if (!plan || !current?.document) return endRebalance(db, id, { error: { en: 'what it started from is gone', zh: '所依据的课表或调整已不存在' } })
    const work = { plan, current: current.document, changes, deadlineMilliseconds: searchMilliseconds(deadlineSeconds) }
    const outcome = await answerers.run('rebalance', work).catch((error) => {
      // no thread free, or none any more: another time, or another process
      if (answerers.closed || error instanceof Problem) throw error
      onError(error, id)
      return broke
    })
    await endRebalance(db, id, 'error' in outcome ? outcome : endOf(outcome))
  }
  await queue.boss.work<{ rebalance: string }>(rebalanceQueue, { localConcurrency: 1, batchSize: 1, pollingIntervalSeconds: 1 }, take)
}
