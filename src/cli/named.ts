import type { Plan } from '../../models/after-school/plan.ts'
import { UsageError } from './command.ts'
import { maybe } from './maybe.ts'

/** What options name in a plan or a timetable. */

/** @throws UsageError where the list does not have the id that was given */
export function known(option: string, id: string | undefined, list: readonly { readonly id: string }[]): void {
  if (id === undefined || list.some((item) => item.id === id)) return
  throw new UsageError(
    `${option}: the plan has no ${JSON.stringify(id)}.${maybe(
      id,
      list.slice(0, 500).map((item) => item.id),
    )}`,
  )
}

/** @param section ACTIVITY/NUMBER */
export function sectionRef(plan: Plan, section: string): { activity: string; number: number } {
  const at = section.lastIndexOf('/')
  const number = Number(section.slice(at + 1))
  if (at < 1 || !Number.isInteger(number) || number < 1) throw new UsageError(`--section: ${JSON.stringify(section)} is no ACTIVITY/NUMBER.`)
  const activity = section.slice(0, at)
  known('--section', activity, plan.activities)
  return { activity, number }
}
