import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Proved: no timetable that breaks no hard rule costs less in medium, and none of at most the result's medium cost less in soft. */
export interface Bound {
  readonly medium: number
  readonly soft: number
  /** ids of the rows that it counts; absent in bounds that are older than this field */
  readonly covers?: string[]
  /** more time would not raise it */
  readonly proven: boolean
  /** a soft cost that no timetable that breaks no hard rule undercuts, at any medium cost; absent in bounds that are older than this field, and where the search itself has proved its timetable */
  readonly floor?: number
}

/** Keeps a bound with a timetable and the solve that made it. */
export async function setBound(db: Kysely<Tables>, timetable: string, bound: Bound): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('timetables')
      .set({ bound: JSON.stringify(bound) })
      .where('id', '=', timetable)
      .execute()
    await tx
      .updateTable('solves')
      .set({ bound: JSON.stringify(bound) })
      .where('timetable', '=', timetable)
      .execute()
  })
}

/** What was proved after an earlier solve of the same version. */
export interface KnownBound extends Bound {
  /** its soft part speaks of timetables of at most this medium cost */
  readonly upToMedium: number
}

/** @returns the bound of a plan's version for the least medium cost found so far */
export async function findBound(db: Kysely<Tables>, plan: string, version: number): Promise<KnownBound | undefined> {
  const row = await db
    .selectFrom('timetables')
    .select(['bound', 'medium'])
    .where('plan', '=', plan)
    .where('plan_version', '=', version)
    .where('bound', 'is not', null)
    .where('hard', '=', 0)
    .orderBy('medium')
    .orderBy(sql`(bound ->> 'soft')::numeric`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.bound ? { ...row.bound, upToMedium: row.medium } : undefined
}
