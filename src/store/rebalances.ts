import type { Kysely, Selectable, Transaction } from 'kysely'
import { type Page, type PageOptions, readPage } from './page.ts'
import type { RebalanceTable, Tables } from './tables.ts'
import { within } from './within.ts'
import { readWords, type Words, writeWords } from './words.ts'

type Db = Kysely<Tables>
type Tx = Transaction<Tables>

/** A mended timetable; documents are gzipped JSON. */
export interface RebalanceAnswer {
  readonly document: Buffer
  /** what it costs, how it was found, what is different */
  readonly summary: Buffer
}

export interface NewRebalance {
  readonly id: string
  readonly tenant: string
  readonly timetable: string
  /** of the timetable as it was read */
  readonly timetableSha256: string
  /** the rebalance that it goes on from */
  readonly after: string | null
  readonly deadlineSeconds: number
  readonly changes: Buffer
  /** absent: it is still being worked on */
  readonly answer?: RebalanceAnswer
}

export interface RebalanceRecord {
  readonly id: string
  readonly timetable: string
  readonly after: string | null
  readonly state: 'running' | 'done' | 'failed'
  readonly error: Words | null
  readonly createdAt: Date
  readonly endedAt: Date | null
}

export interface StoredRebalance extends RebalanceRecord {
  readonly tenant: string
  readonly deadlineSeconds: number
  readonly changes: Buffer
  readonly document: Buffer | null
  readonly summary: Buffer | null
}

/**
 * Stores a rebalance.
 * @param send goes into the same transaction: the job that goes on when this process cannot
 * @returns 'stale' when the timetable, or the rebalance that it goes on from, has changed or gone since it was read: somebody was erased, or it was deleted
 */
export async function createRebalance(db: Db, r: NewRebalance, send?: (tx: Tx) => Promise<unknown>): Promise<'made' | 'known' | 'stale'> {
  return within(db, async (tx) => {
    const timetable = await tx
      .selectFrom('timetables')
      .select('id')
      .where('id', '=', r.timetable)
      .where('tenant', '=', r.tenant)
      .where('sha256', '=', r.timetableSha256)
      .forUpdate()
      .executeTakeFirst()
    if (!timetable) return 'stale'
    if (r.after !== null && !(await tx.selectFrom('rebalances').select('id').where('id', '=', r.after).forUpdate().executeTakeFirst())) return 'stale'
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('rebalances')
      .values({
        id: r.id,
        tenant: r.tenant,
        timetable: r.timetable,
        after: r.after,
        state: r.answer ? 'done' : 'running',
        deadline_seconds: r.deadlineSeconds,
        changes: r.changes,
        document: r.answer?.document ?? null,
        summary: r.answer?.summary ?? null,
        error: null,
        ended_at: r.answer ? new Date() : null,
      })
      .onConflict((on) => on.column('id').doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return 'known'
    await send?.(tx)
    return 'made'
  })
}

/** Ends a running rebalance, once. */
export async function endRebalance(db: Db, id: string, end: RebalanceAnswer | { readonly error: Words }): Promise<void> {
  await db
    .updateTable('rebalances')
    .set({ ended_at: new Date(), ...('error' in end ? { state: 'failed', error: writeWords(end.error) } : { state: 'done', ...end }) })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** @param tenant whose it must be; absent for the queue, which knows ids alone */
export async function readRebalance(db: Db, id: string, tenant?: string): Promise<StoredRebalance | undefined> {
  let query = db.selectFrom('rebalances').selectAll().where('id', '=', id)
  if (tenant !== undefined) query = query.where('tenant', '=', tenant)
  const row = await query.executeTakeFirst()
  return (
    row && {
      ...record(row),
      tenant: row.tenant,
      deadlineSeconds: row.deadline_seconds,
      changes: Buffer.from(row.changes),
      document: row.document && Buffer.from(row.document),
      summary: row.summary && Buffer.from(row.summary),
    }
  )
}

const fields = ['id', 'timetable', 'after', 'state', 'error', 'created_at', 'ended_at'] as const

/** @returns the rebalance without its documents */
export async function findRebalance(db: Db, tenant: string, id: string): Promise<RebalanceRecord | undefined> {
  const row = await db.selectFrom('rebalances').select(fields).where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return row && record(row)
}

export async function listRebalances(db: Db, tenant: string, timetable: string, page: PageOptions): Promise<Page<RebalanceRecord>> {
  const query = db.selectFrom('rebalances').select(fields).where('tenant', '=', tenant).where('timetable', '=', timetable)
  return readPage(query, page, record)
}

/** @returns ids of the rebalances of all timetables of a plan, oldest first */
export async function rebalancesOfPlan(db: Db, plan: string): Promise<string[]> {
  const rows = await db
    .selectFrom('rebalances')
    .innerJoin('timetables', 'timetables.id', 'rebalances.timetable')
    .select('rebalances.id')
    .where('timetables.plan', '=', plan)
    .orderBy('rebalances.created_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes changes back: what ruled before them rules again. Later rebalances, which hold its changes too, stay. */
export async function deleteRebalance(db: Db, tenant: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('rebalances').where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return numDeletedRows > 0n
}

const record = (r: Pick<Selectable<RebalanceTable>, (typeof fields)[number]>): RebalanceRecord => ({
  id: r.id,
  timetable: r.timetable,
  after: r.after,
  state: r.state,
  error: readWords(r.error),
  createdAt: r.created_at,
  endedAt: r.ended_at,
})
