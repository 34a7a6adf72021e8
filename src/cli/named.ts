import type { Plan } from '../../models/after-school/plan.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
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

interface SectionRef {
  readonly activity: string
  readonly number: number
}

/** @param section ACTIVITY/NUMBER */
export function sectionRef(plan: Plan, section: string): SectionRef {
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

/** @throws UsageError where an option is given that the question does not ask for: it would be ignored */
export function demandOnly(question: string, given: Readonly<Record<string, unknown>>, wanted: readonly string[]): void {
  const [extra] = Object.keys(given).filter((name) => given[name] !== undefined && !wanted.includes(name))
  if (extra !== undefined) throw new UsageError(text(`--${extra} does not go with ${question}.`, `--${extra} 不能与 ${question} 同用。`))
}

/** @throws UsageError where the timetable has no such section, or none of its sessions is at that slot */
export function demandSession(timetable: TimetableParts, section: string, { activity, number }: SectionRef, slot: string): void {
  const running = timetable.sections.filter((one) => one.activity === activity)
  const found = running.find((one) => one.number === number)
  if (!found) {
    const names = running.map((one) => `${activity}/${one.number}`)
    const there =
      names.length === 0 ? text('None of that activity does.', '该活动没有开班。') : text(`There are ${names.join(', ')}.`, `已开：${names.join('、')}。`)
    throw new UsageError(text(`--section: ${section} does not run. ${there.en}`, `--section：${section} 没有开班。${there.zh}`))
  }
  const slots = found.sessions.map((session) => session.slot)
  if (slots.includes(slot)) return
  throw new UsageError(
    text(
      `--slot: ${section} does not meet at ${JSON.stringify(slot)}, but at ${slots.join(', ')}.`,
      `--slot：${section} 不在 ${JSON.stringify(slot)} 上课，而在 ${slots.join('、')}。`,
    ),
  )
}

/** @returns the error that nothing can be asked of seats that somebody does not have */
export function noSeat(staff: string, slot: string | undefined, season: string): UsageError {
  const [at, zhAt] = slot === undefined ? ['', ''] : [` at ${JSON.stringify(slot)}`, ` ${JSON.stringify(slot)}`]
  return new UsageError(
    text(
      `--staff: ${JSON.stringify(staff)} has no seat${at} in ${JSON.stringify(season)}.`,
      `--staff：${JSON.stringify(staff)} 在作息季 ${JSON.stringify(season)}${zhAt} 没有岗位。`,
    ),
  )
}
