import { describe, expect, it } from 'vitest'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import { type Change, changesFaults, changesJsonSchema } from '../../../../models/after-school/rebalance/index.ts'
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
  [
    'a new student who needs what the home room lacks',
    { kind: 'student-joined', student: { ...joined, needs: ['step-free', 'lift'] }, from: '2026-11-10' },
    ['/changes/0/student/needs/1 home-room-lacks'],
  ],
  [
    'a new student of a poor household who would be charged',
    { kind: 'student-joined', student: { ...joined, registeredPoor: true }, from: '2026-11-10' },
    ['/changes/0/student/feeExempt poor-not-exempt'],
  ],
  [
    'a new student with slots and choices named twice',
    { kind: 'student-joined', student: { ...joined, attends: ['mon-1', 'mon-1'], choices: ['chess', 'painting', 'chess'] }, from: '2026-11-10' },
    ['/changes/0/student/attends/1 repeated', '/changes/0/student/choices/2 repeated'],
  ],
  ['slots named twice', { kind: 'student-slots', student: 'S01', attends: ['mon-1', 'mon-1'], from: '2026-11-10' }, ['/changes/0/attends/1 repeated']],
  [
    'a volunteer of a season, a class and hours that are not there',
    {
      kind: 'new-volunteer',
      person: { ...plan.staff[4], id: 'P9', teaches: ['C9'], offers: [{ weekday: 'mon', season: 'spring', start: '17:00', end: '16:00' }] },
      from: '2026-11-10',
    },
    ['/changes/0/person/teaches/0 unknown-class', '/changes/0/person/offers/0/season unknown-season', '/changes/0/person/offers/0/end times-order'],
  ],
  [
    'offers that end first',
    { kind: 'staff-offers', staff: 'T1', offers: [{ weekday: 'mon', start: '17:00', end: '16:00' }], from: '2026-11-10' },
    ['/changes/0/offers/0/end times-order'],
  ],
])('%s', (_, change, expected) => {
  expect(changesFaults(plan, { changes: [change] }).faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(expected)
})

it.each([
  ['later than children may wait after the term’s dismissal', '16:45', '16:55'],
  ['before it', '15:30', '16:10'],
])('a bell may move to %s: lessons of that day end at another time, too', (_, start, end) => {
  const moved = { kind: 'bell-moved', slot: 'tue-1', start, end, from: '2026-11-10', to: '2026-11-10' }
  expect(changesFaults(plan, { changes: [moved] }).faults).toEqual([])
})

describe('days that the door would refuse', () => {
  const monday = { from: '2026-11-09', to: '2026-11-09' }
  const codes = (own: Plan, changes: unknown[], earlier: Change[] = []) =>
    changesFaults(own, { changes }, earlier).faults.map(({ pointer, code }) => `${pointer} ${code}`)
  const inHours = planSchema.parse(
    smallPlan((input) => {
      input.rooms[0].windows = (['mon', 'tue', 'wed'] as const).map((weekday) => ({ weekday, start: '16:00', end: '17:57' }))
    }),
  )

  it('a bell outside the hours of a home room, on dates on which it has moved', () => {
    const bell = { kind: 'bell-moved', slot: 'mon-2', start: '17:20', end: '18:00', ...monday }
    expect(codes(inHours, [bell])).toEqual(['/changes/0/start home-room-closed'])
    expect(codes(plan, [bell])).toEqual([])
    // a Tuesday alone has no such slot
    expect(codes(inHours, [{ ...bell, from: '2026-11-10', to: '2026-11-10' }])).toEqual([])
  })

  it('is no fault that the change does not bring', () => {
    expect(codes(inHours, [{ kind: 'room-closed', room: 'R1', ...monday }])).toEqual([])
    const closed: Change = { kind: 'room-closed', room: 'R1', ...monday }
    expect(codes(inHours, [{ kind: 'student-joined', student: joined, ...monday }], [closed])).toEqual([])
  })

  it('two bells that move together are looked at together, on the dates of both alone', () => {
    const first = { kind: 'bell-moved', slot: 'mon-1', start: '16:20', end: '17:00', ...monday }
    const second = { kind: 'bell-moved', slot: 'mon-2', start: '17:05', end: '17:40', ...monday }
    expect(codes(plan, [first, second])).toEqual([])
    expect(codes(plan, [first, { ...second, from: '2026-11-16', to: '2026-11-16' }])).toEqual(['/changes/0/start bells-in-disorder'])
  })

  it('a child who comes less often puts nothing in the way; one who comes at other times may', () => {
    const own = planSchema.parse(
      smallPlan((input) => {
        for (const student of input.students) if (student.class === 'C1' && student.id !== 'S01') student.attends = ['tue-1']
      }),
    )
    const late = { kind: 'student-joined', student: { ...joined, attends: ['mon-2'] }, ...monday }
    expect(codes(own, [late])).toEqual([])
    expect(codes(own, [late], [{ kind: 'student-left', student: 'S01', from: '2026-09-01' }])).toEqual(['/changes/0/student/attends long-handover'])
    expect(codes(own, [{ kind: 'student-slots', student: 'S01', attends: ['tue-1'], ...monday }], [])).toEqual([])
  })
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
