import type { Kysely, Transaction } from 'kysely'
import { addEvents } from './events.ts'
import { sha256 } from './ids.ts'
import { unpack } from './pack.ts'
import type { StoredDocument } from './plans.ts'
import { readRebalance, rebalancesOfPlan } from './rebalances.ts'
import type { Tables } from './tables.ts'
import { forgetInKeys } from './tenants.ts'
import { within } from './within.ts'

/** How the documents of a model forget somebody. */
export interface Eraser {
  /** @returns the version without the person; undefined when it does not know them */
  plan(version: StoredDocument): Promise<{ document: Buffer; sha256: string } | undefined>
  /** @param plan the version that it is of, without the person @returns it without them, and priced anew: a report speaks of people */
  timetable(plan: StoredDocument, document: Buffer): Promise<{ document: Buffer; report: Buffer }>
}

/** A solve that has to begin again from what is stored. */
export interface Interrupted {
  readonly id: string
  readonly tenant: string
  readonly priority: number
}

/**
 * Rewrites every version of a plan, every timetable and every checkpoint of its solves, all or nothing. Answers to changes that name the person are deleted, as are unended ones;
 * the tenant's kept answers are forgotten, and the family's key no longer names them. Running solves of versions that know the person go back to the queue and on from their last checkpoint.
 * @param again puts such a solve into the queue, within the transaction
 * @returns whether anything knew the person, without whom nothing is touched; undefined when there is no such plan
 */
export async function eraseStudent(
  db: Kysely<Tables>,
  tenant: string,
  plan: string,
  student: string,
  eraser: Eraser,
  again: (tx: Transaction<Tables>, solve: Interrupted) => Promise<void>,
): Promise<boolean | undefined> {
  return within(db, async (tx) => {
    if (!(await tx.selectFrom('plans').select('id').where('id', '=', plan).where('tenant', '=', tenant).forUpdate().executeTakeFirst())) return undefined
    const known = new Map<number, StoredDocument>()
    for (const row of await tx.selectFrom('plan_versions').select(['version', 'sha256', 'document']).where('plan', '=', plan).execute()) {
      const erased = await eraser.plan({ version: row.version, sha256: row.sha256, document: Buffer.from(row.document) })
      if (erased) known.set(row.version, { version: row.version, ...erased })
    }
    const mentions: string[] = []
    const unended: string[] = []
    for (const id of await rebalancesOfPlan(tx, plan)) {
      const rebalance = await readRebalance(tx, id)
      if (rebalance && (await names(rebalance.changes, rebalance.document, student))) mentions.push(id)
      else if (rebalance?.state === 'running') unended.push(id)
    }
    if (known.size === 0 && mentions.length === 0) return false
    for (const id of [...mentions, ...unended]) await tx.deleteFrom('rebalances').where('id', '=', id).execute()
    await tx.deleteFrom('idempotency').where('tenant', '=', tenant).execute()
    await forgetInKeys(tx, tenant, plan, 'family', student)
    // from here on no running solve of a version that knows them writes what it knows
    const interrupted = await tx
      .updateTable('solves')
      .set({ state: 'queued', worker: null })
      .where('plan', '=', plan)
      .where('plan_version', 'in', [0, ...known.keys()])
      .where('state', '=', 'running')
      .returning(['id', 'tenant', 'priority', 'seconds'])
      .execute()
    for (const solve of interrupted) {
      await addEvents(tx, solve.id, solve.tenant, [{ type: 'handed-back', data: { seconds: solve.seconds } }])
      await again(tx, solve)
    }
    for (const [version, erased] of known) {
      await tx
        .updateTable('plan_versions')
        .set({ document: erased.document, sha256: erased.sha256 })
        .where('plan', '=', plan)
        .where('version', '=', version)
        .execute()
      const tables = await tx.selectFrom('timetables').select('id').where('plan', '=', plan).where('plan_version', '=', version).execute()
      for (const { id } of tables) {
        const row = await tx.selectFrom('timetables').select('document').where('id', '=', id).executeTakeFirstOrThrow()
        const { document, report } = await eraser.timetable(erased, Buffer.from(row.document))
        await tx
          .updateTable('timetables')
          .set({ document, report, sha256: sha256(document) })
          .where('id', '=', id)
          .execute()
      }
      const solves = await tx
        .selectFrom('solves')
        .select('id')
        .where('plan', '=', plan)
        .where('plan_version', '=', version)
        .where('checkpoint', 'is not', null)
        .execute()
      for (const { id } of solves) {
        const { checkpoint } = await tx.selectFrom('solves').select('checkpoint').where('id', '=', id).executeTakeFirstOrThrow()
        const { document } = await eraser.timetable(erased, Buffer.from(checkpoint!))
        await tx.updateTable('solves').set({ checkpoint: document }).where('id', '=', id).execute()
      }
    }
    return true
  })
}

async function names(changes: Buffer, document: Buffer | null, student: string): Promise<boolean> {
  const word = JSON.stringify(student)
  return (await unpack(changes)).includes(word) || (document !== null && (await unpack(document)).includes(word))
}
