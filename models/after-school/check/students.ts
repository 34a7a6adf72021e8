import { clockOf } from '../../../src/calendar/index.ts'
import type { Activity, Student } from '../plan.ts'
import type { CheckFinding, Pricer, Text } from './finding.ts'
import { crowding } from './interval.ts'
import { countText, listText, nameOf, seasonText, sectionText, weekdayText } from './text.ts'
import type { SectionView } from './view.ts'

/** Neither tutoring nor a whole grade's activity: a club that a family chooses, one of the `clubsWanted`. */
const isClub = (activity: Activity): boolean => !activity.tutoring && !activity.everyone

/** Only in attended slots, only what was chosen, one section per activity, and no more clubs than wanted. */
export const studentConsent: Pricer = ({ facts, sectionsOf }) =>
  [...sectionsOf].flatMap(([id, sections]) => {
    const student = facts.students.get(id)!
    return [...sections.flatMap((section) => sectionConsent(student, section)), ...countConsent(student, sections)]
  })

function sectionConsent(student: Student, { activity, number, sessions }: SectionView): CheckFinding[] {
  const where = { student: student.id, activity: activity.id, section: String(number) }
  const group = sectionText(activity, number)
  const findings: CheckFinding[] = []
  const outside = sessions.filter((session) => session.slots.some((slot) => !student.attends.includes(slot.id))).length
  if (outside > 0) {
    findings.push({
      amount: outside,
      where,
      text: {
        en: `${nameOf(student)} does not attend ${countText(outside, 'session')} of ${group.en}`,
        zh: `${nameOf(student)}未申请${group.zh}${outside}次课的时段`,
      },
    })
  }
  const agreed = activity.everyone || (activity.tutoring ? student.tutoring : student.choices.includes(activity.id))
  if (!agreed) {
    findings.push({
      amount: 1,
      where,
      text: activity.tutoring
        ? { en: `${nameOf(student)} is in ${group.en} without an approved need for tutoring`, zh: `${nameOf(student)}没有经核准的辅导需求，却在${group.zh}` }
        : { en: `${nameOf(student)} is in ${group.en}, which the family did not choose`, zh: `${nameOf(student)}在${group.zh}，但家长未选择该活动` },
    })
  }
  return findings
}

function countConsent(student: Student, sections: readonly SectionView[]): CheckFinding[] {
  const findings: CheckFinding[] = []
  // all tutoring activities count as one
  for (const [name, group] of Map.groupBy(sections, ({ activity }) => (activity.tutoring ? '' : activity.id))) {
    if (group.length === 1) continue
    const of: Text = name === '' ? { en: 'tutoring', zh: '辅导' } : { en: nameOf(group[0].activity), zh: nameOf(group[0].activity) }
    findings.push({
      amount: group.length - 1,
      where: { student: student.id, ...(name !== '' && { activity: name }) },
      text: { en: `${nameOf(student)} is in ${group.length} sections of ${of.en}`, zh: `${nameOf(student)}同时在${of.zh}的${group.length}个班` },
    })
  }
  const clubs = sections.filter(({ activity }) => isClub(activity) && student.choices.includes(activity.id)).length
  if (clubs > student.clubsWanted) {
    findings.push({
      amount: clubs - student.clubsWanted,
      where: { student: student.id },
      text: {
        en: `${nameOf(student)} is in ${countText(clubs, 'club')}, more than the ${student.clubsWanted} wanted`,
        zh: `${nameOf(student)}参加${clubs}个社团，超过希望的${student.clubsWanted}个`,
      },
    })
  }
  return findings
}

/** A student's sessions at once beyond the first, at each start instant, season by season. */
export const studentClash: Pricer = ({ facts, sectionsOf }) =>
  [...sectionsOf].flatMap(([id, sections]) => {
    const student = facts.students.get(id)!
    const sessions = sections.flatMap((section) => section.sessions)
    if (sessions.length < 2) return []
    return facts.seasons.flatMap(({ index, season }) => {
      const running = sessions.flatMap((session) => (session.runs[index] ? [{ session, interval: session.runs[index].interval }] : []))
      return [...Map.groupBy(running, ({ session }) => session.slot.weekday)].flatMap(([weekday, day]) =>
        crowding(day, 1).map(({ at, over, items }) => {
          const groups = items.map(({ session }) => sectionText(session.activity, session.number))
          return {
            amount: over,
            where: { student: id, season: season.id, weekday, at: clockOf(at) },
            text: {
              en: `${nameOf(student)} would be in ${items.length} places on ${weekdayText(weekday).en} at ${clockOf(at)} in ${seasonText(season)}: ${listText(groups.map((g) => g.en)).en}`,
              zh: `${nameOf(student)}在${seasonText(season)}${weekdayText(weekday).zh}${clockOf(at)}需同时在${items.length}处：${listText(groups.map((g) => g.zh)).zh}`,
            },
          }
        }),
      )
    })
  })
