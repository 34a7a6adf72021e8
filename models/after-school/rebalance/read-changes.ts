import { clockOf, minutesOf } from '../../../src/calendar/index.ts'
import type { Plan, Staff, Student } from '../plan.ts'
import { resolvePolicy } from '../policy/index.ts'
import { type Fault, FaultError, pointerOf } from '../validate/fault.ts'
import { nearest } from '../validate/nearest.ts'
import { type Path, Report, text } from '../validate/report.ts'
import { maybe, shapeFaults } from '../validate/shape.ts'
import { absentBell } from './bell-faults.ts'
import { type Change, changeSchema, changesSchema, mostChanges } from './changes.ts'
import { dayFaults, documentFaults, isOfDays, type People } from './door.ts'

/** @returns everything that is wrong with a list of changes to a plan. @param earlier changes in force already: their people and students exist */
export function changesFaults(plan: Plan, input: unknown, earlier: readonly Change[] = []): { faults: Fault[]; changes: Change[] } {
  const parsed = changesSchema.safeParse(input)
  const report = new Report()
  const known = new Known(plan, report)
  for (const change of earlier) known.add(change)
  // entries of a wrong shape are no reason not to look at what the others say
  const list = parsed.success ? parsed.data.changes : listOf(input)
  const read = list.map((entry) => changeSchema.safeParse(entry).data)
  const changes = read.filter((change) => change !== undefined)
  checkEach(plan, report, known, list, read, [...earlier, ...changes])
  const shape = parsed.success ? [] : shapeFaults(changesSchema, parsed.error.issues, input)
  return { faults: [...shape, ...report.errors], changes: parsed.success ? changes : [] }
}

/** @returns what is wrong with the changes of an answer, read back: days are not looked at again, for later changes may have made others of them */
export function recordedFaults(plan: Plan, changes: readonly Change[]): Fault[] {
  const report = new Report()
  checkEach(plan, report, new Known(plan, report), changes, changes)
  return report.errors
}

/** @param read the entries that have the shape of a change, holes in place of the others. @param all in force on the days to look at; absent: look at none */
function checkEach(plan: Plan, report: Report, known: Known, list: readonly unknown[], read: readonly (Change | undefined)[], all?: readonly Change[]): void {
  list.forEach((entry, i) => {
    const change = read[i]
    if (!change) {
      known.addNamed(entry)
      return
    }
    const before = report.errors.length
    checkDates(plan, report, change, ['changes', i])
    known.check(change, ['changes', i])
    const faults = documentFaults(plan, change, known.people)
    known.add(change)
    const sound = faults.length === 0 && report.errors.length === before
    if (all && sound && isOfDays(change)) faults.push(...dayFaults(plan, change, known.people, all))
    report.errors.push(...faults.map((fault) => ({ ...fault, pointer: `${pointerOf(['changes', i])}${fault.pointer}` })))
  })
}

/** @returns the entries of what may be a list of changes */
function listOf(input: unknown): readonly unknown[] {
  const { changes } = Object(input) as { changes?: unknown }
  return Array.isArray(changes) ? changes.slice(0, mostChanges) : []
}

/** @throws FaultError with every fault */
export function parseChanges(plan: Plan, input: unknown, earlier: readonly Change[] = []): Change[] {
  const { faults, changes } = changesFaults(plan, input, earlier)
  if (faults.length > 0) throw new FaultError(faults)
  return changes
}

function checkDates({ term }: Plan, report: Report, { from, to }: Change, path: Path): void {
  if (to !== undefined && to < from) {
    report.fault([...path, 'to'], to, 'dates-order', text(`ends before it starts (${from}).`, `结束日期早于开始日期（${from}）。`), {
      suggestion: text('Exchange the two dates, or correct one.', '请对调或更正日期。'),
    })
  } else if (from > term.end || (to ?? term.end) < term.start) {
    report.fault(
      [...path, 'from'],
      from,
      'outside-term',
      text(`lies outside the term (${term.start} to ${term.end}).`, `不在学期内（${term.start}至${term.end}）。`),
    )
  }
}

type Noun = 'staff' | 'room' | 'student' | 'slot' | 'activity'
const nouns: Record<Noun, readonly [en: string, zh: string]> = {
  staff: ['member of staff', '人员'],
  room: ['room', '场地'],
  student: ['student', '学生'],
  slot: ['slot', '时段'],
  activity: ['activity', '活动'],
}

/** The ids that a change may name, those of earlier changes among them. */
class Known {
  private readonly plan: Plan
  private readonly report: Report
  private readonly ids: Record<Noun, Set<string>>
  private readonly students: Map<string, Student>
  private readonly staff: Map<string, Staff>

  constructor(plan: Plan, report: Report) {
    this.plan = plan
    this.report = report
    const of = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id))
    this.ids = {
      staff: of(plan.staff),
      room: of(plan.rooms),
      student: of(plan.students),
      slot: of(plan.slots),
      activity: of(plan.activities),
    }
    this.students = new Map(plan.students.map((own) => [own.id, own]))
    this.staff = new Map(plan.staff.map((own) => [own.id, own]))
  }

  get people(): People {
    return { students: this.students, staff: this.staff }
  }

  add(change: Change): void {
    if (change.kind === 'new-volunteer') {
      this.ids.staff.add(change.person.id)
      this.staff.set(change.person.id, change.person)
    }
    if (change.kind === 'student-joined') {
      this.ids.student.add(change.student.id)
      this.students.set(change.student.id, change.student)
    }
  }

  /** the id of somebody new whose entry has other faults */
  addNamed(entry: unknown): void {
    const { person, student } = Object(entry) as { person?: { id?: unknown }; student?: { id?: unknown } }
    if (typeof person?.id === 'string') this.ids.staff.add(person.id)
    if (typeof student?.id === 'string') this.ids.student.add(student.id)
  }

  check(change: Change, path: Path): void {
    switch (change.kind) {
      case 'staff-away':
      case 'vetting-lapsed':
      case 'staff-offers':
        this.refer('staff', change.staff, [...path, 'staff'])
        return
      case 'new-volunteer':
        this.fresh('staff', change.person.id, [...path, 'person', 'id'])
        return
      case 'room-closed':
        this.refer('room', change.room, [...path, 'room'])
        return
      case 'student-joined':
        this.fresh('student', change.student.id, [...path, 'student', 'id'])
        return
      case 'student-left':
      case 'student-slots':
        this.refer('student', change.student, [...path, 'student'])
        return
      case 'bell-moved':
        if (this.refer('slot', change.slot, [...path, 'slot'])) this.bell(change, path)
        return
      case 'section-cancelled':
      case 'session-cancelled':
        if (this.refer('activity', change.activity, [...path, 'activity'])) {
          const { max } = this.plan.activities.find(({ id }) => id === change.activity)!.sections
          if (change.number > max)
            this.report.fault([...path, 'number'], change.number, 'unknown-section', text(`there are at most ${max} sections.`, `最多${max}个班。`))
        }
        if (change.kind === 'session-cancelled') this.refer('slot', change.slot, [...path, 'slot'])
    }
  }

  private refer(noun: Noun, id: string, path: Path): boolean {
    if (this.ids[noun].has(id)) return true
    const [en, zh] = nouns[noun]
    this.report.fault(path, id, `unknown-${noun}`, text(`unknown ${en} \`${id}\`.`, `未知${zh}“${id}”。`), {
      suggestion: maybe(nearest(id, [...this.ids[noun]])),
    })
    return false
  }

  private fresh(noun: Noun, id: string, path: Path): void {
    const [en, zh] = nouns[noun]
    if (this.ids[noun].has(id)) this.report.fault(path, id, 'duplicate-id', text(`there is a ${en} \`${id}\` already.`, `已有${zh}“${id}”。`))
  }

  private bell(change: Extract<Change, { kind: 'bell-moved' }>, path: Path): void {
    const { start, end } = change
    const { latestEnd } = resolvePolicy(this.plan)
    if (minutesOf(end) <= minutesOf(start))
      this.report.fault([...path, 'end'], end, 'bell-order', text(`ends no later than it starts (${start}).`, `结束时间不晚于开始时间（${start}）。`))
    else if (latestEnd !== null && minutesOf(end) > latestEnd) {
      const latest = clockOf(latestEnd)
      this.report.fault([...path, 'end'], end, 'past-latest-end', text(`ends after ${latest}.`, `结束晚于${latest}。`), {
        clause: '三(二)',
        suggestion: text(`End it by ${latest}.`, `请不晚于${latest}结束。`),
      })
    } else {
      const fault = absentBell(this.plan, change)
      if (fault) this.report.fault([...path, 'start'], start, fault.code, fault.message)
    }
  }
}
