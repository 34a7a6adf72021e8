import { weekdays } from '../../plan.ts'
import { type Check, nextSlot } from '../context.ts'
import { each } from '../draft.ts'
import { dayOf, text } from '../report.ts'

/** wishes of one student: ranked choices, `everyone` activities of the grade, tutoring */
const mostWishes = 31
/** different clock intervals of one weekday and season: slots, double periods, duty blocks, duties after the last bell */
const mostIntervals = 32

/** What the solver counts in the bits of one integer must fit there. */
export const checkLimits: Check = ({ draft, report, bells }) => {
  const everyone = [...each(draft.activities)].flatMap(([a]) => (a.everyone && !a.tutoring ? [a] : []))
  const gradeOf = new Map([...each(draft.classes)].map(([c]) => [c.id, c.grade]))
  for (const [student, i] of each(draft.students)) {
    const grade = gradeOf.get(student.class)
    const wishes = student.choices.length + everyone.filter((a) => grade !== undefined && a.grades.includes(grade)).length + (student.tutoring ? 1 : 0)
    if (wishes <= mostWishes) continue
    report.fault(
      ['students', i, 'choices'],
      student.choices.length,
      'too-many-wishes',
      text(
        `choices, activities for everyone in the grade and tutoring are ${wishes} together; at most ${mostWishes} can be weighed.`,
        `志愿、年级全员活动和辅导共${wishes}项，最多${mostWishes}项。`,
      ),
      { suggestion: text('Keep the choices that matter most, or fewer activities for everyone.', '请保留最重要的志愿，或减少全员活动。') },
    )
  }
  for (const [, s] of each(draft.seasons)) {
    for (const day of weekdays) {
      const seen = new Set<string>()
      const blocks = new Map<string, { start: number; end: number }>()
      for (const [slot, l] of each(draft.slots)) {
        const bell = bells[s][l]
        if (slot.weekday !== day || !bell) continue
        const { start, end } = bell
        seen.add(`${start}-${end}`)
        const block = blocks.get(slot.dutyBlock ?? slot.id)
        blocks.set(slot.dutyBlock ?? slot.id, { start: Math.min(start, block?.start ?? start), end: Math.max(end, block?.end ?? end) })
        const after = bells[s][nextSlot(draft, slot)]
        if (after) seen.add(`${start}-${after.end}`)
        for (const [duty] of each(draft.generalDuties)) {
          if (duty.afterMinutes !== undefined && duty.slots.includes(slot.id)) seen.add(`${end}-${end + duty.afterMinutes}`)
        }
      }
      for (const { start, end } of blocks.values()) seen.add(`${start}-${end}`)
      if (seen.size <= mostIntervals) continue
      report.fault(
        ['seasons', s, 'bells'],
        seen.size,
        'too-many-intervals',
        text(
          `${dayOf(day).en} has ${seen.size} different clock intervals (slots, double periods, duty blocks, duties after them); at most ${mostIntervals} can be told apart.`,
          `${dayOf(day).zh}共有${seen.size}种不同的起止时间（时段、连堂、值班组及其后的岗位），最多${mostIntervals}种。`,
        ),
        { suggestion: text('Give bands the same bells, or let slots share a duty block.', '请让各时段组使用相同作息，或合并值班组。') },
      )
    }
  }
}
