import type { Kysely, Selectable } from 'kysely'
import type { Bound } from './bounds.ts'
import { type Page, type PageOptions, readPage } from './page.ts'
import type { StoredDocument } from './plans.ts'
import type { Tables, TimetableTable } from './tables.ts'
import { within } from './within.ts'

type Db = Kysely<Tables>

export interface NewTimetable {
  readonly id: string
  readonly tenant: string
  readonly plan: string
  readonly planVersion: number
  readonly solve: string | null
  /** gzipped JSON */
  readonly document: Buffer
  readonly sha256: string
  readonly hard: number
  readonly medium: number
  readonly soft: number
  /** the checker's report, gzipped JSON */
  readonly report: Buffer
  readonly bound?: Bound | null
}

export interface TimetableRecord {
  readonly id: string
  readonly plan: string
  readonly planVersion: number
  readonly solve: string | null
  readonly sha256: string
  readonly hard: number
  readonly medium: number
  readonly soft: number
  readonly createdAt: Date
  readonly publishedBy: string | null
  readonly publishedAt: Date | null
  readonly bound: Bound | null
}

/** @returns false when the id, or a timetable of the same solve, exists already: a result is stored once */
export async function createTimetable(db: Db, t: NewTimetable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('timetables')
    .values({
      id: t.id,
      tenant: t.tenant,
      plan: t.plan,
      plan_version: t.planVersion,
      solve: t.solve,
      document: t.document,
      sha256: t.sha256,
      hard: t.hard,
      medium: t.medium,
      soft: t.soft,
      report: t.report,
      bound: t.bound ? JSON.stringify(t.bound) : null,
      published_by: null,
      published_at: null,
    })
    .onConflict((on) => on.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

const fields = ['id', 'plan', 'plan_version', 'solve', 'sha256', 'hard', 'medium', 'soft', 'created_at', 'published_by', 'published_at', 'bound'] as const

export async function findTimetable(db: Db, tenant: string, id: string): Promise<TimetableRecord | undefined> {
  const row = await db.selectFrom('timetables').select(fields).where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return row && record(row)
}

/** @returns a timetable's record, and the fingerprint of the plan's version that it is of */
export async function findTimetableAndPlan(db: Db, tenant: string, id: string): Promise<{ record: TimetableRecord; planSha256: string } | undefined> {
  const row = await db
    .selectFrom('timetables')
    .innerJoin('plan_versions', (on) => on.onRef('plan_versions.plan', '=', 'timetables.plan').onRef('plan_versions.version', '=', 'timetables.plan_version'))
    .select(fields.map((field) => `timetables.${field}` as const))
    .select('plan_versions.sha256 as plan_sha256')
    .where('timetables.id', '=', id)
    .where('timetables.tenant', '=', tenant)
    .executeTakeFirst()
  return row && { record: record(row), planSha256: row.plan_sha256 }
}

export async function listTimetables(db: Db, tenant: string, plan: string | undefined, page: PageOptions): Promise<Page<TimetableRecord>> {
  let query = db.selectFrom('timetables').select(fields).where('tenant', '=', tenant)
  if (plan !== undefined) query = query.where('plan', '=', plan)
  return readPage(query, page, record)
}

export async function readTimetable(db: Db, tenant: string, id: string): Promise<StoredDocument | undefined> {
  const row = await db
    .selectFrom('timetables')
    .select(['plan_version', 'sha256', 'document'])
    .where('id', '=', id)
    .where('tenant', '=', tenant)
    .executeTakeFirst()
  return row && { version: row.plan_version, sha256: row.sha256, document: Buffer.from(row.document) }
}

/** @returns the checker's report, gzipped JSON */
export async function readReport(db: Db, tenant: string, id: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('timetables').select('report').where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
  return row && Buffer.from(row.report)
}

/** Makes a timetable its plan's published one, with who approved it and when. @returns false when there is none */
export async function publish(db: Db, tenant: string, id: string, by: string, at: Date): Promise<boolean> {
  return within(db, async (tx) => {
    const row = await tx
      .updateTable('timetables')
      .set({ published_by: by, published_at: at })
      .where('id', '=', id)
      .where('tenant', '=', tenant)
      .returning('plan')
      .executeTakeFirst()
    if (!row) return false
    await tx.updateTable('plans').set({ published: id, updated_at: at }).where('id', '=', row.plan).where('tenant', '=', tenant).execute()
    return true
  })
}

export async function deleteTimetable(db: Db, tenant: string, id: string): Promise<boolean> {
  return within(db, async (tx) => {
    await tx.updateTable('plans').set({ published: null }).where('published', '=', id).where('tenant', '=', tenant).execute()
    const { numDeletedRows } = await tx.deleteFrom('timetables').where('id', '=', id).where('tenant', '=', tenant).executeTakeFirst()
    return numDeletedRows > 0n
  })
}

const record = (r: Pick<Selectable<TimetableTable>, (typeof fields)[number]>): TimetableRecord => ({
  id: r.id,
  plan: r.plan,
  planVersion: r.plan_version,
  solve: r.solve,
  sha256: r.sha256,
  hard: r.hard,
  medium: r.medium,
  soft: r.soft,
  createdAt: r.created_at,
  publishedBy: r.published_by,
  publishedAt: r.published_at,
  bound: r.bound,
})
