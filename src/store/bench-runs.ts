import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { type Page, type PageOptions, readPage } from './page.ts'
import type { BenchRunTable, SolveState, Tables } from './tables.ts'
import { within } from './within.ts'
import { readWords, type Words, writeWords } from './words.ts'

type Db = Kysely<Tables>
type Tx = Transaction<Tables>

/** What a bench run is asked for: every instance is solved with every seed. */
export interface BenchOrder {
  readonly suite: string
  readonly instances: readonly string[]
  readonly seeds: readonly number[]
  /** of each solve, wall clock after compiling */
  readonly timeSeconds: number
  /** of each solve */
  readonly threads: number
}

/** One solve of a bench run, as the bench tells it; its figures are the bench’s affair. */
export interface BenchResult {
  readonly instance: string
  readonly seed: number
  readonly [figure: string]: unknown
}

/** A solve that ended without a result. */
export interface BenchFailure {
  readonly instance: string
  readonly seed: number
  readonly reason: string | Words
}

export interface BenchRunRecord {
  readonly id: string
  readonly state: SolveState
  readonly order: BenchOrder
  readonly results: readonly BenchResult[]
  readonly failures: readonly BenchFailure[]
  readonly error: Words | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

/** A bench run as its worker holds it; every write names the attempt. */
export interface BenchClaim extends BenchRunRecord {
  readonly attempt: number
  readonly stopRequested: boolean
}

/** Stores a bench run and its job, both or neither. @returns false when the id exists already (a repeated request) */
export async function createBenchRun(db: Db, tenant: string, id: string, order: BenchOrder, send: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  return within(db, async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('bench_runs')
      .values({ id, tenant, state: 'queued', options: JSON.stringify(order), results: '[]', failures: '[]', error: null, started_at: null, ended_at: null })
      .onConflict((on) => on.column('id').doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return false
    await send(tx)
    return true
  })
}

export async function findBenchRun(db: Db, tenant: string, id: string): Promise<BenchRunRecord | undefined> {
  const row = await db.selectFrom('bench_runs').selectAll().where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return row && record(row)
}

export async function listBenchRuns(db: Db, tenant: string, page: PageOptions): Promise<Page<BenchRunRecord>> {
  const query = db.selectFrom('bench_runs').selectAll().where('tenant', '=', tenant)
  return readPage(query, page, record)
}

/** @returns how many bench runs of a tenant have not ended */
export async function countOpenBenchRuns(db: Db, tenant: string): Promise<number> {
  const { n } = await db
    .selectFrom('bench_runs')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where('tenant', '=', tenant)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow()
  return n
}

/** Asks a bench run to stop; its results so far stay. One that waits ends at once. @returns its state then; undefined when there is none */
export async function stopBenchRun(db: Db, tenant: string, id: string): Promise<SolveState | undefined> {
  return within(db, async (tx) => {
    const row = await tx.selectFrom('bench_runs').select('state').where('id', '=', id).where('tenant', '=', tenant).forUpdate().executeTakeFirst()
    if (!row || (row.state !== 'queued' && row.state !== 'running')) return row?.state
    const ended = row.state === 'queued' ? ({ state: 'stopped', ended_at: new Date() } as const) : {}
    await tx
      .updateTable('bench_runs')
      .set({ stop_requested: true, ...ended })
      .where('id', '=', id)
      .execute()
    return ended.state ?? row.state
  })
}

/** Takes a bench run up. @returns undefined when it has ended, or is gone */
export async function claimBenchRun(db: Db, id: string): Promise<BenchClaim | undefined> {
  const row = await db
    .updateTable('bench_runs')
    .set({ state: 'running', attempt: sql`attempt + 1`, started_at: sql`coalesce(started_at, now())` })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst()
  return row && { ...record(row), attempt: row.attempt, stopRequested: row.stop_requested }
}

interface BenchWords {
  readonly results: readonly BenchResult[]
  readonly failures: readonly BenchFailure[]
}

/** Writes what there is so far. @returns 'lost' when the run is no longer this attempt’s, 'stop' when somebody asked for its end */
export async function advanceBenchRun(db: Db, { id, attempt }: BenchClaim, { results, failures }: BenchWords): Promise<'on' | 'stop' | 'lost'> {
  const row = await db
    .updateTable('bench_runs')
    .set({ results: JSON.stringify(results), failures: JSON.stringify(failures) })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .returning('stop_requested')
    .executeTakeFirst()
  if (!row) return 'lost'
  return row.stop_requested ? 'stop' : 'on'
}

/** Ends a bench run, once. */
export async function endBenchRun(
  db: Db,
  { id, attempt }: BenchClaim,
  { results, failures }: BenchWords,
  state: 'done' | 'stopped' | 'failed',
  error?: Words,
): Promise<void> {
  await db
    .updateTable('bench_runs')
    .set({ state, error: writeWords(error), results: JSON.stringify(results), failures: JSON.stringify(failures), ended_at: new Date() })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .execute()
}

const record = (r: Selectable<BenchRunTable>): BenchRunRecord => ({
  id: r.id,
  state: r.state,
  order: r.options as unknown as BenchOrder,
  results: r.results as unknown as BenchResult[],
  failures: r.failures as unknown as BenchFailure[],
  error: readWords(r.error),
  createdAt: r.created_at,
  startedAt: r.started_at,
  endedAt: r.ended_at,
})
