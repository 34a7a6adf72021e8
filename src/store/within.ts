import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Does the work in the transaction that is open, or in one of its own: all of it or nothing. */
export const within = <T>(db: Kysely<Tables>, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db as Transaction<Tables>) : db.transaction().execute(work)
