import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

/** a request that has not been answered after so long is taken for dead, and its key may be used again */
const patienceSeconds = 120
/** answers are kept for so long */
const keptHours = 24

/** a key that was given back */
const free = new Date(0)

/** A key that is held: whatever its request makes has ids from this moment, also when the request is begun again because nobody heard of it. */
export interface Held {
  readonly since: Date
}

/**
 * Claims a key for a request.
 * @returns since when it is held, to go on; else the stored answer, 'busy' while the first request is being answered, or 'other' when the key was used for a different request
 */
export async function claim(db: Kysely<Tables>, tenant: string, key: string, fingerprint: string): Promise<Held | 'busy' | 'other' | Answer> {
  const now = Date.now()
  await db
    .deleteFrom('idempotency')
    .where('claimed_at', '<', new Date(now - keptHours * 3_600_000))
    .execute()
  const held = await db
    .insertInto('idempotency')
    .values({ tenant, key, fingerprint, status: null, headers: null as never, body: null, at: new Date(now), claimed_at: new Date(now) })
    .onConflict((on) =>
      on
        .columns(['tenant', 'key'])
        .doUpdateSet({ at: new Date(now), fingerprint })
        .where('idempotency.status', 'is', null)
        .where((is) =>
          is.or([
            is('idempotency.at', '=', free),
            is.and([is('idempotency.fingerprint', '=', fingerprint), is('idempotency.at', '<', new Date(now - patienceSeconds * 1000))]),
          ]),
        ),
    )
    .returning('claimed_at')
    .executeTakeFirst()
  if (held) return { since: held.claimed_at }
  const row = await db.selectFrom('idempotency').selectAll().where('tenant', '=', tenant).where('key', '=', key).executeTakeFirst()
  if (!row) return 'busy'
  if (row.fingerprint !== fingerprint) return 'other'
  if (row.status === null) return 'busy'
  return { status: row.status, headers: row.headers ?? {}, body: Buffer.from(row.body ?? []) }
}

export async function keepAnswer(db: Kysely<Tables>, tenant: string, key: string, answer: Answer): Promise<void> {
  await db
    .updateTable('idempotency')
    .set({ status: answer.status, headers: JSON.stringify(answer.headers), body: answer.body })
    .where('tenant', '=', tenant)
    .where('key', '=', key)
    .execute()
}

/** Gives a key back: the request failed in a way that may pass. What it made all the same is made by the next one that has the key. */
export async function forget(db: Kysely<Tables>, tenant: string, key: string): Promise<void> {
  await db.updateTable('idempotency').set({ at: free }).where('tenant', '=', tenant).where('key', '=', key).where('status', 'is', null).execute()
}
