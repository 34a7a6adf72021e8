import type { Store } from '../store/open.ts'
import { findVersion, readPlan, type StoredDocument } from '../store/plans.ts'
import { findTimetableAndPlan, readTimetable, type TimetableRecord } from '../store/timetables.ts'
import type { Fault } from './domain.ts'
import { notFound, type Problem } from './problems.ts'

export const noPlan = (): Problem => notFound({ en: 'no such plan', zh: '没有这个方案' })
export const noVersion = (): Problem => notFound({ en: 'the plan has no such version', zh: '该方案没有这个版本' })
export const noTimetable = (): Problem => notFound({ en: 'no such timetable', zh: '没有这份课表' })
export const noSolve = (): Problem => notFound({ en: 'no such solve', zh: '没有这个求解任务' })

export const noRebalance = (): Problem => notFound({ en: 'no such rebalance', zh: '没有这次调整' })

/** what a question after changes lacks */
export const wantsDate: Fault = {
  pointer: '/date',
  value: null,
  code: 'missing',
  message: { en: 'after changes, weeks differ: say which date.', zh: '调整之后各周不同，请注明日期。' },
}

/** bytes of documents kept at hand */
const cacheBytes = 64_000_000

/** Reads stored documents, and keeps the newest read ones: by their fingerprints, which are asked for each time, since another process may have erased or deleted something. */
export class Documents {
  private readonly store: Store
  private readonly cache = new Map<string, { value: Uint8Array | StoredDocument; bytes: number }>()
  private held = 0

  constructor(store: Store) {
    this.store = store
  }

  /** @throws a problem when the tenant has no such plan or version */
  async plan(tenant: string, id: string, version?: number): Promise<StoredDocument> {
    const found = await findVersion(this.store.db, tenant, id, version)
    if (!found) throw version === undefined ? noPlan() : noVersion()
    return this.version(tenant, id, found)
  }

  /** @returns a timetable with its record and its plan's version */
  async timetable(tenant: string, id: string): Promise<{ record: TimetableRecord; plan: StoredDocument; timetable: StoredDocument }> {
    const found = await findTimetableAndPlan(this.store.db, tenant, id)
    if (!found) throw noTimetable()
    const { record, planSha256 } = found
    const timetable = await this.kept(`timetable ${tenant} ${id} ${record.sha256}`, async () => {
      const stored = await readTimetable(this.store.db, tenant, id)
      if (!stored) throw noTimetable()
      return [stored, stored.document.length]
    })
    return { record, timetable, plan: await this.version(tenant, record.plan, { version: record.planVersion, sha256: planSha256 }) }
  }

  private version(tenant: string, id: string, { version, sha256 }: Omit<StoredDocument, 'document'>): Promise<StoredDocument> {
    return this.kept(`plan ${tenant} ${id} ${version} ${sha256}`, async () => {
      const stored = await readPlan(this.store.db, tenant, id, version)
      if (!stored) throw noVersion()
      return [stored, stored.document.length]
    })
  }

  /** Keeps the bytes of an answer that can be made again, such as a view. */
  answer(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    return this.kept(key, async () => {
      const bytes = await make()
      return [bytes, bytes.length]
    })
  }

  clear(): void {
    this.cache.clear()
    this.held = 0
  }

  private async kept<T extends Uint8Array | StoredDocument>(key: string, read: () => Promise<[T, number]>): Promise<T> {
    const hit = this.cache.get(key)
    if (hit) {
      this.cache.delete(key)
      this.cache.set(key, hit)
      return hit.value as T
    }
    const [value, bytes] = await read()
    this.cache.set(key, { value, bytes })
    this.held += bytes
    for (const [oldest, entry] of this.cache) {
      if (this.held <= cacheBytes) break
      this.cache.delete(oldest)
      this.held -= entry.bytes
    }
    return value
  }
}
