import type { Queue } from '../jobs/queue.ts'
import type { Store } from '../store/open.ts'
import { pack } from '../store/pack.ts'
import { createPlan } from '../store/plans.ts'
import { createSolve, findSolve } from '../store/solves.ts'
import { localTenant } from '../store/tenants.ts'
import { readTimetable } from '../store/timetables.ts'

export type ExampleState =
  | {
      readonly kind: 'running'
      readonly hard: number
      readonly medium: number
      readonly soft: number
      readonly seconds: number
      readonly secondsLeft: number
      readonly steps: number
    }
  | {
      readonly kind: 'solved'
      readonly id: string
      readonly hard: number
      readonly medium: number
      readonly soft: number
      readonly seconds: number
      readonly document: Uint8Array
    }
  | { readonly kind: 'failed'; readonly error: string }

export interface Example {
  /** it is solved now, for the first time in this store */
  readonly fresh: boolean
  /** hears how far the solve is, until it has ended */
  watch(tell: (state: ExampleState) => void): void
}

/** Puts a plan and its solve into the local tenant, once: both have ids of their own, by the plan's fingerprint. */
export async function placeExample(
  store: Store,
  queue: Queue,
  plan: { readonly json: string; readonly name: string; readonly sha256: string; readonly summary: object },
  timeSeconds: number,
): Promise<Example> {
  const mark = plan.sha256.slice(0, 12)
  const [planId, solveId] = [`plan_example_${mark}`, `solve_example_${mark}`]
  const { db } = store
  await createPlan(db, localTenant, planId, plan.name, {
    document: await pack(plan.json),
    sha256: plan.sha256,
    bytes: Buffer.byteLength(plan.json),
    summary: plan.summary,
  })
  const order = { timeSeconds, seed: 1, threads: 1 }
  const created = await createSolve(
    db,
    { id: solveId, tenant: localTenant, plan: planId, planVersion: 1, order, priority: 0, start: null, webhook: null },
    (tx) => queue.sendSolve(tx, { solve: solveId, tenant: localTenant, share: 64, priority: 0 }),
  )
  const look = async (): Promise<ExampleState | undefined> => {
    const solve = await findSolve(db, localTenant, solveId)
    if (!solve) return { kind: 'failed', error: 'its plan was deleted' }
    const { hard, medium, soft, seconds, steps } = solve
    if (solve.endedAt && solve.timetable === null) return { kind: 'failed', error: solve.error?.en ?? 'it was stopped' }
    if (hard === null || medium === null || soft === null) return undefined
    if (!solve.endedAt) return { kind: 'running', hard, medium, soft, seconds, secondsLeft: timeSeconds - seconds, steps }
    const stored = await readTimetable(db, localTenant, solve.timetable!)
    return stored
      ? { kind: 'solved', id: solve.timetable!, hard, medium, soft, seconds, document: stored.document }
      : { kind: 'failed', error: 'its timetable was deleted' }
  }
  return {
    fresh: created === 'made',
    watch: (tell) => {
      const next = () => {
        look().then(
          (state) => {
            if (state) tell(state)
            if (!state || state.kind === 'running') setTimeout(next, 300).unref()
          },
          // the store is closing
          () => {},
        )
      }
      next()
    },
  }
}
