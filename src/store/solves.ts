import { type Kysely, type Selectable, sql, type Transaction, type Updateable } from 'kysely'
import { newId, sha256 } from './ids.ts'
import { momentOf, olderThan, type Page, type PageOptions, pageOf } from './page.ts'
import type { SolveState, SolveTable, Tables } from './tables.ts'
import { createTimetable } from './timetables.ts'

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
  readonly webhook: { url: string; secret: string } | null
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
  readonly error: string | null
  readonly timetable: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly endedAt: Date | null
}

export interface SolveEvent {
  readonly number: number
  readonly type: string
  readonly data: object
  readonly at: Date
}

export interface EventDraft {
  readonly type: string
  readonly data: object
}

/**
 * Stores a solve and its job, both or neither.
 * @param send puts the job into the queue within the transaction
 * @returns false when the id exists already (a repeated request)
 */
export async function createSolve(db: Db, solve: NewSolve, send: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
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
    if (!numInsertedOrUpdatedRows) return false
    await addEvents(tx, solve.id, solve.tenant, [{ type: 'queued', data: {} }])
    await send(tx)
    return true
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
  'created_at',
  'started_at',
  'ended_at',
] as const

export async function findSolve(db: Db, tenant: string, id: string): Promise<SolveRecord | undefined> {
  const row = await db.selectFrom('solves').select(fields).where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return row && record(row)
}

export async function listSolves(db: Db, tenant: string, plan: string, page: PageOptions): Promise<Page<SolveRecord>> {
  let query = db.selectFrom('solves').select(fields).select(momentOf('solves')).where('tenant', '=', tenant).where('plan', '=', plan)
  if (page.after !== undefined) query = query.where(olderThan(page.after, 'solves'))
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return pageOf(rows, page.limit, record)
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

/** A solve as its worker holds it. Every write names the attempt: a worker that was given up for dead writes nothing more. */
export interface Claim {
  readonly id: string
  readonly tenant: string
  readonly plan: string
  readonly planVersion: number
  readonly attempt: number
  readonly order: SolveOrder
  readonly stopRequested: boolean
  /** gzipped JSON */
  readonly plan_document: Buffer
  /** the best so far, gzipped JSON */
  readonly checkpoint: Buffer | null
  /** spent in earlier attempts */
  readonly seconds: number
  readonly steps: number
  readonly webhook: { url: string; secret: string } | null
}

/** Takes a solve up. @returns undefined when it has ended, or is gone */
export async function claimSolve(db: Db, id: string, worker: string): Promise<Claim | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('solves')
      .set({ state: 'running', worker, attempt: sql`attempt + 1`, started_at: sql`coalesce(started_at, now())` })
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'running'])
      .returningAll()
      .executeTakeFirst()
    if (!row) return undefined
    const version = await tx
      .selectFrom('plan_versions')
      .select('document')
      .where('plan', '=', row.plan)
      .where('version', '=', row.plan_version)
      .executeTakeFirstOrThrow()
    await addEvents(tx, id, row.tenant, [
      { type: row.attempt === 1 ? 'started' : 'resumed', data: { attempt: row.attempt, seconds: row.seconds, steps: row.steps } },
    ])
    return {
      id,
      tenant: row.tenant,
      plan: row.plan,
      planVersion: row.plan_version,
      attempt: row.attempt,
      order: row.options as unknown as SolveOrder,
      stopRequested: row.stop_requested,
      plan_document: Buffer.from(version.document),
      checkpoint: row.checkpoint && Buffer.from(row.checkpoint),
      seconds: row.seconds,
      steps: row.steps,
      webhook: row.webhook,
    }
  })
}

export interface Advance {
  readonly score?: { readonly hard: number; readonly medium: number; readonly soft: number }
  /** of all attempts */
  readonly seconds: number
  readonly steps: number
  /** gzipped JSON */
  readonly checkpoint?: Buffer
  readonly events: readonly EventDraft[]
}

type Held = Pick<Claim, 'id' | 'tenant' | 'attempt'>

/** Writes how far a solve is. @returns false when the solve is no longer this attempt’s */
export async function advanceSolve(db: Db, claim: Held, advance: Advance): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const held = await setHeld(tx, claim, {
      ...advance.score,
      seconds: advance.seconds,
      steps: advance.steps,
      ...(advance.checkpoint && { checkpoint: advance.checkpoint }),
    })
    if (held) await addEvents(tx, claim.id, claim.tenant, advance.events)
    return held
  })
}

export interface Ending {
  readonly state: 'done' | 'stopped' | 'failed'
  readonly stopped: string | null
  readonly error?: string
  readonly seconds: number
  readonly steps: number
  readonly result?: {
    readonly document: Buffer
    readonly report: Buffer
    readonly score: { readonly hard: number; readonly medium: number; readonly soft: number }
  }
}

/**
 * Ends a solve, with its timetable, all or nothing and once.
 * @param then goes into the same transaction: the webhook’s job
 * @returns the timetable’s id, null without one; undefined when the solve is no longer this attempt’s
 */
export async function endSolve(db: Db, claim: Claim, ending: Ending, then?: (tx: Tx) => Promise<unknown>): Promise<string | null | undefined> {
  return db.transaction().execute(async (tx) => {
    const { result } = ending
    const timetable = result ? newId('timetable', `solve ${claim.id}`) : null
    const held = await setHeld(tx, claim, {
      ...result?.score,
      state: ending.state,
      stopped: ending.stopped,
      error: ending.error ?? null,
      seconds: ending.seconds,
      steps: ending.steps,
      timetable,
      checkpoint: null,
      ended_at: new Date(),
    })
    if (!held) return undefined
    if (result && timetable) {
      const { document, report, score } = result
      await createTimetable(tx, {
        id: timetable,
        tenant: claim.tenant,
        plan: claim.plan,
        planVersion: claim.planVersion,
        solve: claim.id,
        document,
        sha256: sha256(document),
        ...score,
        report,
      })
    }
    await addEvents(tx, claim.id, claim.tenant, [
      {
        type: 'ended',
        data: {
          state: ending.state,
          stopped: ending.stopped,
          timetable,
          ...(ending.error !== undefined && { error: ending.error }),
          ...(result && { score: result.score }),
          seconds: ending.seconds,
          steps: ending.steps,
        },
      },
    ])
    await then?.(tx)
    return timetable
  })
}

/** Gives a solve back to the queue, with its best so far. @returns false when it is no longer this attempt’s */
export async function handBack(db: Db, claim: Held, advance: Omit<Advance, 'events'>, send: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const held = await setHeld(tx, claim, {
      ...advance.score,
      state: 'queued',
      worker: null,
      seconds: advance.seconds,
      steps: advance.steps,
      ...(advance.checkpoint && { checkpoint: advance.checkpoint }),
    })
    if (!held) return false
    await addEvents(tx, claim.id, claim.tenant, [{ type: 'handed-back', data: { seconds: advance.seconds } }])
    await send(tx)
    return true
  })
}

/** Asks a solve to stop. One that waits and has nothing yet ends at once. @returns its state then; undefined when there is none */
export async function requestStop(db: Db, tenant: string, id: string): Promise<SolveState | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('solves')
      .select(['state', sql<boolean>`checkpoint is null`.as('empty')])
      .where('id', '=', id)
      .where('tenant', '=', tenant)
      .forUpdate()
      .executeTakeFirst()
    if (!row || (row.state !== 'queued' && row.state !== 'running')) return row?.state
    if (row.state === 'queued' && row.empty) {
      await tx.updateTable('solves').set({ state: 'stopped', stopped: 'cancelled', stop_requested: true, ended_at: new Date() }).where('id', '=', id).execute()
      await addEvents(tx, id, tenant, [{ type: 'ended', data: { state: 'stopped', stopped: 'cancelled', timetable: null, seconds: 0, steps: 0 } }])
      return 'stopped'
    }
    await tx.updateTable('solves').set({ stop_requested: true }).where('id', '=', id).execute()
    return row.state
  })
}

/** @returns those of the solves that are asked to stop */
export async function stopsRequested(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('solves').select('id').where('id', 'in', ids).where('stop_requested', '=', true).execute()
  return rows.map((r) => r.id)
}

/** @returns events of a solve after the numbered one, oldest first */
export async function eventsAfter(db: Db, solve: string, number: number, limit = 500): Promise<SolveEvent[]> {
  return db
    .selectFrom('events')
    .select(['number', 'type', 'data', 'at'])
    .where('solve', '=', solve)
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute()
}

async function setHeld(tx: Tx, { id, attempt }: Held, values: Updateable<SolveTable>): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('solves')
    .set(values)
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function addEvents(tx: Tx, solve: string, tenant: string, events: readonly EventDraft[]): Promise<void> {
  if (events.length === 0) return
  const { last_event } = await tx
    .updateTable('solves')
    .set({ last_event: sql`last_event + ${events.length}` })
    .where('id', '=', solve)
    .returning('last_event')
    .executeTakeFirstOrThrow()
  const first = last_event - events.length + 1
  await tx
    .insertInto('events')
    .values(events.map(({ type, data }, i) => ({ solve, tenant, number: first + i, type, data: JSON.stringify(data) })))
    .execute()
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
  error: r.error,
  timetable: r.timetable,
  createdAt: r.created_at,
  startedAt: r.started_at,
  endedAt: r.ended_at,
})
