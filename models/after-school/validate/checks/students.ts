import type { Student } from '../../plan.ts'
import { findPack } from '../../policy/index.ts'
import { slotsAtOnce } from '../attendance.ts'
import type { Check, Context } from '../context.ts'
import { type Draft, each } from '../draft.ts'
import { some, text } from '../report.ts'

/** A child attends a day without holes and one slot at a time, wishes for clubs, and pays nothing where the law says so. */
export const checkStudents: Check = (context) => {
  const { draft, report } = context
  const days = draft.whole('slots') ? daysOf(draft) : []
  const atOnce = slotsAtOnce(context)
  const charged = draft.activities.some((activity) => activity && activity.fee > 0)
  const poorFree = draft.policy && findPack(draft.policy.pack)?.rules.registeredPoorFree
  for (const [student, i] of each(draft.students)) {
    const attended = new Set(student.attends.flatMap((id) => draft.ids.slots.index.get(id) ?? []))
    for (const day of days) checkHoles(context, student, i, attended, day)
    if (atOnce.size > 0) checkOneAtATime(context, student, i, attended, atOnce)
    for (const [k, choice] of student.choices.entries()) {
      const activity = draft.activities[draft.ids.activities.index.get(choice) ?? -1]
      if (activity && (activity.tutoring || activity.everyone)) {
        report.fault(
          ['students', i, 'choices', k],
          choice,
          'not-a-club',
          text(
            `\`${choice}\` is ${activity.tutoring ? 'tutoring' : 'for everyone'}: it is not chosen.`,
            `“${choice}”属${activity.tutoring ? '辅导' : '全员活动'}，无需选报。`,
          ),
          {
            suggestion: activity.tutoring
              ? text('Set the student’s `tutoring` instead.', '请改为设置该生的“tutoring”。')
              : text('Remove it from the choices.', '请从志愿中删除。'),
          },
        )
      }
    }
    if (charged && student.registeredPoor && !student.feeExempt) {
      report.fault(
        ['students', i, 'feeExempt'],
        false,
        'poor-not-exempt',
        text(`\`${student.id}\` is of a registered poor household and would be charged.`, `“${student.id}”属建档立卡家庭，须免费。`),
        {
          clause: poorFree?.clause || undefined,
          suggestion: text('Set `feeExempt` to true.', '请将“feeExempt”设为true。'),
        },
      )
    }
  }
}

/** @returns by weekday and band, the slots after dismissal in the order of their periods */
function daysOf(draft: Draft): number[][] {
  const days = new Map<string, number[]>()
  for (const [slot, i] of each(draft.slots)) {
    // noon is a time of its own: between it and the first period lie lessons
    if (slot.period === 0) continue
    const key = JSON.stringify([slot.weekday, slot.band])
    days.set(key, [...(days.get(key) ?? []), i])
  }
  return [...days.values()].map((day) => day.sort((a, b) => draft.slots[a]!.period - draft.slots[b]!.period)).filter((day) => day.length > 2)
}

function checkHoles({ draft, report }: Context, student: Student, index: number, attended: ReadonlySet<number>, day: readonly number[]): void {
  const first = day.findIndex((slot) => attended.has(slot))
  const last = day.findLastIndex((slot) => attended.has(slot))
  if (first < 0) return
  const period = (slot: number) => draft.slots[slot]!.period
  const there = new Set(day.filter((slot) => attended.has(slot)).map(period))
  // a second slot of a period is at fault itself
  const holes = day.slice(first, last + 1).filter((slot) => !there.has(period(slot)))
  if (holes.length === 0) return
  const id = (slot: number) => draft.slots[slot]!.id
  const missing = some(holes.map(id))
  report.fault(
    ['students', index, 'attends'],
    student.attends,
    'attends-with-a-hole',
    text(
      `\`${student.id}\` attends \`${id(day[first])}\` and \`${id(day[last])}\` but not ${missing.en} between them.`,
      `“${student.id}”参加“${id(day[first])}”和“${id(day[last])}”，但不参加其间的${missing.zh}。`,
    ),
    {
      suggestion: text(`Add ${missing.en}, or let the child go home before.`, `请补上${missing.zh}，或在此之前离校。`),
    },
  )
}

function checkOneAtATime(
  { draft, report }: Context,
  student: Student,
  index: number,
  attended: ReadonlySet<number>,
  atOnce: ReadonlyMap<number, ReadonlySet<number>>,
): void {
  for (const [k, id] of student.attends.entries()) {
    const slot = draft.ids.slots.index.get(id)
    const others = slot === undefined ? undefined : atOnce.get(slot)
    const earlier = others && student.attends.slice(0, k).find((other) => others.has(draft.ids.slots.index.get(other) ?? -1))
    if (slot === undefined || earlier === undefined || !attended.has(slot)) continue
    report.fault(
      ['students', index, 'attends', k],
      id,
      'attends-two-at-once',
      text(`\`${id}\` is at once with \`${earlier}\`, which \`${student.id}\` attends too.`, `“${id}”与“${earlier}”时间重叠，“${student.id}”不能同时参加。`),
      {
        suggestion: text('Remove one of the two.', '请删除其一。'),
      },
    )
  }
}
