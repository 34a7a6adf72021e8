import type { Job } from 'pg-boss'
import { boundQueue, type Queue } from '../jobs/queue.ts'
import { gapOf } from '../solve/gap.ts'
import { setBound } from '../store/bounds.ts'
import type { Store } from '../store/open.ts'
import { readPlan } from '../store/plans.ts'
import { findSolveAnywhere } from '../store/solves.ts'
import type { AnswerPool } from './answerers.ts'

export interface BoundOptions {
  readonly store: Store
  readonly queue: Queue
  readonly answerers: AnswerPool
  /** budget of one proof */
  readonly seconds: number
  /** hears of every gap, for metrics */
  readonly onGap?: (gap: number) => void
}

/** After a solve, proves how good its timetable could possibly be: one proof at a time, behind whoever answers. */
export async function startBounds({ store: { db }, queue, answerers, seconds, onGap }: BoundOptions): Promise<void> {
  const take = async ([job]: Job<{ solve: string }>[]): Promise<void> => {
    const solve = job && (await findSolveAnywhere(db, job.data.solve))
    if (!solve?.timetable || solve.medium === null || solve.soft === null) return
    const plan = await readPlan(db, solve.tenant, solve.plan, solve.planVersion)
    if (!plan) return
    const { hard, medium, soft } = solve
    const bound = await answerers.run('bound', { plan, seconds, medium, ...(hard === 0 && { known: { medium, soft } }) })
    if (bound.soft === null) return
    const proved = { medium: bound.medium, soft: bound.soft, covers: [...bound.covers], proven: bound.proven, floor: bound.floor }
    // what was proved beside the search may be more, where that had more time
    const kept = solve.bound && solve.bound.soft > proved.soft ? { ...solve.bound, medium: Math.max(solve.bound.medium, proved.medium) } : proved
    await setBound(db, solve.timetable, kept)
    const gap = gapOf({ medium: solve.medium, soft: solve.soft }, kept)
    if (gap !== null) onGap?.(gap)
  }
  await queue.boss.work<{ solve: string }>(boundQueue, { localConcurrency: 1, batchSize: 1, pollingIntervalSeconds: 2 }, take)
}
