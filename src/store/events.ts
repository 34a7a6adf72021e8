import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

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

/** Adds events to a solve, numbered on from its last one, without gaps. */
export async function addEvents(tx: Transaction<Tables>, solve: string, tenant: string, events: readonly EventDraft[]): Promise<void> {
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

/** @returns events of a solve after the numbered one, oldest first */
export async function eventsAfter(db: Kysely<Tables>, solve: string, number: number, limit = 500): Promise<SolveEvent[]> {
  return db
    .selectFrom('events')
    .select(['number', 'type', 'data', 'at'])
    .where('solve', '=', solve)
    .where('number', '>', number)
    .orderBy('number')
    .limit(limit)
    .execute()
}
