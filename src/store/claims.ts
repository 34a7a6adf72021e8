import { type Kysely, sql, type Transaction, type Updateable, type UpdateObject } from 'kysely'
import { type Bound, findBound, type KnownBound } from './bounds.ts'
import { addEvents, type EventDraft } from './events.ts'
import { newId, sha256 } from './ids.ts'
import type { SolveOrder, Webhook } from './solves.ts'
import type { SolveTable, Tables } from './tables.ts'
import { createTimetable } from './timetables.ts'
import { type Words, writeWords } from './words.ts'

type Db = Kysely<Tables>
type Tx = Transaction<Tables>

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
  readonly webhook: Webhook | null
  readonly bound: KnownBound | undefined
}

/** Takes a solve up. @returns undefined when it has ended, or is gone */
export async function claimSolve(db: Db, id: string, worker: string): Promise<Claim | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('solves')
      .set({
        state: 'running',
        worker,
        attempt: sql`attempt + 1`,
        started_at: sql`coalesce(started_at, now())`,
        // it goes on from its checkpoint: what was told and spent after that is lost with whoever told it
        seconds: sql`saved_seconds`,
        steps: sql`saved_steps`,
        hard: sql`(saved_score ->> 'hard')::double precision`,
        medium: sql`(saved_score ->> 'medium')::double precision`,
        soft: sql`(saved_score ->> 'soft')::double precision`,
      })
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
      bound: await findBound(tx, row.plan, row.plan_version),
    }
  })
}

interface Score {
  readonly hard: number
  readonly medium: number
  readonly soft: number
}

export interface Advance {
  readonly score?: Score
  /** what is proved of timetables of at most the score’s medium cost, by the weights of the order */
  readonly bound?: Bound | null
  /** of all attempts */
  readonly seconds: number
  readonly steps: number
  /** gzipped JSON */
  readonly checkpoint?: Buffer
  /** what the checkpoint costs, this one or the one before, and what has been spent until it or without finding anything better */
  readonly saved?: { readonly score: Score; readonly seconds: number; readonly steps: number }
  readonly events: readonly EventDraft[]
}

type Held = Pick<Claim, 'id' | 'tenant' | 'attempt'>

/** Writes how far a solve is, in one statement: it comes several times a second, and whoever reads waits behind it. @returns false when the solve is no longer this attempt’s */
export async function advanceSolve(db: Db, claim: Held, { score, bound, seconds, steps, checkpoint, saved, events }: Advance): Promise<boolean> {
  const values = {
    ...score,
    ...(bound && { bound: JSON.stringify(bound) }),
    seconds,
    steps,
    ...(checkpoint && { checkpoint }),
    ...(saved && { saved_seconds: saved.seconds, saved_steps: saved.steps, saved_score: JSON.stringify(saved.score) }),
    last_event: sql<number>`last_event + ${events.length}::integer`,
  }
  const row = await db
    .with('held', (q) => heldUpdate(q, claim, values).returning(['id', 'tenant', 'last_event']))
    .with('told', (q) =>
      q
        .insertInto('events')
        .columns(['solve', 'tenant', 'number', 'type', 'data'])
        .expression(
          sql`select held.id, held.tenant, held.last_event - ${events.length}::integer + event.place::integer, event.body ->> 'type', event.body -> 'data'
            from held, json_array_elements(${JSON.stringify(events)}::json) with ordinality as event(body, place)`,
        ),
    )
    .selectFrom('held')
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface Ending {
  readonly state: 'done' | 'stopped' | 'failed'
  readonly stopped: string | null
  readonly error?: Words
  readonly seconds: number
  readonly steps: number
  readonly result?: {
    readonly document: Buffer
    readonly report: Buffer
    readonly score: { readonly hard: number; readonly medium: number; readonly soft: number }
    /** what is proved of timetables of at most its medium cost, by the plan’s own weights */
    readonly bound: Bound | null
    readonly gaps: { readonly gap: number | null; readonly gapAboveFloor: number | null }
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
      error: writeWords(ending.error),
      seconds: ending.seconds,
      steps: ending.steps,
      timetable,
      bound: result?.bound ? JSON.stringify(result.bound) : null,
      checkpoint: null,
      ended_at: new Date(),
    })
    if (!held) return undefined
    if (result && timetable) {
      const { document, report, score, bound } = result
      await createTimetable(tx, {
        id: timetable,
        tenant: claim.tenant,
        plan: claim.plan,
        planVersion: claim.planVersion,
        solve: claim.id,
        document,
        sha256: sha256(document),
        ...score,
        bound,
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
          ...(result && { score: result.score, bound: result.bound, ...result.gaps }),
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
export async function handBack(db: Db, claim: Held, advance: Omit<Advance, 'events' | 'saved'>, send: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const held = await setHeld(tx, claim, {
      ...advance.score,
      state: 'queued',
      worker: null,
      seconds: advance.seconds,
      steps: advance.steps,
      saved_seconds: advance.seconds,
      saved_steps: advance.steps,
      ...(advance.checkpoint && { checkpoint: advance.checkpoint, saved_score: advance.score ? JSON.stringify(advance.score) : null }),
    })
    if (!held) return false
    await addEvents(tx, claim.id, claim.tenant, [{ type: 'handed-back', data: { seconds: advance.seconds } }])
    await send(tx)
    return true
  })
}

/** @returns those of the solves that are asked to stop */
export async function stopsRequested(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('solves').select('id').where('id', 'in', ids).where('stop_requested', '=', true).execute()
  return rows.map((r) => r.id)
}

async function setHeld(tx: Tx, claim: Held, values: Updateable<SolveTable>): Promise<boolean> {
  const { numUpdatedRows } = await heldUpdate(tx, claim, values).executeTakeFirst()
  return numUpdatedRows > 0n
}

const heldUpdate = (db: Pick<Db, 'updateTable'>, { id, attempt }: Held, values: UpdateObject<Tables, 'solves'>) =>
  db.updateTable('solves').set(values).where('id', '=', id).where('attempt', '=', attempt).where('state', '=', 'running')
