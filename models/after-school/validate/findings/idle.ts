import type { Plan } from '../../plan.ts'
import type { Context } from '../context.ts'
import { some, text } from '../report.ts'

/** Parts of the plan that can have no effect, most often by a slip of the pen. */
export function idleFindings({ report, bells, dates }: Context, plan: Plan): void {
  for (const [i, slot] of plan.slots.entries()) {
    if (!bells.some((bell) => bell[i]))
      report.finding(['slots', i], slot.id, 'slot-never-runs', text(`\`${slot.id}\` has a bell in no season.`, `时段“${slot.id}”在任何作息季都没有时间。`))
  }
  for (const [s, season] of plan.seasons.entries()) {
    if (dates![s].length === 0)
      report.finding(
        ['seasons', s],
        season.id,
        'season-without-dates',
        text(`season \`${season.id}\` has no teaching date.`, `作息季“${season.id}”没有上课日。`),
      )
  }
  const features = new Set(plan.rooms.flatMap((room) => room.features))
  const skills = new Set(plan.staff.flatMap((person) => person.skills))
  const grades = new Set(plan.classes.map((schoolClass) => schoolClass.grade))
  for (const [i, activity] of plan.activities.entries()) {
    const path = ['activities', i]
    for (const [k, feature] of activity.roomFeatures.entries()) {
      if (!features.has(feature))
        report.finding([...path, 'roomFeatures', k], feature, 'feature-nowhere', text(`no room has \`${feature}\`.`, `没有场地具备“${feature}”。`))
    }
    for (const [k, role] of activity.roles.entries()) {
      for (const [n, skill] of role.skills.entries()) {
        if (!skills.has(skill))
          report.finding([...path, 'roles', k, 'skills', n], skill, 'skill-nowhere', text(`nobody has \`${skill}\`.`, `没有人员具备“${skill}”。`))
      }
    }
    if (!activity.grades.some((grade) => grades.has(grade))) {
      report.finding(
        [...path, 'grades'],
        activity.grades,
        'grade-nowhere',
        text(`no class is of grade ${activity.grades.join(', ')}.`, `没有${activity.grades.join('、')}年级的班级。`),
      )
    }
    if ((activity.from ?? '') > plan.term.end || (activity.to ?? '9999') < plan.term.start) {
      report.finding(
        path,
        activity.id,
        'activity-outside-term',
        text(`the dates of \`${activity.id}\` are outside the term.`, `“${activity.id}”的日期不在学期内。`),
      )
    }
  }
  for (const [k, skill] of plan.careRole.skills.entries()) {
    if (!skills.has(skill)) report.finding(['careRole', 'skills', k], skill, 'skill-nowhere', text(`nobody has \`${skill}\`.`, `没有人员具备“${skill}”。`))
  }
  lateChildren(plan, report)
}

/** Children who come for a later period only: from dismissal to then they are not in the service. */
function lateChildren(plan: Plan, report: Context['report']): void {
  const slots = new Map(plan.slots.map((slot) => [slot.id, slot]))
  const first = new Map<string, number>()
  for (const slot of plan.slots) {
    const day = JSON.stringify([slot.weekday, slot.band])
    if (slot.period > 0) first.set(day, Math.min(slot.period, first.get(day) ?? 9))
  }
  const late = plan.students.filter((student) => {
    const earliest = new Map<string, number>()
    for (const id of student.attends) {
      const { weekday, band, period } = slots.get(id)!
      const day = JSON.stringify([weekday, band])
      if (period > 0) earliest.set(day, Math.min(period, earliest.get(day) ?? 9))
    }
    return [...earliest].some(([day, period]) => period > first.get(day)!)
  })
  if (late.length > 0) {
    const ids = some(late.map((student) => student.id))
    report.finding(
      ['students'],
      late.length,
      'late-start',
      text(
        `${late.length} students attend a later period of a day but not its first: who has them until then? ${ids.en}.`,
        `${late.length}名学生只参加当天较晚的时段，放学至该时段之间由谁看护？${ids.zh}。`,
      ),
    )
  }
}
