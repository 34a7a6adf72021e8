import type { Kysely } from 'kysely'
import type { Page } from './page.ts'
import type { Tables } from './tables.ts'

export interface Change {
  readonly tenant: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** ids and numbers only: no names of people */
  readonly detail?: object
  readonly request?: string
}

/** Every change is told here, by whom. */
export async function record(db: Kysely<Tables>, { tenant, actor, action, subject, detail = {}, request }: Change): Promise<void> {
  await db
    .insertInto('audit')
    .values({ tenant, actor, action, subject, detail: JSON.stringify(detail), request: request ?? null })
    .execute()
}

export interface AuditRecord {
  readonly id: number
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: object
  readonly request: string | null
}

/** @returns changes, newest first, older than the one given; `next` is what an older page begins before, while there is one */
export async function listChanges(db: Kysely<Tables>, tenant: string, limit: number, before?: number): Promise<Page<AuditRecord>> {
  let query = db.selectFrom('audit').select(['id', 'at', 'actor', 'action', 'subject', 'detail', 'request']).where('tenant', '=', tenant)
  if (before !== undefined) query = query.where('id', '<', before)
  // one too many tells whether there is more
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const items = rows.slice(0, limit)
  return { items, ...(rows.length > limit && { next: String(items.at(-1)!.id) }) }
}
