import { expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { planSchema } from '../../../../models/after-school/plan.ts'
import { type Change, parseChanges, parseCurrent, type Rebalanced, rebalance, rulingOn } from '../../../../models/after-school/rebalance/index.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { smallPlan } from '../../../support/plan.ts'
import { care, chess, lead, partsOf } from '../check/support.ts'

const plan = planSchema.parse(smallPlan())
const both = ['summer', 'winter']
const timetable = partsOf({ sections: [chess], posts: both.flatMap((s) => [lead('chess', 'mon-1', s, 'P1'), care('C1', 'mon-1', s, 'T1')]) })
const told = (now: typeof timetable | Rebalanced, ...changes: Change[]) =>
  rebalance(plan, now, parseChanges(plan, { changes }, 'dated' in now ? now.changes : []))
const day = { from: '2026-09-07', to: '2026-09-07' }
const answer = told(timetable, { kind: 'staff-away', staff: 'T1', ...day })

const faultsOf = (input: unknown): string[] => {
  try {
    parseCurrent(plan, input)
    return []
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`)
  }
}

it.each<[name: string, tweak: (answer: Rebalanced) => void, expected: string[]]>([
  ['its own answer', () => {}, []],
  ['no change at all', (a) => Object.assign(a, { changes: [], dated: [] }), []],
  [
    'a child of a class that is not there',
    ({ changes }) => changes.push({ kind: 'student-joined', student: { ...plan.students[0]!, id: 'N', class: 'C9' }, from: '2026-09-07' }),
    ['/changes/1/student/class unknown-class'],
  ],
  [
    'a slot that is not there',
    ({ changes }) => changes.push({ kind: 'student-slots', student: 'S01', attends: ['nope'], from: '2026-09-07' }),
    ['/changes/1/attends/0 unknown-slot'],
  ],
  ['a season that is not there', ({ dated: [d] }) => Object.assign(d!, { season: 'x' }), ['/dated/0/season unknown-season']],
  ['a date of another week', ({ dated: [d] }) => d!.dates.push('2026-09-14'), ['/dated/0/dates/1 no-service']],
  [
    'a class without a room that is not there',
    ({ dated: [d] }) => d!.unhoused.push({ class: 'C9', slot: 'mon-1' }),
    ['/dated/0/unhoused/0/class unknown-class'],
  ],
  [
    'a cancelled session that is not there',
    ({ dated: [d] }) => d!.cancelled.push({ activity: 'ches', number: 1, slot: 'mon-9' }),
    ['/dated/0/cancelled/0/activity unknown-activity', '/dated/0/cancelled/0/slot unknown-slot'],
  ],
  [
    'people and activities that are not there, in the week and in the term',
    (a) => {
      Object.assign(a, { backups: [{ activity: 'chess', number: 1, staff: 'X3' }] })
      a.timetable.posts.push(care('C1', 'mon-2', 'winter', 'X1'))
      a.dated[0]!.timetable.posts.push(care('C1', 'mon-2', 'summer', 'X2'))
      a.dated[0]!.timetable.sections[0]!.activity = 'ches'
    },
    ['/timetable/posts/4/staff/0 unknown-staff', '/backups/0/staff unknown-staff', '/dated/0/timetable/sections/0/activity unknown-activity'],
  ],
])('reads %s', (_, tweak, expected) => {
  const input = structuredClone(answer)
  tweak(input)
  const found = faultsOf(JSON.parse(JSON.stringify(input)))
  expect(found).toEqual(expect.arrayContaining(expected))
  if (expected.length === 0) expect(found).toEqual([])
})

it('lists what is wrong with changes and weeks at once, and says what it had to say of changes', () => {
  const input = structuredClone(answer)
  input.changes.push({ kind: 'room-closed', room: 'R9', from: '2026-09-07' })
  input.dated[0]!.season = 'x'
  input.timetable.posts.push(care('C1', 'mon-2', 'winter', 'X1'))
  expect(faultsOf(input)).toEqual(['/timetable/posts/4/staff/0 unknown-staff', '/changes/1/room unknown-room', '/dated/0/season unknown-season'])
})

it('a change that came later, and made days of earlier ones others, is no reason to refuse them', () => {
  const joined = told(timetable, { kind: 'student-joined', student: { ...plan.students[0]!, id: 'N', attends: ['mon-2'] }, from: '2026-09-07' })
  const children = plan.students.filter((own) => own.class === 'C1').map(({ id }): Change => ({ kind: 'student-left', student: id, ...day }))
  const alone = told(joined, ...children)
  expect(faultsOf(JSON.parse(JSON.stringify(alone)))).toEqual([])
})

it('a week is asked of the plan as it is in that week, though the same dated timetable ruled another before', () => {
  const joined = told(timetable, { kind: 'student-joined', student: { ...plan.students[0]!, id: 'N' }, from: '2026-09-07' })
  const left = told(joined, { kind: 'student-left', student: 'S01', ...day })
  const there = rulingOn(plan, left, '2026-09-14')
  expect(there.plan.students[0]!.attends).toEqual(plan.students[0]!.attends)
  expect(checkTimetable(there.plan, there.timetable).hard).toBe(0)
})
