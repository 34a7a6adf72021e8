import type { Plan, Role, Staff } from '../../plan.ts'
import { type Context, clauseOf } from '../context.ts'
import type { Reach } from '../reach.ts'
import { some, text } from '../report.ts'

/** Wishes and sections that no timetable can serve: floors of priority-unserved, tutoring-unserved, missing-section. */
export function wishFindings(context: Context, plan: Plan, reach: readonly Reach[]): void {
  studentFindings(context, plan, reach)
  activityFindings(context, plan, reach)
}

function studentFindings(context: Context, plan: Plan, reach: readonly Reach[]): void {
  const { report, policy } = context
  const others: string[] = []
  for (const [i, student] of plan.students.entries()) {
    const within = reach[i].activities
    const wishes = student.clubsWanted > 0 && student.choices.length > 0
    if (wishes && !within.some((activity) => student.choices.includes(activity.id))) {
      if (student.priority.some((group) => policy!.priorityGroups.includes(group))) {
        report.finding(
          ['students', i, 'choices'],
          student.choices,
          'priority-unservable',
          text(`\`${student.id}\` comes first and can attend none of the clubs chosen.`, `优先保障学生“${student.id}”无法参加任何一个所选社团。`),
          {
            clause: clauseOf(context, 'priorityGroups'),
            suggestion: text(
              'Offer a club at the slots that this child attends, or ask the family for another choice.',
              '请在其参加的时段开设社团，或请家长另选。',
            ),
          },
        )
      } else others.push(student.id)
    }
    if (student.tutoring && !within.some((activity) => activity.tutoring)) {
      report.finding(
        ['students', i, 'tutoring'],
        true,
        'tutoring-unservable',
        text(`no tutoring is open to \`${student.id}\` at the slots attended.`, `“${student.id}”参加的时段没有可参加的辅导。`),
        {
          clause: clauseOf(context, 'tutoringGroupMax'),
          suggestion: text('Add a tutoring activity for this grade at those slots.', '请在这些时段为该年级开设辅导。'),
        },
      )
    }
  }
  if (others.length > 0) {
    const ids = some(others)
    report.finding(
      ['students'],
      others.length,
      'choices-out-of-reach',
      text(
        `${others.length} students can attend none of the clubs that they chose, by grade, site or slots: ${ids.en}.`,
        `${others.length}名学生因年级、校区或时段无法参加任何所选社团：${ids.zh}。`,
      ),
    )
  }
}

function activityFindings({ report }: Context, plan: Plan, reach: readonly Reach[]): void {
  const within = new Map<string, number>()
  for (const { activities } of reach) for (const { id } of activities) within.set(id, (within.get(id) ?? 0) + 1)
  for (const [i, activity] of plan.activities.entries()) {
    const { size, sections } = activity
    const students = within.get(activity.id) ?? 0
    const most = Math.floor(students / size.min)
    if (most < Math.max(1, sections.min)) {
      report.finding(
        ['activities', i],
        students,
        'too-few-students',
        text(
          `${students} students can be in \`${activity.id}\`: enough for ${most} of ${Math.max(1, sections.min)} sections.`,
          `“${activity.id}”仅有${students}名学生可参加，只够开${most}个班（应开${Math.max(1, sections.min)}个）。`,
        ),
      )
    }
    const lead = activity.roles.find((role) => role.role === 'lead')!
    const leaders = plan.staff.filter((person) => fits(person, lead) && !person.refuses.includes(activity.id)).length
    if (leaders < lead.count) {
      report.finding(
        ['activities', i, 'roles'],
        leaders,
        'nobody-can-lead',
        text(
          `\`${activity.id}\` needs ${lead.count} to lead it and ${leaders} can: no section can run.`,
          `“${activity.id}”需负责人${lead.count}名，符合条件者${leaders}名，无法开班。`,
        ),
      )
    }
    const rooms = plan.rooms.filter(
      (room) =>
        room.capacity >= size.min &&
        activity.roomFeatures.every((f) => room.features.includes(f)) &&
        (activity.site === undefined || room.site === activity.site),
    )
    if (rooms.length === 0)
      report.finding(
        ['activities', i, 'roomFeatures'],
        activity.roomFeatures,
        'no-room-fits',
        text(`no room fits \`${activity.id}\` with ${size.min} students: no section can run.`, `没有场地适合“${activity.id}”（${size.min}人），无法开班。`),
      )
  }
}

const fits = (person: Staff, role: Role): boolean =>
  (role.kinds === undefined || role.kinds.includes(person.kind)) && role.skills.every((skill) => person.skills.includes(skill))
