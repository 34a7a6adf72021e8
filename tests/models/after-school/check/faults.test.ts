import { expect, test } from 'vitest'
import { parseTimetable, timetableFaults } from '../../../../models/after-school/check/index.ts'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { assistant, care, chess, duty, general, hosted, lead, planOf, section } from './support.ts'

const careRoom = (plan: PlanInput) => {
  plan.careRooms = [{ room: 'ART' }]
  plan.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1'] }]
}

const tables: readonly { name: string; timetable: unknown; faults: readonly string[] }[] = [
  { name: 'the empty one', timetable: {}, faults: [] },
  {
    name: 'a whole one',
    timetable: {
      sections: [chess],
      care: [hosted('C2', 'tue-1', 'C1'), hosted('C1', 'mon-2', 'ART'), hosted('C2', 'mon-2', 'C2')],
      posts: [
        lead('chess', 'mon-1', 'summer', 'P1'),
        care('C1', 'tue-1', 'winter', 'T1'),
        care('ART', 'mon-2', 'summer', 'T2'),
        duty('wed-1', 'summer', 'K1'),
        general('gate', 'mon-1', 'winter', 'T3'),
      ],
      backups: [{ activity: 'chess', number: 1, staff: 'T1' }],
      provenance: { seed: 1 },
    },
    faults: [],
  },
  { name: 'no object', timetable: [], faults: [' wrong-type'] },
  {
    name: 'wrong shapes beside an unknown id: both are said',
    timetable: {
      sections: [{ activity: 'chess', number: 0, sessions: [], students: ['S01'] }, section('ches', [['mon-1', 'ART']], ['S01'])],
      posts: [{ kind: 'cook', season: 'summer', staff: [] }],
      extra: 1,
    },
    faults: ['/sections/0/number too-small', '/posts/0/kind not-an-option', '/extra unknown-field', '/sections/1/activity unknown-activity'],
  },
  {
    name: 'unknown ids of a section',
    timetable: { sections: [section('chess', [['mon-9', 'R9']], ['S01', 'S99'])] },
    faults: ['/sections/0/students/1 unknown-student', '/sections/0/sessions/0/room unknown-room', '/sections/0/sessions/0/slot unknown-slot'],
  },
  {
    name: 'unknown ids of hosts: R2 is a room, but no care room',
    timetable: { care: [hosted('C9', 'mon-9', 'R2')] },
    faults: ['/care/0/class unknown-class', '/care/0/slot unknown-slot', '/care/0/host unknown-host'],
  },
  {
    name: 'unknown ids of posts',
    timetable: {
      posts: [
        lead('ches', 'mon-9', 'sumer', 'T9'),
        care('C9', 'mon-1', 'summer'),
        { kind: 'duty', site: 'west', block: 'mon', season: 'summer', staff: [] },
        general('door', 'mon-1', 'summer'),
      ],
    },
    faults: [
      '/posts/0/season unknown-season',
      '/posts/0/activity unknown-activity',
      '/posts/0/slot unknown-slot',
      '/posts/0/staff/0 unknown-staff',
      '/posts/1/host unknown-host',
      '/posts/2/site unknown-site',
      '/posts/2/block unknown-block',
      '/posts/3/duty unknown-duty',
    ],
  },
  {
    name: 'unknown ids of backups',
    timetable: { backups: [{ activity: 'ches', number: 1, staff: 'T9' }] },
    faults: ['/backups/0/activity unknown-activity', '/backups/0/staff unknown-staff'],
  },
  {
    name: 'a backup of sections that do not run; of what is misshaped nothing is said',
    timetable: {
      sections: [chess],
      backups: [
        { activity: 'chess', number: 77, staff: 'T1' },
        { activity: 'chess', number: 1, staff: 'T1' },
        { activity: 'football', number: 1, staff: 'T1' },
      ],
    },
    faults: ['/backups/0/number unknown-section', '/backups/2/number unknown-section'],
  },
  {
    name: 'backups beside another fault of form',
    timetable: { sections: [chess], care: 1, backups: [{ activity: 'chess', number: 77, staff: 'T9' }, { activity: 'chess' }] },
    faults: [
      '/care wrong-type',
      '/backups/1/number missing',
      '/backups/1/staff missing',
      '/backups/0/number unknown-section',
      '/backups/0/staff unknown-staff',
    ],
  },
  {
    name: 'backups beside a section without form: it may be the one',
    timetable: { sections: [{ activity: 'chess' }], backups: [{ activity: 'chess', number: 1, staff: 'T1' }] },
    faults: ['/sections/0/number missing', '/sections/0/sessions missing', '/sections/0/students missing'],
  },
  { name: 'a section twice', timetable: { sections: [chess, chess] }, faults: ['/sections/1 duplicate-section'] },
  { name: 'no students', timetable: { sections: [section('chess', [['mon-1', 'ART']], [])] }, faults: ['/sections/0/students section-without-students'] },
  { name: 'no session where one is due', timetable: { sections: [section('chess', [], ['S01'])] }, faults: ['/sections/0/sessions session-count'] },
  {
    name: 'no period follows',
    timetable: { sections: [section('painting', [['mon-2', 'ART']], ['S02'])] },
    faults: ['/sections/0/sessions/0/slot no-next-period'],
  },
  {
    name: 'a student twice',
    timetable: { sections: [section('chess', [['mon-1', 'ART']], ['S01', 'S02', 'S01'])] },
    faults: ['/sections/0/students/2 duplicate-student'],
  },
  { name: 'two hosts', timetable: { care: [hosted('C2', 'mon-1', 'C1'), hosted('C2', 'mon-1', 'ART')] }, faults: ['/care/1 two-hosts'] },
  { name: 'a host that is hosted', timetable: { care: [hosted('C2', 'mon-1', 'C1'), hosted('C1', 'mon-1', 'ART')] }, faults: ['/care/0/host host-chain'] },
  {
    name: 'two classes that host each other',
    timetable: { care: [hosted('C2', 'mon-1', 'C1'), hosted('C1', 'mon-1', 'C2')] },
    faults: ['/care/0/host host-chain', '/care/1/host host-chain'],
  },
  {
    name: 'a post twice',
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'summer', 'T2')] },
    faults: ['/posts/1 duplicate-post'],
  },
  { name: 'a person twice in a post', timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1', 'T1')] }, faults: ['/posts/0/staff/1 duplicate-person'] },
  { name: 'two people where one is needed', timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1', 'T2')] }, faults: ['/posts/0/staff post-over-need'] },
  {
    name: 'posts of what does not run: no bell in winter, no section, no such role, an empty group, another slot, not a slot of the duty',
    timetable: {
      sections: [chess],
      care: [hosted('C2', 'mon-1', 'C1')],
      posts: [
        care('C1', 'wed-1', 'winter', 'T1'),
        lead('football', 'tue-1', 'summer', 'T2'),
        assistant('chess', 'mon-1', 'summer', 'T1'),
        care('C2', 'mon-1', 'summer', 'T1'),
        lead('chess', 'tue-1', 'summer', 'T1'),
        general('gate', 'mon-2', 'summer', 'T1'),
        care('C2', 'mon-1', 'winter'),
      ],
    },
    faults: [0, 1, 2, 3, 4, 5].map((i) => `/posts/${i}/staff post-over-need`),
  },
  {
    name: 'a section with a fault says nothing about the needs of care, duty and its own posts, but others are judged',
    timetable: {
      sections: [section('chess', [['mon-9', 'ART']], ['S01', 'S02']), section('football', [['tue-1', 'FIELD']], ['S01', 'S03'])],
      posts: [lead('chess', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'summer', 'T1', 'T2'), lead('football', 'tue-1', 'summer', 'T1', 'T2')],
    },
    faults: ['/sections/0/sessions/0/slot unknown-slot', '/posts/2/staff post-over-need'],
  },
]

test('a section of which something is misshaped: what it names is looked at all the same', () => {
  const found = timetableFaults(planOf(), {
    sections: [{ ...section('knitting', [['mon-9', 'ART']], ['S01', 'S99']), number: 0 }],
    posts: [{ ...care('C1', 'mon-1', 'summer', 'T9'), kind: 'cafe' }],
  })
  expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/sections/0/number too-small',
    '/posts/0/kind not-an-option',
    '/sections/0/activity unknown-activity',
    '/sections/0/students/1 unknown-student',
    '/sections/0/sessions/0/slot unknown-slot',
  ])
})

test.each(tables)('$name', ({ timetable, faults }) => {
  const plan = planOf(careRoom)
  const found = timetableFaults(plan, timetable)
  expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(faults)
  for (const { message } of found) {
    expect(message.en).not.toMatch(/undefined|NaN|\[object/)
    expect(message.zh).toMatch(/\p{Script=Han}/u)
  }
  if (faults.length === 0) expect(parseTimetable(plan, timetable)).toMatchObject(timetable as object)
  else expect(() => parseTimetable(plan, timetable)).toThrow(FaultError)
})

test('a fault shows the value and the way out', () => {
  const [fault] = timetableFaults(planOf(), { posts: [care('C1', 'mon-1', 'sumer', 'T1')] })
  expect(fault).toEqual({
    pointer: '/posts/0/season',
    value: 'sumer',
    code: 'unknown-season',
    message: { en: 'unknown season `sumer`.', zh: '未知作息季“sumer”。' },
    suggestion: { en: 'Maybe `summer`?', zh: '是否为“summer”？' },
  })
})
