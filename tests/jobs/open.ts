import { gunzipSync } from 'node:zlib'
import { openQueue, type Queue } from '../../src/jobs/queue.ts'
import type { ModelSource } from '../../src/jobs/thread-task.ts'
import { newId } from '../../src/store/ids.ts'
import type { Store } from '../../src/store/open.ts'
import { pack } from '../../src/store/pack.ts'
import { createPlan } from '../../src/store/plans.ts'
import { createSolve, findSolve, type SolveOrder, type SolveRecord } from '../../src/store/solves.ts'
import { createTenant } from '../../src/store/tenants.ts'
import { readTimetable } from '../../src/store/timetables.ts'

const toy = new URL('../service/toy.ts', import.meta.url).href
export const source: ModelSource = { modelUrl: toy, modelName: 'model', domainUrl: toy }

export const boxes = (count: number, id = 'toy') => ({
  id,
  boxes: [
    { id: 'a', room: 1000 },
    { id: 'b', room: 1000 },
  ],
  students: Array.from({ length: count }, (_, i) => ({ id: `s${i}`, size: 1 })),
})

/** A store with a queue, a tenant and a plan. */
export async function openJobs(store: Store): Promise<{
  queue: Queue
  plan: (document: object, tenant?: string) => Promise<string>
  solve: (plan: string, order?: Partial<SolveOrder>, more?: { tenant?: string; share?: number; priority?: number }) => Promise<string>
}> {
  const queue = await openQueue(store, () => {})
  await createTenant(store.db, { id: 'a', name: 'A' })
  await createTenant(store.db, { id: 'b', name: 'B' })
  return {
    queue,
    plan: async (document, tenant = 'a') => {
      const id = newId('plan')
      const text = JSON.stringify(document)
      await createPlan(store.db, tenant, id, 'p', { document: await pack(text), sha256: id, bytes: text.length, summary: {} })
      return id
    },
    solve: async (plan, order = {}, { tenant = 'a', share = 8, priority = 0 } = {}) => {
      const id = newId('solve')
      const full: SolveOrder = { seed: 1, threads: 1, timeSeconds: 20, ...order }
      await createSolve(store.db, { id, tenant, plan, planVersion: 1, order: full, priority, start: null, webhook: null }, (tx) =>
        queue.sendSolve(tx, { solve: id, tenant, share, priority }),
      )
      return id
    },
  }
}

export async function until<T>(look: () => Promise<T | undefined | false>, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const value = await look()
    if (value) return value
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export const ended = (store: Store, id: string, tenant = 'a', seconds = 20): Promise<SolveRecord> =>
  until(async () => {
    const solve = await findSolve(store.db, tenant, id)
    return solve?.endedAt ? solve : undefined
  }, seconds)

export async function placesOf(store: Store, timetable: string | null): Promise<Record<string, string>> {
  const stored = await readTimetable(store.db, 'a', timetable!)
  return JSON.parse(gunzipSync(stored!.document).toString()).places
}
