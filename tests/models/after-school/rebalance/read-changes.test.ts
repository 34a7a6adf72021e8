import { expect, it } from 'vitest'
import { planSchema } from '../../../../models/after-school/plan.ts'
import { changesFaults, changesJsonSchema } from '../../../../models/after-school/rebalance/index.ts'
import { smallPlan } from '../../../support/plan.ts'

const plan = planSchema.parse(smallPlan())
const joined = { ...plan.students[0], id: 'S99' }

it.each<[name: string, change: unknown, expected: string[]]>([
  ['a person away', { kind: 'staff-away', staff: 'T1', from: '2026-11-10', to: '2026-11-12' }, []],
  ['a person who is not there', { kind: 'staff-away', staff: 'T11', from: '2026-11-10' }, ['/changes/0/staff unknown-staff']],
  ['an unknown kind', { kind: 'staff-gone', staff: 'T1', from: '2026-11-10' }, ['/changes/0/kind not-an-option']],
  ['an unknown field', { kind: 'staff-away', staff: 'T1', from: '2026-11-10', until: '2026-11-12' }, ['/changes/0/until unknown-field']],
  ['dates the wrong way round', { kind: 'staff-away', staff: 'T1', from: '2026-11-12', to: '2026-11-10' }, ['/changes/0/to dates-order']],
  ['dates after the term', { kind: 'staff-away', staff: 'T1', from: '2026-12-10' }, ['/changes/0/from outside-term']],
  ['a closed room', { kind: 'room-closed', room: 'ART', from: '2026-11-10' }, []],
  ['a room that is not there', { kind: 'room-closed', room: 'R9', from: '2026-11-10' }, ['/changes/0/room unknown-room']],
  ['a new student', { kind: 'student-joined', student: joined, from: '2026-11-10' }, []],
  [
    'a new student whose id is taken',
    { kind: 'student-joined', student: { ...joined, id: 'S01' }, from: '2026-11-10' },
    ['/changes/0/student/id duplicate-id'],
  ],
  ['slots that do not exist', { kind: 'student-slots', student: 'S01', attends: ['thu-1'], from: '2026-11-10' }, ['/changes/0/attends/0 unknown-slot']],
  ['a bell past the latest end', { kind: 'bell-moved', slot: 'mon-1', start: '18:00', end: '18:40', from: '2026-11-10' }, ['/changes/0/end past-latest-end']],
  ['a bell that ends first', { kind: 'bell-moved', slot: 'mon-1', start: '17:00', end: '16:40', from: '2026-11-10' }, ['/changes/0/end bell-order']],
  ['a bell moved a little', { kind: 'bell-moved', slot: 'mon-1', start: '16:15', end: '16:50', from: '2026-11-10' }, []],
  [
    'a bell into the next period',
    { kind: 'bell-moved', slot: 'mon-1', start: '16:40', end: '17:30', from: '2026-11-10' },
    ['/changes/0/start bells-in-disorder'],
  ],
  [
    'a bell before the period before',
    { kind: 'bell-moved', slot: 'mon-2', start: '14:00', end: '14:30', from: '2026-11-10' },
    ['/changes/0/start bells-in-disorder'],
  ],
  ['a section too many', { kind: 'section-cancelled', activity: 'chess', number: 2, from: '2026-11-10' }, ['/changes/0/number unknown-section']],
  [
    'a barred volunteer',
    { kind: 'new-volunteer', person: { ...plan.staff[4], id: 'P9', certificates: { character: { status: 'barred' } } }, from: '2026-11-10' },
    ['/changes/0/person/certificates/character/status barred'],
  ],
])('%s', (_, change, expected) => {
  expect(changesFaults(plan, { changes: [change] }).faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected)
})

it('knows the people of earlier changes, and of earlier entries of the list', () => {
  const volunteer = { kind: 'new-volunteer' as const, person: { ...plan.staff[4], id: 'P9' }, from: '2026-11-02' }
  const away = { kind: 'staff-away' as const, staff: 'P9', from: '2026-11-10' }
  expect(changesFaults(plan, { changes: [away] }).faults).toHaveLength(1)
  expect(changesFaults(plan, { changes: [away] }, [volunteer]).faults).toEqual([])
  expect(changesFaults(plan, { changes: [volunteer, away] }).faults).toEqual([])
})

it('lists what is wrong with every entry, whatever is wrong with the others', () => {
  const faults = (changes: unknown) => changesFaults(plan, { changes }).faults.map(({ pointer, code }) => `${pointer} ${code}`)
  const joining = { kind: 'student-joined', student: { ...joined, extra: 1 }, from: '2026-11-10' }
  const slots = { kind: 'student-slots', student: 'S99', attends: ['thu-1'], from: '2026-11-10' }
  expect(
    faults([
      { kind: 'staff-away', staff: 'T11', from: '2026-11-10' },
      { kind: 'room-closed', room: 'ART', from: '2026-13-01' },
      { kind: 'room-closed', room: 'R9', from: '2026-12-10' },
      joining,
      slots,
    ]),
  ).toEqual([
    '/changes/1/from bad-format',
    '/changes/3/student/extra unknown-field',
    '/changes/0/staff unknown-staff',
    '/changes/2/from outside-term',
    '/changes/2/room unknown-room',
    '/changes/4/attends/0 unknown-slot',
  ])
  expect(faults('nothing')).toEqual(['/changes wrong-type'])
  expect(changesFaults(plan, null).faults).toHaveLength(1)
})

it('has a JSON schema of each kind', () => {
  const { properties } = changesJsonSchema() as unknown as { properties: { changes: { items: { oneOf: { properties: { kind: { const: string } } }[] } } } }
  const kinds = properties.changes.items.oneOf.map((kind) => kind.properties.kind.const)
  expect(kinds).toEqual(
    expect.arrayContaining([
      'staff-away',
      'vetting-lapsed',
      'new-volunteer',
      'room-closed',
      'student-joined',
      'student-left',
      'student-slots',
      'bell-moved',
      'section-cancelled',
      'session-cancelled',
    ]),
  )
})
