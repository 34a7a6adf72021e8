import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import { newId, sha256 } from './ids.ts'
import type { Tables, TenantTable } from './tables.ts'

type Db = Kysely<Tables>

/** The tenant of an installation that nobody else can reach. */
export const localTenant = 'local'

export const scopes = ['read', 'plan', 'solve', 'publish', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** Scopes of people whom a plan is about: each sees what is theirs in the published timetable, and nothing else. */
export const circleScopes = ['family', 'homeroom'] as const
export type CircleScope = (typeof circleScopes)[number]

/** Whose a key is that has such a scope. */
export interface Circle {
  readonly scope: CircleScope
  readonly plan: string
  /** ids in the plan: a family's students, a homeroom teacher's classes */
  readonly ids: readonly string[]
}

/** What differs from the service's own limits; null: nothing does. */
export interface TenantLimits {
  readonly requestsPerMinute: number | null
  /** of one body */
  readonly bodyBytes: number | null
}

export interface Tenant extends TenantLimits {
  readonly id: string
  readonly name: string
  readonly parent: string | null
  readonly solveShare: number
  readonly createdAt: Date
}

export async function createTenant(db: Db, tenant: { id: string; name: string; parent?: string; solveShare?: number }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('tenants')
    .values({ id: tenant.id, name: tenant.name, parent: tenant.parent ?? null, ...(tenant.solveShare !== undefined && { solve_share: tenant.solveShare }) })
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function findTenant(db: Db, id: string): Promise<Tenant | undefined> {
  const r = await db.selectFrom('tenants').selectAll().where('id', '=', id).executeTakeFirst()
  return r && tenantRecord(r)
}

export async function listTenants(db: Db): Promise<Tenant[]> {
  const rows = await db.selectFrom('tenants').selectAll().orderBy('id').execute()
  return rows.map(tenantRecord)
}

/** Sets what is named, and leaves the rest. @returns false when there is no such tenant */
export async function setTenantLimits(db: Db, id: string, limits: Partial<TenantLimits> & { readonly solveShare?: number }): Promise<boolean> {
  const { requestsPerMinute, bodyBytes, solveShare } = limits
  const { numUpdatedRows } = await db
    .updateTable('tenants')
    .set({
      // something is always set, so that an unknown tenant is told from nothing to do
      id,
      ...(requestsPerMinute !== undefined && { requests_per_minute: requestsPerMinute }),
      ...(bodyBytes !== undefined && { body_bytes: bodyBytes }),
      ...(solveShare !== undefined && { solve_share: solveShare }),
    })
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const tenantRecord = (r: Selectable<TenantTable>): Tenant => ({
  id: r.id,
  name: r.name,
  parent: r.parent,
  solveShare: r.solve_share,
  requestsPerMinute: r.requests_per_minute,
  bodyBytes: r.body_bytes,
  createdAt: r.created_at,
})

export interface KeyRecord {
  readonly id: string
  readonly tenant: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** a key has scopes or this, never both */
  readonly circle: Circle | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
}

/** Makes a key. Its secret is told once and kept only as a hash. @returns the key as its bearer sends it */
export async function createKey(
  db: Db,
  key: { tenant: string; name: string; expiresAt?: Date } & ({ scopes: readonly Scope[] } | { circle: Circle }),
): Promise<{ id: string; key: string }> {
  const id = newId('key')
  const secret = randomBytes(32).toString('hex')
  await db
    .insertInto('keys')
    .values({
      id,
      tenant: key.tenant,
      name: key.name,
      ...('circle' in key
        ? { scopes: JSON.stringify([key.circle.scope]), circle: JSON.stringify({ plan: key.circle.plan, ids: key.circle.ids }) }
        : { scopes: JSON.stringify(key.scopes) }),
      hash: sha256(secret),
      expires_at: key.expiresAt ?? null,
      revoked_at: null,
    })
    .execute()
  return { id, key: `${id}.${secret}` }
}

/** @returns the key's record, when the secret fits and the key is neither expired nor revoked */
export async function findKey(db: Db, key: string, now = new Date()): Promise<KeyRecord | undefined> {
  const [id, secret, ...more] = key.split('.')
  if (!id || !secret || more.length > 0) return undefined
  const row = await db.selectFrom('keys').selectAll().where('id', '=', id).executeTakeFirst()
  // 256 random bits need no slow hash
  if (!row || !timingSafeEqual(Buffer.from(row.hash, 'hex'), Buffer.from(sha256(secret), 'hex'))) return undefined
  if (row.revoked_at || (row.expires_at && row.expires_at <= now)) return undefined
  return keyRecord(row)
}

export async function listKeys(db: Db, tenant?: string): Promise<KeyRecord[]> {
  let query = db.selectFrom('keys').selectAll().orderBy('created_at')
  if (tenant !== undefined) query = query.where('tenant', '=', tenant)
  return (await query.execute()).map(keyRecord)
}

export async function revokeKey(db: Db, id: string, at = new Date()): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('keys').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Replaces a key by a new one of the same name that may do the same; the old one works until `overlapSeconds` have passed. */
export async function rotateKey(db: Db, id: string, overlapSeconds: number): Promise<{ id: string; key: string } | undefined> {
  const row = await db.selectFrom('keys').selectAll().where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst()
  if (!row) return undefined
  const life = row.expires_at && row.expires_at.getTime() - row.created_at.getTime()
  const { tenant, name, scopes, circle } = keyRecord(row)
  const next = await createKey(db, {
    tenant,
    name,
    ...(circle ? { circle } : { scopes }),
    ...(life !== null && { expiresAt: new Date(Date.now() + life) }),
  })
  const end = new Date(Date.now() + overlapSeconds * 1000)
  if (!row.expires_at || row.expires_at > end) await db.updateTable('keys').set({ expires_at: end }).where('id', '=', id).execute()
  return next
}

/** @returns ids of a plan's keys that are about somebody */
export async function keysAbout(db: Db, tenant: string, plan: string, scope: CircleScope, id: string): Promise<string[]> {
  const keys = await listKeys(db, tenant)
  return keys.flatMap((key) => (key.circle?.scope === scope && key.circle.plan === plan && key.circle.ids.includes(id) ? [key.id] : []))
}

/** Of a plan that is no more nobody has a key: it is revoked, and names nobody. */
export async function revokeKeysOf(db: Db, plan: string): Promise<void> {
  await db
    .updateTable('keys')
    .set({ circle: JSON.stringify({ plan, ids: [] }), revoked_at: sql<Date>`coalesce(revoked_at, now())` })
    .where(sql<string>`circle->>'plan'`, '=', plan)
    .execute()
}

/** Takes somebody out of the keys that are about them; a key that is about nobody else is revoked. */
export async function forgetInKeys(db: Db, tenant: string, plan: string, scope: CircleScope, id: string): Promise<void> {
  for (const key of await keysAbout(db, tenant, plan, scope, id)) {
    const row = await db.selectFrom('keys').select(['circle', 'revoked_at']).where('id', '=', key).executeTakeFirstOrThrow()
    const ids = row.circle!.ids.filter((other) => other !== id)
    await db
      .updateTable('keys')
      .set({ circle: JSON.stringify({ plan, ids }), ...(ids.length === 0 && !row.revoked_at && { revoked_at: new Date() }) })
      .where('id', '=', key)
      .execute()
  }
}

export async function anyKey(db: Db): Promise<boolean> {
  return (await db.selectFrom('keys').select('id').where('revoked_at', 'is', null).limit(1).executeTakeFirst()) !== undefined
}

interface KeyRow {
  id: string
  tenant: string
  name: string
  scopes: string[]
  circle: { plan: string; ids: string[] } | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
}

const keyRecord = (r: KeyRow): KeyRecord => ({
  id: r.id,
  tenant: r.tenant,
  name: r.name,
  ...(r.circle ? { scopes: [], circle: { scope: r.scopes[0] as CircleScope, ...r.circle } } : { scopes: r.scopes as Scope[], circle: null }),
  createdAt: r.created_at,
  expiresAt: r.expires_at,
  revokedAt: r.revoked_at,
})
