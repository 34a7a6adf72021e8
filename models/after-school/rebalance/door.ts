import { type Plan, type Staff, type Student, staffSchema, studentSchema, type Weekday } from '../plan.ts'
import { checkAmounts } from '../validate/checks/amounts.ts'
import { checkClasses } from '../validate/checks/classes.ts'
import { checkIds } from '../validate/checks/ids.ts'
import { checkLimits } from '../validate/checks/limits.ts'
import { checkPlaces } from '../validate/checks/places.ts'
import { checkReferences } from '../validate/checks/references.ts'
import { checkStaff } from '../validate/checks/staff.ts'
import { checkStudents } from '../validate/checks/students.ts'
import type { Check } from '../validate/context.ts'
import type { Fault } from '../validate/fault.ts'
import { partFaults } from '../validate/parts.ts'
import { periodFault } from './bell-faults.ts'
import { type Change, holdsOn } from './changes.ts'
import { seasonPlan } from './patch.ts'
import { datesOf } from './spans.ts'

/** a child or person is the only one of these plans: ids can only be reserved ones */
const documentChecks: readonly Check[] = [
  ({ draft, report }) => checkIds(draft, report),
  checkReferences,
  checkAmounts,
  checkPlaces,
  checkClasses,
  checkStudents,
  checkStaff,
  checkLimits,
]

/** those whom changes may name, by id: of the plan, and of changes before */
export interface People {
  readonly students: ReadonlyMap<string, Student>
  readonly staff: ReadonlyMap<string, Staff>
}

/** lessons of a day whose bell is moved end at another time, too, and a plan has one dismissal for all days of a season */
const ofDismissal: ReadonlySet<string> = new Set(['long-handover', 'bell-before-dismissal'])

/** in place of somebody whom nobody knows: that is a fault of its own */
const stranger = {
  student: studentSchema.parse({ id: '-', class: '-', attends: [] }),
  person: staffSchema.parse({ id: '-', kind: 'teacher', certificates: {} }),
}

/** @returns the faults of what a change brings along (a person, a child, their times), looked at as a plan’s own would be, with pointers into the change */
export function documentFaults(plan: Plan, change: Change, { students, staff }: People): Fault[] {
  const classes = plan.classes.map((own) => ({ ...own, homeroomTeacher: undefined }))
  const faults = (part: Partial<Plan>, from: string, to: string) =>
    partFaults({ ...plan, classes, travel: [], careRooms: [], generalDuties: [], students: [], staff: [], ...part }, documentChecks).flatMap((fault) =>
      `${fault.pointer}/`.startsWith(`${from}/`) ? [{ ...fault, pointer: `${to}${fault.pointer.slice(from.length)}` }] : [],
    )
  switch (change.kind) {
    case 'new-volunteer':
      return faults({ staff: [change.person] }, '/staff/0', '/person')
    case 'staff-offers':
      return faults({ staff: [{ ...(staff.get(change.staff) ?? stranger.person), offers: change.offers }] }, '/staff/0/offers', '/offers')
    case 'student-joined':
      return faults({ students: [change.student] }, '/students/0', '/student')
    case 'student-slots':
      return faults({ students: [{ ...(students.get(change.student) ?? stranger.student), attends: change.attends }] }, '/students/0/attends', '/attends')
    default:
      return []
  }
}

type DayChange = Extract<Change, { kind: 'bell-moved' | 'student-joined' | 'student-slots' }>
const dayKinds: readonly Change['kind'][] = ['bell-moved', 'student-joined', 'student-slots', 'student-left'] satisfies Change['kind'][]

export const isOfDays = (change: Change): change is DayChange => change.kind !== 'student-left' && dayKinds.includes(change.kind)

/**
 * What the door would refuse of the days on which a change holds, and would not without it: a bell outside the hours of a home room, too many groups in a room.
 * Days that are alike are looked at once. A closed room is no such fault: that its classes are elsewhere is what the change asks for.
 * @param all every change in force, this one among them, in the order in which they came; the ids that they name exist
 * @returns faults with pointers into the change
 */
export function dayFaults(plan: Plan, change: DayChange, { students }: People, all: readonly Change[]): Fault[] {
  const found = new Map<string, Fault>()
  const dayOf = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
  const days = new Day(plan, change, dayOf, change.kind === 'student-slots' ? students.get(change.student) : undefined)
  const concerning = all.map((other, at) => ({ other, at })).filter(({ other }) => dayKinds.includes(other.kind) && days.concerns(other))
  const seen = new Set<string>()
  datesOf(plan).forEach((dates, season) => {
    for (const { date, runs } of dates) {
      if (!holdsOn(change, date) || !days.isOn(runs)) continue
      const held = concerning.filter(({ other }) => holdsOn(other, date) && (other.kind !== 'bell-moved' || dayOf.get(other.slot) === runs))
      const key = JSON.stringify([season, runs, held.map(({ at }) => at)])
      if (seen.has(key)) continue
      seen.add(key)
      for (const [name, fault] of days.faults(
        season,
        runs,
        held.map(({ other }) => other),
      ))
        if (!found.has(name)) found.set(name, fault)
    }
  })
  return [...found.values()]
}

/** One weekday of the plan, with the classes that a change concerns. */
class Day {
  private readonly plan: Plan
  private readonly change: DayChange
  private readonly dayOf: ReadonlyMap<string, Weekday>
  /** classes that share a home room with the child’s; undefined: all */
  private readonly classes: ReadonlySet<string> | undefined
  private readonly students: readonly Student[]
  /** ids of the plan’s other students */
  private readonly elsewhere: ReadonlySet<string>
  /** by season and weekday, the plan without any change */
  private readonly parts = new Map<string, Plan>()

  constructor(plan: Plan, change: DayChange, dayOf: ReadonlyMap<string, Weekday>, named: Student | undefined) {
    this.plan = plan
    this.change = change
    this.dayOf = dayOf
    this.students = plan.students
    this.elsewhere = new Set()
    if (change.kind === 'bell-moved') return
    const child = change.kind === 'student-joined' ? change.student : named
    const home = plan.classes.find(({ id }) => id === child?.class)?.homeRoom
    const classes = new Set(plan.classes.flatMap((own) => (own.homeRoom === home ? [own.id] : [])))
    this.classes = classes
    this.students = plan.students.filter((own) => classes.has(own.class))
    this.elsewhere = new Set(plan.students.flatMap((own) => (classes.has(own.class) ? [] : [own.id])))
  }

  isOn(weekday: Weekday): boolean {
    const { change } = this
    return change.kind !== 'bell-moved' || this.dayOf.get(change.slot) === weekday
  }

  concerns(other: Change): boolean {
    if (!this.classes || other.kind === 'bell-moved' || other === this.change) return true
    if (other.kind === 'student-joined') return this.classes.has(other.student.class)
    return 'student' in other && !this.elsewhere.has(other.student)
  }

  /** @returns by pointer and code in the plan of the day */
  faults(season: number, weekday: Weekday, held: readonly Change[]): Map<string, Fault> {
    const { change, plan } = this
    const own = seasonPlan(plan, season)
    const others = held.filter((other) => other !== change)
    const [before, after] = [this.part(own, weekday, others), this.part(own, weekday, held)]
    const found = new Map<string, Fault>()
    if (change.kind === 'bell-moved') {
      const fault = periodFault(after, after.seasons[0]!, change)
      // periods in disorder have no first bell to ask for
      if (fault) return found.set(fault.code, { pointer: '/start', value: change.start, ...fault })
    } else if (!this.addsTo(before, after)) return found
    const checks = change.kind === 'bell-moved' ? [checkClasses, checkLimits] : [checkClasses, checkStudents, checkLimits]
    const nameOf = ({ pointer, code }: Fault) => JSON.stringify([pointer, code])
    const known = new Set(partFaults(before, checks).map(nameOf))
    const [pointer, value] =
      change.kind === 'bell-moved'
        ? ['/start', change.start]
        : change.kind === 'student-joined'
          ? ['/student/attends', change.student.attends]
          : ['/attends', change.attends]
    for (const fault of partFaults(after, checks)) {
      // who needs what, and what is not chosen, is no matter of days
      if (/^\/students\/\d+\/(?!attends)/.test(fault.pointer) || known.has(nameOf(fault))) continue
      if (change.kind === 'bell-moved' && ofDismissal.has(fault.code)) continue
      found.set(nameOf(fault), { ...fault, pointer, value })
    }
    return found
  }

  /** who comes less often puts nothing in the way */
  private addsTo(before: Plan, after: Plan): boolean {
    const { change } = this
    if (change.kind === 'bell-moved') return true
    const id = change.kind === 'student-joined' ? change.student.id : change.student
    const attends = (part: Plan) => part.students.find((own) => own.id === id)?.attends ?? []
    const until = attends(before)
    return attends(after).some((slot) => !until.includes(slot))
  }

  private part(season: Plan, weekday: Weekday, held: readonly Change[]): Plan {
    const base = this.base(season, weekday)
    const on = (slot: string) => this.dayOf.get(slot) === weekday
    const changed = new Map<string, readonly string[]>()
    const joined: Student[] = []
    const bells = { ...base.seasons[0]!.bells }
    for (const own of held) {
      if (own.kind === 'bell-moved' && bells[own.slot]) bells[own.slot] = { start: own.start, end: own.end }
      // last in the list: the others have the same pointers with it and without
      if (own.kind === 'student-joined' && own !== this.change) joined.push(own.student)
      if (own.kind === 'student-left') changed.set(own.student, [])
      if (own.kind === 'student-slots') changed.set(own.student, own.attends)
    }
    if (this.change.kind === 'student-joined' && held.includes(this.change)) joined.push(this.change.student)
    const all = joined.length > 0 ? [...base.students, ...joined.map((own) => ({ ...own, attends: own.attends.filter(on) }))] : base.students
    const students = changed.size > 0 ? all.map((own) => ({ ...own, attends: changed.get(own.id)?.filter(on) ?? own.attends })) : all
    return { ...base, students, seasons: [{ ...base.seasons[0]!, bells }] }
  }

  private base(season: Plan, weekday: Weekday): Plan {
    const key = JSON.stringify([season.seasons[0]!.id, weekday])
    const known = this.parts.get(key)
    if (known) return known
    const slots = season.slots.filter((slot) => slot.weekday === weekday)
    const on = new Set(slots.map(({ id }) => id))
    const isHere = (id: string) => this.classes?.has(id) ?? true
    const students = this.students.map((own) => ({ ...own, attends: own.attends.filter((slot) => on.has(slot)) }))
    const base = { ...season, slots, classes: season.classes.filter(({ id }) => isHere(id)), students, staff: [], activities: [] }
    this.parts.set(key, base)
    return base
  }
}
