import { clockOf } from '../../../../src/calendar/index.ts'
import type { Plan, Slot } from '../../plan.ts'
import { type Context, clauseOf } from '../context.ts'
import { dayOf, text } from '../report.ts'

const schoolDays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

/**
 * What a policy wishes of the hours: an end no earlier than, and so many minutes from the first bell after dismissal to the last one's end,
 * breaks included, on every school day of a season, for every band. Findings: the bells are the school's (ruling 12).
 */
export function hoursFindings(context: Context, plan: Plan): void {
  const { report, policy, bells, dates } = context
  const { earliestEnd, minutesPerDay } = policy!
  if (earliestEnd === null && minutesPerDay === null) return
  const bands = [...new Set(plan.slots.filter((slot) => slot.period > 0).map((slot) => slot.band))]
  for (const [s, season] of plan.seasons.entries()) {
    for (const weekday of schoolDays) {
      if (!dates![s].some((date) => date.runs === weekday)) continue
      for (const band of bands) {
        const ringing = plan.slots.flatMap((slot, i) =>
          slot.weekday === weekday && slot.band === band && slot.period > 0 && bells[s][i] ? [{ slot, ...bells[s][i] }] : [],
        )
        const last = ringing.reduce<{ slot: Slot; end: number } | undefined>((late, bell) => (late && late.end >= bell.end ? late : bell), undefined)
        const minutes = last ? last.end - Math.min(...ringing.map((bell) => bell.start)) : 0
        if (last && earliestEnd !== null && last.end < earliestEnd) {
          report.finding(
            ['seasons', s, 'bells', last.slot.id, 'end'],
            clockOf(last.end),
            'ends-early',
            text(
              `on ${dayOf(weekday).en} in \`${season.id}\` the service of band \`${band}\` ends at ${clockOf(last.end)}: no earlier than ${clockOf(earliestEnd)} is wished.`,
              `“${season.id}”${dayOf(weekday).zh}时段组“${band}”${clockOf(last.end)}结束，宜不早于${clockOf(earliestEnd)}。`,
            ),
            { clause: clauseOf(context, 'earliestEnd') },
          )
        }
        if (minutesPerDay !== null && minutes < minutesPerDay) {
          report.finding(
            ['seasons', s, 'bells'],
            minutes,
            'short-service',
            text(
              `on ${dayOf(weekday).en} in \`${season.id}\` band \`${band}\` has ${minutes} minutes of service: ${minutesPerDay} are wished.`,
              `“${season.id}”${dayOf(weekday).zh}时段组“${band}”服务${minutes}分钟，宜达到${minutesPerDay}分钟。`,
            ),
            { clause: clauseOf(context, 'minutesPerDay') },
          )
        }
      }
    }
  }
}
