import type { Kysely } from 'kysely'
import { type Page, type PageOptions, readPage } from './page.ts'
import type { PlanTable, Tables } from './tables.ts'
import { revokeKeysOf } from './tenants.ts'
import { within } from './within.ts'

type Db = Kysely<Tables>

export interface NewVersion {
  /** gzipped JSON */
  readonly document: Buffer
  readonly sha256: string
  /** bytes of the JSON */
  readonly bytes: number
  readonly summary: object
}

export interface PlanRecord {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly published: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface VersionRecord {
  readonly version: number
  readonly sha256: string
  readonly bytes: number
  readonly summary: object
  readonly createdAt: Date
}

/** Stores a new plan as its version 1. @returns false when the id exists already (a repeated request) */
export async function createPlan(db: Db, tenant: string, id: string, name: string, first: NewVersion): Promise<boolean> {
  return within(db, async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('plans')
      .values({ id, tenant, name, version: 1, published: null })
      .onConflict((on) => on.column('id').doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return false
    await tx
      .insertInto('plan_versions')
      .values(versionRow(tenant, id, 1, first))
      .execute()
    return true
  })
}

/**
 * Adds a version to a plan.
 * @param after the newest version that the caller knows: the write is refused when there is a newer one
 * @returns the new version's number, 'stale' or undefined when there is no such plan
 */
export async function addVersion(db: Db, tenant: string, plan: string, name: string, next: NewVersion, after?: number): Promise<number | 'stale' | undefined> {
  return within(db, async (tx) => {
    const row = await tx.selectFrom('plans').select('version').where('id', '=', plan).where('tenant', '=', tenant).forUpdate().executeTakeFirst()
    if (!row) return undefined
    if (after !== undefined && after !== row.version) return 'stale'
    const version = row.version + 1
    await tx
      .insertInto('plan_versions')
      .values(versionRow(tenant, plan, version, next))
      .execute()
    await tx.updateTable('plans').set({ version, name, updated_at: new Date() }).where('id', '=', plan).execute()
    return version
  })
}

export async function findPlan(db: Db, tenant: string, id: string): Promise<PlanRecord | undefined> {
  const row = await db.selectFrom('plans').selectAll().where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return row && planRecord(row)
}

export async function listPlans(db: Db, tenant: string, page: PageOptions): Promise<Page<PlanRecord>> {
  const query = db.selectFrom('plans').selectAll().where('tenant', '=', tenant)
  return readPage(query, page, planRecord)
}

export async function listVersions(db: Db, tenant: string, plan: string): Promise<VersionRecord[]> {
  const rows = await db
    .selectFrom('plan_versions')
    .select(['version', 'sha256', 'bytes', 'summary', 'created_at'])
    .where('plan', '=', plan)
    .where('tenant', '=', tenant)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((r) => ({ version: r.version, sha256: r.sha256, bytes: r.bytes, summary: r.summary, createdAt: r.created_at }))
}

export interface StoredDocument {
  readonly version: number
  readonly sha256: string
  /** gzipped JSON */
  readonly document: Buffer
}

/** @param version the newest one by default */
export async function readPlan(db: Db, tenant: string, plan: string, version?: number): Promise<StoredDocument | undefined> {
  let query = db.selectFrom('plan_versions').select(['version', 'sha256', 'document']).where('plan', '=', plan).where('tenant', '=', tenant)
  query = version === undefined ? query.orderBy('version', 'desc').limit(1) : query.where('version', '=', version)
  const row = await query.executeTakeFirst()
  return row && { version: row.version, sha256: row.sha256, document: Buffer.from(row.document) }
}

/** @param version the newest one by default @returns a version without its document */
export async function findVersion(db: Db, tenant: string, plan: string, version?: number): Promise<Omit<StoredDocument, 'document'> | undefined> {
  let query = db.selectFrom('plan_versions').select(['version', 'sha256']).where('plan', '=', plan).where('tenant', '=', tenant)
  query = version === undefined ? query.orderBy('version', 'desc').limit(1) : query.where('version', '=', version)
  return query.executeTakeFirst()
}

/** Deletes a plan with its versions, solves and timetables, and the keys of its families and homeroom teachers. @returns false when there is none */
export async function deletePlan(db: Db, tenant: string, id: string): Promise<boolean> {
  return within(db, async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('plans').where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
    if (numDeletedRows > 0n) await revokeKeysOf(tx, id)
    return numDeletedRows > 0n
  })
}

const versionRow = (tenant: string, plan: string, version: number, { document, sha256, bytes, summary }: NewVersion) => ({
  plan,
  version,
  tenant,
  document,
  sha256,
  bytes,
  summary: JSON.stringify(summary),
})

const planRecord = (row: { [K in keyof PlanTable]: K extends 'created_at' | 'updated_at' ? Date : PlanTable[K] }): PlanRecord => ({
  id: row.id,
  name: row.name,
  version: row.version,
  published: row.published,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
