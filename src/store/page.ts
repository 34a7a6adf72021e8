import { type SelectQueryBuilder, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** A list is read newest first, a page at a time; the cursor names the last row seen. */
export interface PageOptions {
  readonly limit: number
  readonly after?: string
}

export interface Page<T> {
  readonly items: T[]
  /** present while there is more */
  readonly next?: string
}

/**
 * Reads a page of a query on one table, newest first.
 * @throws BadCursor
 */
export async function readPage<Name extends keyof Tables, Row extends { id: string }, T>(
  query: SelectQueryBuilder<Tables, Name, Row>,
  { limit, after }: PageOptions,
  show: (row: Row) => T,
): Promise<Page<T>> {
  const older = after === undefined ? query : query.where(olderThan(after))
  const rows = await older
    // the exact moment, as text: a Date keeps milliseconds only
    .select(sql<string>`created_at::text`.as('moment'))
    .orderBy(sql`created_at`, 'desc')
    .orderBy(sql`id`, 'desc')
    // one too many tells whether there is more
    .limit(limit + 1)
    .execute()
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit).map(show), ...(rows.length > limit && last && { next: writeCursor(last.moment, last.id) }) }
}

function olderThan(cursor: string) {
  const { at, id } = readCursor(cursor)
  return sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id})`
}

const writeCursor = (at: string, id: string): string => Buffer.from(JSON.stringify([at, id])).toString('base64url')

export class BadCursor extends Error {
  override readonly name = 'BadCursor'
}

function readCursor(cursor: string): { at: string; id: string } {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (typeof at === 'string' && typeof id === 'string' && isMoment(at) && !id.includes('\0')) return { at, id }
  } catch {}
  throw new BadCursor(cursor)
}

/** @returns whether PostgreSQL reads it as a moment, as it wrote it: there is no 31 February */
function isMoment(text: string): boolean {
  const [, day = '', month = ''] = /^(\d{4}-(\d\d)-\d\d) ([01]\d|2[0-3])(:[0-5]\d){2}(\.\d{1,6})?[+-](0\d|1[0-4])(:[0-5]\d)?$/.exec(text) ?? []
  return day >= '1' && new Date(`${day}T00:00:00Z`).getUTCMonth() + 1 === Number(month)
}
