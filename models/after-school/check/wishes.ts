import type { Activity, Student } from '../plan.ts'
import { type Facts, hasPriority, occupied, sessionRun, wished } from './facts.ts'
import type { CheckFinding, Pricer } from './finding.ts'
import { countText, listText, nameOf } from './text.ts'
import type { View } from './view.ts'

const unserved = 12

/** What a held choice of rank k (1 = most wished) costs. */
const rankCost = (k: number): number => Math.min((k * (k - 1)) / 2, 11)

/** How far the clubs of each student are from the wishes of the family. */
export const studentChoice: Pricer = (view) => view.facts.plan.students.flatMap((student) => choiceFindings(view, student))

function choiceFindings({ facts, sectionsOf }: View, student: Student): CheckFinding[] {
  const sections = sectionsOf.get(student.id) ?? []
  const isIn = (activity: string) => sections.some((section) => section.activity.id === activity)
  const factor = hasPriority(facts, student) || student.carried > 0 ? 2 : 1
  const where = { student: student.id, class: student.class }
  const name = nameOf(student)
  const findings: CheckFinding[] = []

  const wishes = wished(student)
  const ranks = student.choices.flatMap((choice, i) => (isIn(choice) ? [i + 1] : []))
  const held = ranks.slice(0, wishes)
  const missing = wishes - held.length
  const amount = held.reduce((sum, k) => sum + rankCost(k), 0) + missing * unserved + (wishes > 0 && held.length === 0 ? unserved : 0)
  if (amount > 0) {
    const got = listText(held.map((k) => `${nameOf(facts.activities.get(student.choices[k - 1])!)} (${k})`))
    findings.push({
      amount: amount * factor,
      where,
      text:
        held.length === 0
          ? { en: `${name} wishes ${countText(wishes, 'club')} and is in none`, zh: `${name}希望参加${wishes}个社团，均未安排` }
          : {
              en: `${name} wishes ${countText(wishes, 'club')} and is in ${held.length}, by rank of the choice: ${got.en}`,
              zh: `${name}希望参加${wishes}个社团，安排了${held.length}个（括号内为志愿序号）：${got.zh}`,
            },
    })
  }
  for (const activity of facts.plan.activities) {
    if (!activity.everyone || isIn(activity.id) || !couldAttend(facts, student, activity)) continue
    findings.push({
      amount: unserved * factor,
      where: { ...where, activity: activity.id },
      text: { en: `${name} is not in ${nameOf(activity)}, which is for the whole grade`, zh: `${name}未参加全年级活动${nameOf(activity)}` },
    })
  }
  return findings
}

/** Of the grade, and attending all that some session of the activity would occupy that takes place in some season. */
function couldAttend(facts: Facts, student: Student, activity: Activity): boolean {
  if (!activity.grades.includes(facts.classes.get(student.class)!.grade)) return false
  return activity.slots.some((id) => {
    const slots = occupied(facts, activity, facts.slots.get(id)!)
    if (!slots?.every((slot) => student.attends.includes(slot.id))) return false
    return facts.plan.someWeeks || facts.seasons.some((season) => sessionRun(season, activity, slots))
  })
}

/** Required development domains that a student's week lacks: at most one per wished club beside the care. */
export const balancedWeek: Pricer = ({ facts, sectionsOf }) => {
  const required = facts.policy.requiredDomains
  return facts.plan.students.flatMap((student): CheckFinding[] => {
    const wishes = wished(student)
    if (wishes === 0) return []
    const met = new Set((sectionsOf.get(student.id) ?? []).flatMap((section) => section.activity.domains))
    if (student.attends.length > 0) met.add('intellectual')
    const lacking = required.filter((domain) => !met.has(domain))
    const amount = Math.min(required.length, 1 + wishes) - (required.length - lacking.length)
    if (amount <= 0) return []
    return [
      {
        amount,
        where: { student: student.id, class: student.class },
        text: {
          en: `${nameOf(student)}’s week could cover ${countText(amount, 'more domain')} of: ${lacking.join(', ')}`,
          zh: `${nameOf(student)}的一周还可多覆盖${amount}个领域：${lacking.map((domain) => domainWords[domain]).join('、')}`,
        },
      },
    ]
  })
}

const domainWords = { moral: '德', intellectual: '智', physical: '体', aesthetic: '美', labour: '劳' } as const
