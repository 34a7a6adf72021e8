import { sql } from 'kysely'

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

/** @returns the condition "older than the cursor's row", for rows ordered by (created_at, id) */
export const olderThan = (cursor: string, table: string) => {
  const { at, id } = readCursor(cursor)
  return sql<boolean>`(${sql.ref(`${table}.created_at`)}, ${sql.ref(`${table}.id`)}) < (${at}::timestamptz, ${id})`
}

/** Cuts a list that was read with one row too many into a page. Rows tell their exact moment as text, since a Date keeps milliseconds only. */
export function pageOf<Row extends { id: string; moment: string }, T>(rows: Row[], limit: number, show: (row: Row) => T): Page<T> {
  const last = rows[limit - 1]
  return { items: rows.slice(0, limit).map(show), ...(rows.length > limit && last && { next: writeCursor(last.moment, last.id) }) }
}

/** for `select`: the row's exact moment */
export const momentOf = (table: string) => sql<string>`${sql.ref(`${table}.created_at`)}::text`.as('moment')

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
