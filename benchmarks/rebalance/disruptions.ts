import { seasonDates } from '../../models/after-school/dates.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import type { Change } from '../../models/after-school/rebalance/index.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import type { Random } from '../../src/kernel/random.ts'

/** A teaching date with the season's index, and who serves on it. */
export interface Day {
  readonly date: string
  readonly season: number
  readonly staff: readonly string[]
}

export function serviceDays(plan: Plan, timetable: TimetableParts): Day[] {
  const day = new Map(plan.slots.flatMap((slot) => [[slot.id, slot.weekday] as const, [slot.dutyBlock ?? slot.id, slot.weekday] as const]))
  return seasonDates(plan).flatMap((dates, season) => {
    const { id } = plan.seasons[season]!
    const posts = timetable.posts.filter((post) => post.season === id)
    const by = Map.groupBy(posts, (post) => day.get(post.kind === 'duty' ? post.block : post.slot)!)
    return dates.flatMap(({ date, runs }) => {
      const staff = [...new Set((by.get(runs) ?? []).flatMap((post) => post.staff))]
      return staff.length > 0 ? [{ date, season, staff }] : []
    })
  })
}

const pick = <Item>(random: Random, list: readonly Item[]): Item => list[random.below(list.length)]!

/** Somebody who serves on that date is away for the day. */
export const absence = (random: Random, { date, staff }: Day, except: ReadonlySet<string> = new Set()): Change => {
  const left = staff.filter((id) => !except.has(id))
  return { kind: 'staff-away', staff: pick(random, left.length > 0 ? left : staff), from: date, to: date }
}

/** What disturbs a school day: of ten, seven absences, the others a closed room, a session cancelled, a child who goes home early. Assumption: absences are most of it. */
export function disruption(random: Random, plan: Plan, timetable: TimetableParts, day: Day, except: ReadonlySet<string>): Change {
  const { date } = day
  const held = { from: date, to: date }
  const kind = random.below(10)
  if (kind < 7) return absence(random, day, except)
  if (kind === 7) {
    const homes = new Set(plan.classes.map((own) => own.homeRoom))
    return {
      kind: 'room-closed',
      room: pick(
        random,
        plan.rooms.filter((room) => !homes.has(room.id)),
      ).id,
      ...held,
    }
  }
  const section = pick(random, timetable.sections)
  if (kind === 8) return { kind: 'session-cancelled', activity: section.activity, number: section.number, slot: pick(random, section.sessions).slot, ...held }
  const student = pick(random, plan.students)
  return { kind: 'student-slots', student: student.id, attends: [], ...held }
}

/**
 * What changes a week for the rest of the term: of ten, four children whose approved slots change, two who leave, one who comes, one person with an offer less, one volunteer,
 * one certificate that lapses (assumption). Nobody loses two offers, so that the school goes on.
 */
export function lasting(random: Random, plan: Plan, { date: from }: Day, i: number, gone: Set<string>): Change {
  const kind = random.below(10)
  const student = pick(
    random,
    plan.students.filter(({ id, attends }) => !gone.has(id) && attends.length > 1),
  )
  const person = pick(
    random,
    plan.staff.filter(({ id, offers }) => !gone.has(id) && offers.length > 1),
  )
  gone.add(kind < 6 ? student.id : person.id)
  if (kind < 4) {
    const off = random.below(student.attends.length)
    return { kind: 'student-slots', student: student.id, attends: student.attends.filter((_, at) => at !== off), from }
  }
  if (kind < 6) return { kind: 'student-left', student: student.id, from }
  if (kind === 6) return { kind: 'student-joined', student: { ...student, id: `new-${i}` }, from }
  if (kind === 7) return { kind: 'new-volunteer', person: { ...person, id: `volunteer-${i}` }, from }
  if (kind === 8) return { kind: 'vetting-lapsed', staff: person.id, certificate: 'health', from }
  const off = random.below(person.offers.length)
  return { kind: 'staff-offers', staff: person.id, offers: person.offers.filter((_, at) => at !== off), from }
}
