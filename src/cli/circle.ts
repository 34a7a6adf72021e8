import type { Plan } from '../../models/after-school/plan.ts'
import type { Store } from '../store/open.ts'
import { unpack } from '../store/pack.ts'
import { readPlan } from '../store/plans.ts'
import type { Circle, CircleScope } from '../store/tenants.ts'
import { UsageError } from './command.ts'
import { known, missing } from './named.ts'
import { text } from './text.ts'

interface Named {
  readonly plan?: string | undefined
  readonly students?: readonly string[] | undefined
  readonly classes?: readonly string[] | undefined
}

/**
 * Whom a key of a family or a homeroom teacher is about.
 * @throws UsageError where the tenant has no such plan, or its newest version no such student or class
 */
export async function circleOf(db: Store['db'], tenant: string, scope: CircleScope, named: Named): Promise<Circle> {
  const [option, other] = scope === 'family' ? (['students', 'classes'] as const) : (['classes', 'students'] as const)
  const { plan: id, [option]: ids } = named
  if (id === undefined) throw missing('--plan ID')
  if (ids === undefined) throw missing(`--${option} ID,…`)
  if (named[other] !== undefined) throw new UsageError(text(`--${other} does not go with ${scope}.`, `--${other} 不能与 ${scope} 同用。`))
  const stored = await readPlan(db, tenant, id)
  if (!stored) throw new UsageError(text(`--plan: ${tenant} has no plan ${id}.`, `--plan：租户 ${tenant} 没有方案 ${id}。`))
  const plan = JSON.parse((await unpack(stored.document)).toString()) as Plan
  for (const one of ids) known(`--${option}`, one, plan[option])
  return { scope, plan: id, ids }
}
