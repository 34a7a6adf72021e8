import { expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { type Change, newWeeks, parseChanges, planOn, type Rebalanced, rebalance } from '../../../../models/after-school/rebalance/index.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { Draw } from '../../../support/draw.ts'
import { grown, randomChanges, type School } from './school.ts'

const school = grown('village', 4)
/** nobody is ever anywhere without their own consent, or the school’s duty of care */
const consent: readonly string[] = ['staff-offer', 'staff-refusal', 'staff-role', 'staff-vetting', 'student-consent', 'grade-fit']

/** Anything that might be sent: sound changes, twice over, on dates that mean nothing, of people who are gone or never were, and what is no change at all. */
function anything(draw: Draw, { plan, timetable }: School): unknown[] {
  const [change] = randomChanges({ plan, timetable }, draw) as [Change]
  const saturday = '2026-11-28'
  const slot = draw.pick(plan.slots)
  const bell = plan.seasons.map(({ bells }) => bells[slot.id]).find((found) => found !== undefined)!
  const student = draw.pick(plan.students)
  const on = { from: change.from, ...(change.to !== undefined && { to: change.to }) }
  return draw.pick<() => unknown[]>([
    () => [change],
    () => [change, change],
    () => [{ ...change, from: saturday, to: saturday }],
    () => [{ ...change, from: '2020-01-01', to: '2020-02-01' }],
    () => [{ ...change, to: '2020-02-01' }],
    () => [{ ...change, from: '2020-01-01' }],
    () => [{ ...change, from: '2026-02-30' }],
    () => [{ ...change, staff: 'nobody', student: 'nobody', room: 'nowhere', activity: 'nothing' }],
    () => [
      { kind: 'student-left', student: student.id, ...on },
      { kind: 'student-slots', student: student.id, attends: [slot.id], ...on },
      { kind: 'student-left', student: student.id, from: change.from },
    ],
    () => [{ kind: 'student-slots', student: student.id, attends: [slot.id, slot.id], ...on }],
    () => [{ kind: 'student-joined', student, ...on }],
    () => [{ kind: 'bell-moved', slot: slot.id, start: bell.start, end: bell.end, ...on }],
    () => [{ kind: 'bell-moved', slot: slot.id, start: '14:00', end: '14:20', ...on }],
    () => [{ kind: 'bell-moved', slot: slot.id, start: bell.end, end: bell.start, ...on }],
    () => [{ kind: 'section-cancelled', activity: plan.activities[0].id, number: draw.between(1, 99), ...on }],
    () => plan.staff.map(({ id }) => ({ kind: 'staff-away', staff: id, from: change.from, to: change.from })),
    () => plan.rooms.map(({ id }) => ({ kind: 'room-closed', room: id, from: change.from, to: change.from })),
    () => [{}],
    () => [{ ...change, kind: draw.pick(['holiday', 'staff-away', 'room-closed', 'session-cancelled']) }],
  ])()
}

it.each(Array.from({ length: 12 }, (_, i) => i))('whatever is sent, the answer is a timetable without a breach or a list of faults (stream %i)', (seed) => {
  const draw = new Draw(seed)
  let now: School['timetable'] | Rebalanced = school.timetable
  for (let i = 0; i < 8; i++) {
    const input = { changes: anything(draw, school) }
    const earlier: Rebalanced | undefined = 'dated' in now ? now : undefined
    let changes: Change[]
    try {
      changes = parseChanges(school.plan, input, earlier?.changes)
    } catch (error) {
      expect(error, JSON.stringify(input)).toBeInstanceOf(FaultError)
      for (const { pointer, message } of (error as FaultError).faults)
        expect([pointer.startsWith('/changes') || pointer === '', message.en.length > 0]).toEqual([true, true])
      continue
    }
    const answer: Rebalanced = rebalance(school.plan, now, changes, { deadlineMilliseconds: 1e6 })
    for (const week of newWeeks(answer, earlier)) {
      const report = checkTimetable(planOn(school.plan, answer, week), week.timetable)
      expect(report.hard, JSON.stringify(input)).toBe(week.cost.hard)
      // nothing but classes that have no room is a breach
      expect(report.hard, JSON.stringify(input)).toBe(week.unhoused.length)
      for (const { id, amount } of report.constraints) if (consent.includes(id)) expect([id, amount]).toEqual([id, 0])
    }
    now = answer
  }
})
