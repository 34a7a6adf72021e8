import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import type { Change } from '../../../../models/after-school/rebalance/index.ts'
import { datesOf } from '../../../../models/after-school/rebalance/spans.ts'
import { type Timetable, timetableSchema } from '../../../../models/after-school/timetable.ts'
import type { Draw } from '../../../support/draw.ts'

export interface School {
  readonly plan: Plan
  readonly timetable: Timetable
}

/** A generated school with the timetable that it was grown around: hard 0, medium 0. */
export function grown(school: 'village' | 'town', seed: number): School {
  const { plan, planted } = generate({ school, seed, tier: 'normal' })
  return { plan: planSchema.parse(plan), timetable: timetableSchema.parse(planted) }
}

/** One to three changes of any kind, on dates of the term. */
export function randomChanges({ plan, timetable }: School, draw: Draw): Change[] {
  const dates = datesOf(plan).flat()
  return Array.from({ length: draw.between(1, 3) }, (_, i): Change => {
    const at = draw.between(0, dates.length - 1)
    const from = dates[at].date
    const to = draw.pick([from, from, dates[Math.min(dates.length - 1, at + draw.between(1, 12))].date])
    const section = draw.pick(timetable.sections)
    const student = draw.pick(plan.students)
    const person = draw.pick(plan.staff)
    return draw.pick<() => Change>([
      () => ({ kind: 'staff-away', staff: person.id, from, to }),
      () => ({ kind: 'staff-away', staff: person.id, from, to }),
      () => ({ kind: 'vetting-lapsed', staff: person.id, certificate: 'health', from, ...draw.maybe(0.5, () => ({ to })) }),
      () => ({ kind: 'staff-offers', staff: person.id, offers: person.offers.slice(1), from, to }),
      () => ({ kind: 'room-closed', room: draw.pick(plan.rooms).id, from, to }),
      () => ({ kind: 'student-left', student: student.id, from }),
      () => ({ kind: 'student-slots', student: student.id, attends: student.attends.slice(1), from, to }),
      () => ({ kind: 'student-joined', student: { ...student, id: `new${i}`, attends: student.attends }, from }),
      () => ({ kind: 'new-volunteer', person: { ...person, id: `volunteer${i}` }, from }),
      () => ({ kind: 'section-cancelled', activity: section.activity, number: section.number, from, to }),
      () => ({ kind: 'session-cancelled', activity: section.activity, number: section.number, slot: draw.pick(section.sessions).slot, from, to }),
    ])()
  })
}
