import type { Interval } from '../../../../src/calendar/index.ts'
import type { Activity, Plan, Staff, Student, Weekday } from '../../plan.ts'
import type { Post } from '../../timetable.ts'
import { type Context, inside, interval, nextSlot } from '../context.ts'
import { type Path, some, text } from '../report.ts'

/** Pins that a timetable can keep only against another hard row: each is a floor of 1 of the hard cost, by that row or by `pin`. */
export function pinFindings(context: Context, plan: Plan): void {
  const activities = new Map(plan.activities.map((activity) => [activity.id, activity]))
  sectionPins(context, plan, activities)
  for (const [i, post] of (plan.pins.posts ?? []).entries()) peopleAt(context, plan, activities, post, ['pins', 'posts', i, 'staff'])
}

function against(context: Context, path: Path, value: unknown, row: string, en: string, zh: string): void {
  context.report.finding(path, value, 'pin-against-rule', text(`${en}: kept, this pin breaks \`${row}\`.`, `${zh}，保留该固定安排即违反“${row}”。`), {
    suggestion: text(
      'Take it out of the pins, or change what forbids it: hard stays above 0 otherwise.',
      '请取消该固定安排，或修改相应限制，否则硬性违规无法消除。',
    ),
  })
}

function sectionPins(context: Context, plan: Plan, activities: ReadonlyMap<string, Activity>): void {
  const rooms = new Map(plan.rooms.map((room) => [room.id, room]))
  const students = new Map(plan.students.map((student) => [student.id, student]))
  const grades = new Map(plan.classes.map(({ id, grade }) => [id, grade]))
  for (const [i, section] of (plan.pins.sections ?? []).entries()) {
    const at = ['pins', 'sections', i]
    const { id, slots, roomFeatures, site, size, grades: open } = activities.get(section.activity)!
    for (const [k, session] of section.sessions.entries()) {
      if (!slots.includes(session.slot)) {
        against(
          context,
          [...at, 'sessions', k, 'slot'],
          session.slot,
          'slot-allowed',
          `\`${session.slot}\` is not among the slots of \`${id}\``,
          `“${session.slot}”不在“${id}”的可选时段内`,
        )
      }
      const room = rooms.get(session.room)!
      const lacking = roomFeatures.filter((feature) => !room.features.includes(feature))
      const path = [...at, 'sessions', k, 'room']
      if (lacking.length > 0) {
        const names = some(lacking)
        against(context, path, room.id, 'room-fit', `\`${room.id}\` lacks ${names.en}, which \`${id}\` needs`, `“${room.id}”缺少“${id}”所需的${names.zh}`)
      } else if (site !== undefined && room.site !== site) {
        against(context, path, room.id, 'room-fit', `\`${room.id}\` is not on \`${site}\`, as \`${id}\` is`, `“${room.id}”不在“${id}”所在校区“${site}”`)
      }
    }
    const pinned = [...new Set(section.students)].map((student) => students.get(student)!)
    if (pinned.length > size.max) {
      against(
        context,
        [...at, 'students'],
        pinned.length,
        'group-size',
        `${pinned.length} students are pinned to a section of \`${id}\`, which has at most ${size.max}`,
        `“${id}”每班至多${size.max}人，却固定了${pinned.length}名学生`,
      )
    }
    const unasked = pinned.filter((student) => !asks(student, activities.get(id)!)).map((student) => student.id)
    if (unasked.length > 0) {
      const names = some(unasked)
      against(context, [...at, 'students'], unasked, 'student-consent', `\`${id}\` was not chosen by ${names.en}`, `“${id}”不是${names.zh}的志愿`)
    }
    const graded = pinned.filter((student) => !open.includes(grades.get(student.class)!)).map((student) => student.id)
    if (graded.length > 0) {
      const names = some(graded)
      against(context, [...at, 'students'], graded, 'grade-fit', `\`${id}\` is not for the grade of ${names.en}`, `“${id}”不面向${names.zh}所在年级`)
    }
  }
}

const asks = (student: Student, activity: Activity): boolean =>
  activity.everyone || (activity.tutoring ? student.tutoring : student.choices.includes(activity.id))

function peopleAt(context: Context, plan: Plan, activities: ReadonlyMap<string, Activity>, post: Post, path: Path): void {
  const activity = post.kind === 'section' ? activities.get(post.activity) : undefined
  const held = heldAt(context, plan, post, activity)
  for (const id of new Set(post.staff)) {
    const person = plan.staff.find((one) => one.id === id)!
    if (activity && person.refuses.includes(activity.id)) {
      against(context, path, id, 'staff-refusal', `\`${id}\` refuses \`${activity.id}\``, `“${id}”不愿承担“${activity.id}”`)
    }
    if (!fits(plan, post, activity, person)) against(context, path, id, 'staff-role', `\`${id}\` does not fit this post`, `“${id}”不符合该岗位要求`)
    const offered = person.offers.some(
      (offer) => offer.weekday === held?.weekday && (offer.season ?? post.season) === post.season && inside(held, interval(offer)),
    )
    if (held && !offered) against(context, path, id, 'staff-offer', `\`${id}\` did not offer to serve then`, `“${id}”未志愿在该时段服务`)
  }
}

function fits(plan: Plan, post: Post, activity: Activity | undefined, { kind, skills, mayLeadDuty }: Staff): boolean {
  if (post.kind === 'duty') return mayLeadDuty
  const role =
    post.kind === 'care'
      ? plan.careRole
      : post.kind === 'general'
        ? plan.generalDuties.find(({ id }) => id === post.duty)!
        : activity!.roles.find((one) => one.role === post.role)!
  return (role.kinds === undefined || role.kinds.includes(kind)) && role.skills.every((skill) => skills.includes(skill))
}

/** @returns when the post's people are there; undefined where it does not run */
function heldAt({ bells, draft }: Context, plan: Plan, post: Post, activity: Activity | undefined): (Interval & { weekday: Weekday }) | undefined {
  const of = bells[plan.seasons.findIndex(({ id }) => id === post.season)]
  const first = post.kind === 'duty' ? -1 : plan.slots.findIndex(({ id }) => id === post.slot)
  const slots =
    post.kind === 'duty'
      ? [...plan.slots.keys()].filter((l) => (plan.slots[l].dutyBlock ?? plan.slots[l].id) === post.block && of[l])
      : activity?.length === 2
        ? [first, nextSlot(draft, plan.slots[first])]
        : [first]
  const spans = slots.flatMap((l) => of[l] ?? [])
  if (spans.length < slots.length || slots.length === 0) return undefined
  const after = post.kind === 'general' ? plan.generalDuties.find(({ id }) => id === post.duty)!.afterMinutes : undefined
  const [start, end] = [Math.min(...spans.map((span) => span.start)), Math.max(...spans.map((span) => span.end))]
  const { weekday } = plan.slots[slots[0]]
  return after === undefined ? { weekday, start, end } : { weekday, start: end, end: end + after }
}
