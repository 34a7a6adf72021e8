import { minutesOf } from '../../../../src/calendar/index.ts'
import { type Staff, weekdays } from '../../plan.ts'
import { findPack } from '../../policy/index.ts'
import type { Check, Context } from '../context.ts'
import { each } from '../draft.ts'
import { dayOf, text } from '../report.ts'

/** Nobody with a bad record; nobody whose lessons alone are more than a day may hold. */
export const checkStaff: Check = (context) => {
  const { draft, report } = context
  const noBarred = draft.policy && findPack(draft.policy.pack)?.rules.noBarredStaff
  for (const [person, i] of each(draft.readable.staff)) {
    if (person.certificates?.character?.status === 'barred') {
      report.fault(
        ['staff', i, 'certificates', 'character', 'status'],
        'barred',
        'barred',
        text(
          `${person.id === undefined ? 'this person' : `\`${person.id}\``} has a bad record and may not serve.`,
          `${person.id === undefined ? '此人' : `“${person.id}”`}有不良记录，严禁参与课后服务。`,
        ),
        {
          clause: noBarred?.clause || undefined,
          suggestion: text('Remove this person from the staff list.', '请将其从人员名单中删除。'),
        },
      )
    }
  }
  for (const [person, i] of each(draft.staff)) checkLessons(context, person, i)
}

function checkLessons({ draft, report }: Context, person: Staff, index: number): void {
  const limit = person.limits.minutesPerDay
  const seasons = draft.seasons.map((season) => season?.id)
  for (const weekday of weekdays) {
    const minutes = Math.max(
      ...seasons.map((season) =>
        person.teaching
          .filter((lesson) => lesson.weekday === weekday && (lesson.season === undefined || lesson.season === season))
          .reduce((sum, lesson) => sum + Math.max(0, minutesOf(lesson.end) - minutesOf(lesson.start)), 0),
      ),
    )
    if (minutes <= limit) continue
    report.fault(
      ['staff', index, 'limits', 'minutesPerDay'],
      limit,
      'teaching-above-limit',
      text(
        `\`${person.id}\` teaches ${minutes} minutes on ${dayOf(weekday).en}: more than the ${limit} of a day, service included.`,
        `“${person.id}”${dayOf(weekday).zh}授课${minutes}分钟，已超过每日（含服务）上限${limit}分钟。`,
      ),
      {
        suggestion: text('Raise the limit to the lessons at least, or correct the lessons.', '请将上限提高到不低于授课时间，或更正授课安排。'),
      },
    )
    return
  }
}
