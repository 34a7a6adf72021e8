import { parseTimetable } from '../../models/after-school/check/index.ts'
import { seasonDates } from '../../models/after-school/dates.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import { parseCurrent, rulingOn } from '../../models/after-school/rebalance/index.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import { type Fault, FaultError } from '../../models/after-school/validate/fault.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { readAs } from './documents.ts'
import { usageFault } from './named.ts'
import { isoDate } from './options.ts'
import { text } from './text.ts'

export const dateOption = isoDate(
  text('about the week of this date; TIMETABLE may then be the answer to changes', '按该日期所在周回答；此时 TIMETABLE 可以是调整后的结果'),
)

interface Asked {
  readonly plan: Plan
  readonly timetable: TimetableParts
  /** the season of the date; absent: no date was given */
  readonly season?: string
}

/** Reads what a question is asked about: the term's timetable, or what rules on a date, after changes too. */
export function readRuling(planPath: string, timetablePath: string, date?: string): Asked {
  const plan = readAs(planPath, parsePlan)
  if (date === undefined) {
    const timetable = readAs(timetablePath, (input) => {
      if (typeof input === 'object' && input !== null && 'dated' in input) throw new FaultError([dateless])
      return parseTimetable(plan, input)
    })
    return { plan, timetable }
  }
  const current = readAs(timetablePath, (input) => parseCurrent(plan, input))
  try {
    const ruling = rulingOn(plan, current, date)
    const season = seasonDates(plan).findIndex((dates) => dates.some((day) => day.date === date))
    return { ...ruling, season: plan.seasons[season]!.id }
  } catch (error) {
    throw error instanceof FaultError ? usageFault('--date', error.faults[0]!) : error
  }
}

/** by its form it is no timetable; all that it has beside one need not be listed */
const dateless: Fault = {
  pointer: '/dated',
  value: 'dated',
  code: 'answer-to-changes',
  message: text('this is the answer to changes, with weeks of its own.', '这是调整后的结果，含有各自的周。'),
  suggestion: text('Say with --date YYYY-MM-DD which week is meant.', '请用 --date YYYY-MM-DD 指明哪一周。'),
}
