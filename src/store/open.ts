import { join } from 'node:path'
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { type ConstructorOptions, fromPglite, PgBoss } from 'pg-boss'
import { Embedded } from './embedded.ts'
import { lockFolder } from './folder.ts'
import { migrate } from './migrations.ts'
import type { Tables } from './tables.ts'

/** Where documents and jobs are kept: one database, embedded or on a server. */
export interface Store {
  readonly kind: 'embedded' | 'server'
  readonly db: Kysely<Tables>
  /** @returns a queue on the same database, not started */
  queue(options: Omit<ConstructorOptions, 'db' | 'connectionString'>): PgBoss
  /** @throws when the database does not answer */
  ping(): Promise<void>
  close(): Promise<void>
}

export type StoreOptions =
  | { readonly databaseUrl: string; readonly connections?: number }
  /** no folder: in memory, for tests; `dump` fills it first */
  | { readonly folder?: string; readonly dump?: Uint8Array }

/** Opens the store and brings its schema up to date. @throws FolderInUse */
export function openStore(options: StoreOptions): Promise<Store> {
  return 'databaseUrl' in options ? openServer(options.databaseUrl, options.connections ?? 10) : openEmbedded(options)
}

async function openServer(connectionString: string, connections: number): Promise<Store> {
  const pool = new Pool({ connectionString, max: connections, connectionTimeoutMillis: 5000, keepAlive: true, application_name: 'afterbell' })
  // an idle connection that dies is replaced at the next query; without a listener it would end the process
  pool.on('error', () => {})
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    kind: 'server',
    db,
    queue: (boss) => new PgBoss({ ...boss, connectionString, max: 4, connectionTimeoutMillis: 5000, application_name: 'afterbell-jobs' }),
    ping: () => ping(db),
    close: () => db.destroy(),
  }
}

async function openEmbedded({ folder, dump }: { folder?: string; dump?: Uint8Array }): Promise<Store> {
  const lock = folder === undefined ? undefined : lockFolder(folder)
  let embedded: Embedded | undefined
  try {
    embedded = await Embedded.open(folder === undefined ? undefined : join(folder, 'database'), dump)
    const pglite = embedded
    const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
    await migrate(db)
    return {
      kind: 'embedded',
      db,
      queue: (boss) => new PgBoss({ ...boss, db: fromPglite(pglite), backend: 'pglite' }),
      ping: () => ping(db),
      close: async () => {
        await pglite.close()
        lock?.release()
      },
    }
  } catch (error) {
    await embedded?.close()
    lock?.release()
    throw error
  }
}

async function ping(db: Kysely<Tables>): Promise<void> {
  await sql`select 1`.execute(db)
}
