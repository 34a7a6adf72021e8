import { parseTimetable } from '../../models/after-school/check/index.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import { parseCurrent, rulingOn } from '../../models/after-school/rebalance/index.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import { FaultError } from '../../models/after-school/validate/fault.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { readAs } from './documents.ts'
import { usageFault } from './named.ts'
import { word } from './options.ts'
import { text } from './text.ts'

export const dateOption = word(
  'YYYY-MM-DD',
  text('about the week of this date; TIMETABLE may then be the answer to changes', '按该日期所在周回答；此时 TIMETABLE 可以是调整后的结果'),
)

/** Reads what a question is asked about: the term's timetable, or what rules on a date, after changes too. */
export function readRuling(planPath: string, timetablePath: string, date?: string): { plan: Plan; timetable: TimetableParts } {
  const plan = readAs(planPath, parsePlan)
  if (date === undefined) return { plan, timetable: readAs(timetablePath, (input) => parseTimetable(plan, input)) }
  const current = readAs(timetablePath, (input) => parseCurrent(plan, input))
  try {
    return rulingOn(plan, current, date)
  } catch (error) {
    throw error instanceof FaultError ? usageFault('--date', error.faults[0]!) : error
  }
}
