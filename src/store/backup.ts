import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import { addEvents } from './events.ts'
import { migrationNames } from './migrations.ts'
import type { Tables } from './tables.ts'
import { type Words, writeWords } from './words.ts'

/**
 * A backup is a gzipped file of JSON lines: a head, then every row of every table, parents before children.
 * It says nothing about the kind of database, so that restoring it elsewhere moves an embedded store to a server, or back.
 */
const order = [
  'tenants',
  'keys',
  'plans',
  'plan_versions',
  'solves',
  'timetables',
  'events',
  'audit',
  'bench_runs',
  'rebalances',
] as const satisfies readonly (keyof Tables)[]
const format = 'afterbell-backup'
const batch = 50

export interface BackupCounts {
  readonly rows: Record<string, number>
}

/** Writes one consistent picture of the store. */
export async function backup(db: Kysely<Tables>, to: Writable): Promise<BackupCounts> {
  const rows: Record<string, number> = {}
  async function* lines() {
    yield `${JSON.stringify({ format, schema: migrationNames.at(-1) })}\n`
    for (const table of order) {
      rows[table] = 0
      for (let offset = 0; ; offset += batch) {
        const page = await tx.selectFrom(table).selectAll().orderBy(sql`ctid`).offset(offset).limit(batch).execute()
        for (const row of page) yield `${JSON.stringify({ table, row: write(row) })}\n`
        rows[table] += page.length
        if (page.length < batch) break
      }
    }
  }
  let tx = db
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (open) => {
      tx = open
      await pipeline(lines, createGzip(), to)
    })
  return { rows }
}

/** why a solve that was open has ended */
const restored: Words = {
  en: 'it had not ended when the backup was made from which this store was restored: order it again',
  zh: '制作备份时该任务尚未结束，恢复后不再继续，请重新提交',
}

export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
}

/**
 * Fills an empty store; all or nothing. Solves, rebalances and bench runs that were queued or running come back as `failed`, and have ended: their jobs are not part of a backup. No webhook tells of it.
 * @throws RestoreRefused when the store has tenants' data already, or the file is none of ours
 */
export async function restore(db: Kysely<Tables>, from: Readable): Promise<BackupCounts> {
  const rows: Record<string, number> = {}
  const ended: { readonly id: string; readonly tenant: string; readonly seconds: unknown; readonly steps: unknown }[] = []
  await db.transaction().execute(async (tx) => {
    if (await tx.selectFrom('plans').select('id').limit(1).executeTakeFirst())
      throw new RestoreRefused('the store holds plans already: restore into an empty one')
    await tx.deleteFrom('keys').execute()
    await tx.deleteFrom('tenants').execute()
    let head: { format?: string; schema?: string } | undefined
    for await (const line of createInterface({ input: from.pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })) {
      const entry = JSON.parse(line)
      if (!head) {
        head = entry as { format?: string; schema?: string }
        if (head.format !== format) throw new RestoreRefused('this file is no afterbell backup')
        if (!migrationNames.includes(head.schema ?? '')) throw new RestoreRefused(`the backup was made by a newer version (schema ${head.schema})`)
        continue
      }
      const { table, row } = entry as { table: (typeof order)[number]; row: Record<string, unknown> }
      if (!order.includes(table)) throw new RestoreRefused(`the backup has a table that this version does not know: ${table}`)
      if (table === 'audit') delete row.id
      if ('state' in row && (row.state === 'queued' || row.state === 'running')) {
        Object.assign(row, { state: 'failed', error: writeWords(restored), ended_at: { $at: new Date().toISOString() } })
        if (table === 'solves') ended.push({ id: String(row.id), tenant: String(row.tenant), seconds: row.seconds, steps: row.steps })
      }
      await tx
        .insertInto(table)
        .values(read(row) as never)
        .execute()
      rows[table] = (rows[table] ?? 0) + 1
    }
    for (const { id, tenant, seconds, steps } of ended)
      await addEvents(tx, id, tenant, [{ type: 'ended', data: { state: 'failed', stopped: null, timetable: null, error: restored, seconds, steps } }])
  })
  return { rows }
}

/** bytes as {"$bytes"}, moments as {"$at"}, JSON columns as {"$json"}: what JSON alone would not bring back */
function write(row: object): object {
  const value = (v: unknown): unknown => {
    if (v instanceof Uint8Array) return { $bytes: Buffer.from(v).toString('base64') }
    if (v instanceof Date) return { $at: v.toISOString() }
    return v !== null && typeof v === 'object' ? { $json: v } : v
  }
  return Object.fromEntries(Object.entries(row).map(([k, v]) => [k, value(v)]))
}

function read(row: Record<string, unknown>): object {
  const value = (v: unknown): unknown => {
    if (v === null || typeof v !== 'object') return v
    if ('$bytes' in v) return Buffer.from(String(v.$bytes), 'base64')
    if ('$at' in v) return new Date(String(v.$at))
    return '$json' in v ? JSON.stringify(v.$json) : v
  }
  return Object.fromEntries(Object.entries(row).map(([k, v]) => [k, value(v)]))
}
