import type { Plan } from '../plan.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { FaultError } from '../validate/fault.ts'
import type { Rebalanced } from './document.ts'
import { planOn } from './plan-on.ts'
import { rulingIndex } from './ruling-index.ts'
import { datesOf, mondayOf } from './spans.ts'

export interface Ruling {
  /** the plan as it is then: one season, that week's dates, all that has changed */
  readonly plan: Plan
  readonly timetable: TimetableParts
}

/**
 * What a question about a date is asked of: the dated timetable that rules its week, and the plan by which that is priced; the term's own where no change has reached the week.
 * @throws FaultError where there is no service on the date
 */
export function rulingOn(plan: Plan, current: Timetable | Rebalanced, date: string): Ruling {
  const season = datesOf(plan).findIndex((dates) => dates.some((day) => day.date === date))
  if (season < 0)
    throw new FaultError([
      {
        pointer: '/date',
        value: date,
        code: 'no-service',
        message: { en: `there is no service on ${date}.`, zh: `${date}没有课后服务。` },
        suggestion: {
          en: `Teaching dates of the term lie between ${plan.term.start} and ${plan.term.end}.`,
          zh: `请选择学期内（${plan.term.start}至${plan.term.end}）的教学日。`,
        },
      },
    ])
  if (!('dated' in current)) return { plan, timetable: current }
  const week = current.dated[rulingIndex(plan, current, mondayOf(date), season)]
  return week ? { plan: planOn(plan, current, week), timetable: week.timetable } : { plan, timetable: current.timetable }
}
