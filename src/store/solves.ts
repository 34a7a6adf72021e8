import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Bound } from './bounds.ts'
import { addEvents } from './events.ts'
import { type Page, type PageOptions, readPage } from './page.ts'
import type { SolveState, SolveTable, Tables } from './tables.ts'
import { within } from './within.ts'
import { readWords, type Words } from './words.ts'

type Db = Kysely<Tables>
type Tx = Transaction<Tables>

/** What a solve is asked for; the service checks it, the worker reads it. */
export interface SolveOrder {
  readonly timeSeconds?: number
  readonly steps?: number
  readonly target?: { readonly hard: number; readonly medium: number; readonly soft: number }
  readonly seed: number
  readonly threads: number
  readonly weights?: Readonly<Record<string, number>>
}

/** Whom to tell of a solve's end, and in which language. */
export interface Webhook {
  readonly url: string
  readonly secret: string
  /** absent in orders that are older than this field */
  readonly language?: 'en' | 'zh'
}

export interface NewSolve {
  readonly id: string
  readonly tenant: string
  readonly plan: string
  readonly planVersion: number
  readonly order: SolveOrder
  /** higher goes first */
  readonly priority: number
  /** a timetable to start from, gzipped JSON */
  readonly start: Buffer | null
  readonly webhook: Webhook | null
}

export interface SolveRecord {
  readonly id: string
  readonly plan: string
  readonly planVersion: number
  readonly state: SolveState
  readonly order: SolveOrder
  readonly attempt: number
  readonly stopRequested: boolean
  readonly hard: number | null
  readonly medium: number | null
  readonly soft: number | null
  readonly seconds: number
  readonly steps: number
  readonly stopped: string | null
  readonly error: Words | null
  readonly timetable: string | null
  readonly bound: Bound | null
  /** number of its last event */
  readonly lastEvent: number
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

/**
 * Stores a solve and its job, both or neither.
 * @param send puts the job into the queue within the transaction
 * @param most solves of the tenant that may wait
 * @returns 'known' when the id exists already (a repeated request), 'full' when so many wait
 */
export async function createSolve(
  db: Db,
  solve: NewSolve,
  send: (tx: Tx) => Promise<unknown>,
  most = Number.POSITIVE_INFINITY,
): Promise<'made' | 'known' | 'full'> {
  return within(db, async (tx) => {
    // one order of a tenant at a time, so that none is counted twice or not at all
    if (Number.isFinite(most)) {
      await tx.selectFrom('tenants').select('id').where('id', '=', solve.tenant).forUpdate().execute()
      if ((await countOpen(tx, solve.tenant)).queued >= most) return 'full'
    }
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('solves')
      .values({
        id: solve.id,
        tenant: solve.tenant,
        plan: solve.plan,
        plan_version: solve.planVersion,
        state: 'queued',
        options: JSON.stringify(solve.order),
        priority: solve.priority,
        worker: null,
        checkpoint: solve.start,
        hard: null,
        medium: null,
        soft: null,
        stopped: null,
        error: null,
        timetable: null,
        webhook: JSON.stringify(solve.webhook),
        started_at: null,
        ended_at: null,
      })
      .onConflict((on) => on.column('id').doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return 'known'
    await addEvents(tx, solve.id, solve.tenant, [{ type: 'queued', data: {} }])
    await send(tx)
    return 'made'
  })
}

const fields = [
  'id',
  'plan',
  'plan_version',
  'state',
  'options',
  'attempt',
  'stop_requested',
  'hard',
  'medium',
  'soft',
  'seconds',
  'steps',
  'stopped',
  'error',
  'timetable',
  'bound',
  'last_event',
  'created_at',
  'started_at',
  'ended_at',
] as const

export async function findSolve(db: Db, tenant: string, id: string): Promise<SolveRecord | undefined> {
  const row = await db.selectFrom('solves').select(fields).where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return row && record(row)
}

/** For the queue, which knows ids alone. */
export async function findSolveAnywhere(db: Db, id: string): Promise<(SolveRecord & { readonly tenant: string }) | undefined> {
  const row = await db
    .selectFrom('solves')
    .select([...fields, 'tenant'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...record(row), tenant: row.tenant }
}

export async function listSolves(db: Db, tenant: string, plan: string, page: PageOptions): Promise<Page<SolveRecord>> {
  const query = db.selectFrom('solves').select(fields).where('tenant', '=', tenant).where('plan', '=', plan)
  return readPage(query, page, record)
}

/** @returns how many solves wait, and how many run; of a tenant, or of all */
export async function countOpen(db: Db, tenant?: string): Promise<{ queued: number; running: number }> {
  let query = db
    .selectFrom('solves')
    .select(['state', sql<number>`count(*)::integer`.as('n')])
    .where('state', 'in', ['queued', 'running'])
  if (tenant !== undefined) query = query.where('tenant', '=', tenant)
  const rows = await query.groupBy('state').execute()
  const of = (state: SolveState) => rows.find((r) => r.state === state)?.n ?? 0
  return { queued: of('queued'), running: of('running') }
}

/**
 * Asks a solve to stop. One that waits and has nothing yet ends at once.
 * @param tell goes into the same transaction then, where somebody wants to hear of it: the webhook’s job
 * @returns its state then; undefined when there is none
 */
export async function requestStop(db: Db, tenant: string, id: string, tell: (tx: Tx) => Promise<unknown>): Promise<SolveState | undefined> {
  return within(db, async (tx) => {
    const row = await tx
      .selectFrom('solves')
      .select(['state', 'webhook', sql<boolean>`checkpoint is null`.as('empty')])
      .where('id', '=', id)
      .where('tenant', '=', tenant)
      .forUpdate()
      .executeTakeFirst()
    if (!row || (row.state !== 'queued' && row.state !== 'running')) return row?.state
    if (row.state === 'queued' && row.empty) {
      await tx.updateTable('solves').set({ state: 'stopped', stopped: 'cancelled', stop_requested: true, ended_at: new Date() }).where('id', '=', id).execute()
      await addEvents(tx, id, tenant, [{ type: 'ended', data: { state: 'stopped', stopped: 'cancelled', timetable: null, seconds: 0, steps: 0 } }])
      if (row.webhook) await tell(tx)
      return 'stopped'
    }
    await tx.updateTable('solves').set({ stop_requested: true }).where('id', '=', id).execute()
    return row.state
  })
}

const record = (r: Pick<Selectable<SolveTable>, (typeof fields)[number]>): SolveRecord => ({
  id: r.id,
  plan: r.plan,
  planVersion: r.plan_version,
  state: r.state,
  order: r.options as unknown as SolveOrder,
  attempt: r.attempt,
  stopRequested: r.stop_requested,
  hard: r.hard,
  medium: r.medium,
  soft: r.soft,
  seconds: r.seconds,
  steps: r.steps,
  stopped: r.stopped,
  error: readWords(r.error),
  timetable: r.timetable,
  bound: r.bound,
  lastEvent: r.last_event,
  createdAt: r.created_at,
  startedAt: r.started_at,
  endedAt: r.ended_at,
})
