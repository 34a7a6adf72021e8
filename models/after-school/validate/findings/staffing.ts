import type { TeachingDate } from '../../../../src/calendar/index.ts'
import type { Plan, Season, Slot, Staff } from '../../plan.ts'
import { slotsAtOnce } from '../attendance.ts'
import { type Context, clauseOf, inside, interval, overlap } from '../context.ts'
import type { Reach } from '../reach.ts'
import { text } from '../report.ts'

/**
 * Slots with fewer people than seats, whatever the timetable: floors of unfilled-seat, for each slot and season the largest of
 * - care: children that no club can take ÷ children per supervisor, against the people fit for care;
 * - seats: children ÷ the most that one person can have, and a duty leader for each site with children, against everybody;
 * - duty: sites with children, against the people who may lead.
 */
export function staffingFindings(context: Context, plan: Plan, reach: readonly Reach[]): void {
  const { report, policy, bells, dates } = context
  const atOnce = slotsAtOnce(context)
  const sites = new Map(plan.rooms.map((room) => [room.id, room.site]))
  const siteOf = new Map(plan.classes.map((schoolClass) => [schoolClass.id, sites.get(schoolClass.homeRoom)!]))
  const per = policy!.studentsPerSupervisor
  const mostPerPerson = Math.max(per, ...plan.activities.map(({ size, roles }) => size.max / roles.find((role) => role.role === 'lead')!.count))

  for (const [i, slot] of plan.slots.entries()) {
    // a club of another band at the same time could hold these children too
    if (atOnce.has(i)) continue
    let attending = 0
    let inCare = 0
    const open = new Set<string>()
    for (const [k, student] of plan.students.entries()) {
      if (!student.attends.includes(slot.id)) continue
      attending++
      open.add(siteOf.get(student.class)!)
      if (!reach[k].slots.has(slot.id)) inCare++
    }
    for (const [s, season] of plan.seasons.entries()) {
      const bell = bells[s][i]
      if (!bell) continue
      const there = plan.staff.filter((person) => available(person, season, slot, bell, dates![s]))
      const { kinds, skills } = plan.careRole
      const shortages = [
        {
          need: Math.ceil(inCare / per),
          have: there.filter((p) => kinds.includes(p.kind) && skills.every((skill) => p.skills.includes(skill))).length,
          en: 'in care',
          zh: '托管',
        },
        { need: Math.ceil(attending / mostPerPerson) + open.size, have: there.length, en: 'in all', zh: '合计' },
        { need: open.size, have: there.filter((p) => p.mayLeadDuty).length, en: 'to lead duty', zh: '值班' },
      ]
      const worst = shortages.reduce((a, b) => (b.need - b.have > a.need - a.have ? b : a))
      if (worst.need <= worst.have) continue
      report.finding(
        ['seasons', s, 'bells', slot.id],
        worst.need - worst.have,
        'understaffed',
        text(
          `at \`${slot.id}\` in \`${season.id}\` ${worst.need} people are needed ${worst.en} at least, and ${worst.have} offered it: ${worst.need - worst.have} seats stay empty.`,
          `“${season.id}”时段“${slot.id}”${worst.zh}至少需${worst.need}人，可服务${worst.have}人，至少缺${worst.need - worst.have}人。`,
        ),
        {
          clause: clauseOf(context, 'studentsPerSupervisor'),
          suggestion: text('Ask for more offers at these hours.', '请在该时段征集更多服务人员。'),
        },
      )
    }
  }
}

/** whether the person could sit somewhere at that time without breaking a hard row */
function available(person: Staff, season: Season, slot: Slot, bell: { start: number; end: number }, dates: readonly TeachingDate[]): boolean {
  const applies = (entry: { weekday: string; season?: string | undefined }) =>
    entry.weekday === slot.weekday && (entry.season === undefined || entry.season === season.id)
  if (!person.offers.some((offer) => applies(offer) && inside(bell, interval(offer)))) return false
  if (person.teaching.some((lesson) => applies(lesson) && overlap(bell, interval(lesson)))) return false
  const { character, health, qualification } = person.certificates
  if (character?.status !== 'cleared' || !health || !qualification) return false
  return dates.every(
    ({ date, runs }) =>
      runs !== slot.weekday || [character, health, qualification].every(({ from, until }) => (from ?? '') <= date && date <= (until ?? '9999-12-31')),
  )
}
