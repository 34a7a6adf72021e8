import type { SchoolClass } from '../plan.ts'
import type { Facts } from './facts.ts'
import type { CheckFinding, Pricer } from './finding.ts'
import { countText, nameOf, sectionText, slotText } from './text.ts'
import type { View } from './view.ts'

/** Students of a grade that the activity is not for, and classes hosted where their grade may not be. */
export const gradeFit: Pricer = (view) => [...sectionGrades(view), ...hostGrades(view)]

const sectionGrades = ({ facts, sections }: View): CheckFinding[] =>
  sections.flatMap(({ activity, number, students }) => {
    const wrong = students.filter((student) => !activity.grades.includes(facts.classes.get(student.class)!.grade))
    const group = sectionText(activity, number)
    return wrong.map((student) => {
      const { grade } = facts.classes.get(student.class)!
      return {
        amount: 1,
        where: { student: student.id, activity: activity.id, section: String(number) },
        text: {
          en: `${nameOf(student)} of grade ${grade} is in ${group.en}, which is not for that grade`,
          zh: `${nameOf(student)}是${grade}年级学生，${group.zh}不面向该年级`,
        },
      }
    })
  })

/** 1 per class and slot, if one of its students attends the slot. */
const hostGrades = ({ facts, hosts }: View): CheckFinding[] =>
  [...hosts].flatMap(([classId, bySlot]) => {
    const guest = facts.classes.get(classId)!
    return [...bySlot].flatMap(([slotId, host]): CheckFinding[] => {
      const attending = (facts.pupils.get(classId) ?? []).filter((student) => student.attends.includes(slotId)).length
      if (attending === 0 || mayHost(facts, guest, host)) return []
      const at = slotText(facts.slots.get(slotId)!)
      const hostName = nameOf(facts.classes.get(host) ?? facts.rooms.get(host)!)
      return [
        {
          amount: 1,
          where: { class: classId, slot: slotId, host },
          text: {
            en: `${nameOf(guest)} (grade ${guest.grade}, ${countText(attending, 'student')}) is in care with ${hostName} on ${at.en}: the grades may not be merged`,
            zh: `${at.zh}${nameOf(guest)}（${guest.grade}年级，${attending}名学生）并入${hostName}托管：年级不允许合并`,
          },
        },
      ]
    })
  })

/** Whether the policy's `mergeGrades` (a class) or an entry of `careRooms` (a room) lets this class be hosted there. */
export function mayHost(facts: Facts, guest: SchoolClass, host: string): boolean {
  const hostClass = facts.classes.get(host)
  if (!hostClass) return facts.plan.careRooms.some(({ room, grades }) => room === host && (!grades || grades.includes(guest.grade)))
  switch (facts.policy.mergeGrades) {
    case 'same':
      return hostClass.grade === guest.grade
    case 'adjacent':
      return Math.abs(hostClass.grade - guest.grade) <= 1
    case 'any':
      return true
  }
}
