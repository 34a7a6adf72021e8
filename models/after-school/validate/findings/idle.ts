import type { Activity, Plan } from '../../plan.ts'
import { type Context, nextSlot } from '../context.ts'
import { some, text } from '../report.ts'

/** Parts of the plan that can have no effect, most often by a slip of the pen. */
export function idleFindings(context: Context, plan: Plan): void {
  const { report, bells, dates } = context
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
  bellsWithoutDates(context, plan)
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
    } else if (!activity.slots.some((id) => meets(context, plan, activity, id))) {
      report.finding(
        path,
        activity.id,
        'activity-never-meets',
        text(
          `\`${activity.id}\` has no slot that runs in a season and has a date of its own: no section of it can be opened.`,
          `“${activity.id}”没有任何时段在作息季内开课且有属于该活动的上课日，无法开班。`,
        ),
      )
    }
  }
  for (const [k, skill] of plan.careRole.skills.entries()) {
    if (!skills.has(skill)) report.finding(['careRole', 'skills', k], skill, 'skill-nowhere', text(`nobody has \`${skill}\`.`, `没有人员具备“${skill}”。`))
  }
  lateChildren(plan, report)
}

/** Slots that ring in a season of which no teaching date runs their weekday: whoever is seated there serves on no date. */
function bellsWithoutDates({ report, bells, dates }: Context, plan: Plan): void {
  for (const [s, season] of plan.seasons.entries()) {
    if (dates![s].length === 0) continue
    const silent = plan.slots.filter((slot, i) => bells[s][i] && !dates![s].some(({ runs }) => runs === slot.weekday))
    for (const slot of silent) {
      report.finding(
        ['seasons', s, 'bells', slot.id],
        slot.id,
        'bell-without-dates',
        text(
          `no teaching date of \`${season.id}\` runs the timetable of \`${slot.id}\`’s weekday: it takes place on no date.`,
          `“${season.id}”中没有上课日执行“${slot.id}”所在星期的课表，该时段不会实际开展。`,
        ),
      )
    }
  }
}

/** whether a session that begins there takes place in some season: its slots ring, and where the activity has dates of its own, one of them is a teaching date of that weekday */
function meets({ draft, bells, dates }: Context, plan: Plan, { from, to, length }: Activity, id: string): boolean {
  const first = plan.slots.findIndex((slot) => slot.id === id)
  const taken = length === 2 ? [first, nextSlot(draft, plan.slots[first])] : [first]
  return plan.seasons.some(
    (_, s) =>
      taken.every((slot) => bells[s][slot]) &&
      ((from === undefined && to === undefined) ||
        dates![s].some(({ date, runs }) => runs === plan.slots[first].weekday && (from ?? '') <= date && date <= (to ?? '9999-12-31'))),
  )
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
