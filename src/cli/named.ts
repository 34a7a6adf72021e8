import type { Plan } from '../../models/after-school/plan.ts'
import type { Fault } from '../../models/after-school/validate/fault.ts'
import { UsageError } from './command.ts'
import { maybe } from './maybe.ts'
import { text } from './text.ts'

/** What options name in a plan or a timetable. */

/** @throws UsageError where the list does not have the id that was given */
export function known(option: string, id: string | undefined, list: readonly { readonly id: string }[]): void {
  if (id === undefined || list.some((item) => item.id === id)) return
  const near = maybe(
    id,
    list.slice(0, 500).map((item) => item.id),
  )
  throw new UsageError(text(`${option}: the plan has no ${JSON.stringify(id)}.${near.en}`, `${option}：方案中没有 ${JSON.stringify(id)}。${near.zh}`))
}

/** @param section ACTIVITY/NUMBER */
export function sectionRef(plan: Plan, section: string): { activity: string; number: number } {
  const at = section.lastIndexOf('/')
  const number = Number(section.slice(at + 1))
  if (at < 1 || !Number.isInteger(number) || number < 1) {
    const given = JSON.stringify(section)
    throw new UsageError(text(`--section: ${given} is no ACTIVITY/NUMBER.`, `--section：${given} 不是 ACTIVITY/NUMBER。`))
  }
  const activity = section.slice(0, at)
  known('--section', activity, plan.activities)
  return { activity, number }
}

/** @returns a fault of what an option says */
export function usageFault(option: string, { message, suggestion }: Pick<Fault, 'message' | 'suggestion'>): UsageError {
  return new UsageError(text([`${option}: ${message.en}`, suggestion?.en ?? ''].join(' ').trim(), `${option}：${message.zh}${suggestion?.zh ?? ''}`))
}

/** @param what an option with its value, as it should have been given */
export const missing = (what: string): UsageError => new UsageError(text(`missing ${what}.`, `缺少 ${what}。`))
