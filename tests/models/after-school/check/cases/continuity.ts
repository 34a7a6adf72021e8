import { assistant, type Case, care, chess, general, hosted, lead, section, theActivity, theStudent } from '../support.ts'

export const continuityCases: readonly Case[] = [
  {
    row: 'lead-continuity',
    name: 'one leader all term',
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'T1'), lead('chess', 'mon-1', 'winter', 'T1')] },
    amount: 0,
  },
  {
    row: 'lead-continuity',
    name: 'another in winter',
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'T1'), lead('chess', 'mon-1', 'winter', 'T2')] },
    amount: 1,
  },
  {
    row: 'lead-continuity',
    name: 'two leaders wanted, four people over two sessions; assistants are not counted',
    plan: (p) => {
      Object.assign(theActivity(p, 'chess'), {
        sessionsPerWeek: 2,
        roles: [
          { role: 'lead', count: 2 },
          { role: 'assistant', count: 1 },
        ],
      })
    },
    timetable: {
      sections: [
        section(
          'chess',
          [
            ['mon-1', 'ART'],
            ['tue-1', 'ART'],
          ],
          ['S01', 'S02'],
        ),
      ],
      posts: [
        lead('chess', 'mon-1', 'summer', 'T1', 'T2'),
        lead('chess', 'tue-1', 'summer', 'T2', 'T3'),
        lead('chess', 'tue-1', 'winter', 'P1'),
        assistant('chess', 'mon-1', 'summer', 'K1'),
      ],
    },
    amount: 2,
  },

  { row: 'care-continuity', name: 'one teacher', timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'tue-1', 'winter', 'T1')] }, amount: 0 },
  {
    row: 'care-continuity',
    name: 'three people for C1, one for C2',
    timetable: {
      posts: [
        care('C1', 'mon-1', 'summer', 'T1'),
        care('C1', 'tue-1', 'summer', 'T2'),
        care('C1', 'tue-1', 'winter', 'T3'),
        care('C2', 'tue-1', 'winter', 'T1'),
      ],
    },
    amount: 2,
  },
  {
    row: 'care-continuity',
    name: 'the host’s supervisor is one of both classes',
    timetable: {
      care: [hosted('C2', 'mon-1', 'C1')],
      posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'tue-1', 'summer', 'T1'), care('C2', 'tue-1', 'summer', 'T2')],
    },
    amount: 1,
  },
  {
    row: 'care-continuity',
    name: 'a group of six needs two: of three people one is too many',
    plan: (p) => {
      p.policy.overrides = [{ field: 'studentsPerSupervisor', value: 5, reason: 'for the test' }]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1', 'T2'), care('C1', 'tue-1', 'summer', 'T1', 'T3')] },
    amount: 1,
  },

  {
    row: 'handover',
    name: 'another day, another teacher',
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'tue-1', 'summer', 'T2'), care('C1', 'mon-2', 'winter', 'T2')] },
    amount: 0,
  },
  {
    row: 'handover',
    name: 'two on Monday and two on Tuesday in summer',
    timetable: {
      posts: [
        care('C1', 'mon-1', 'summer', 'T1'),
        care('C1', 'mon-2', 'summer', 'T2'),
        care('C1', 'tue-1', 'summer', 'T1'),
        care('C1', 'tue-2', 'summer', 'T3'),
      ],
    },
    amount: 2,
  },
  {
    row: 'handover',
    name: 'C2 is with C1 in the first period, with its own teacher in the second',
    timetable: {
      care: [hosted('C2', 'mon-1', 'C1')],
      posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-2', 'summer', 'T1'), care('C2', 'mon-2', 'summer', 'T2')],
    },
    amount: 1,
  },

  { row: 'own-class-care', name: 'T1 teaches C1', timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1')] }, amount: 0 },
  {
    row: 'own-class-care',
    name: 'K1 teaches nobody, T2 another class',
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'K1'), care('C1', 'mon-2', 'summer', 'T2'), care('C1', 'mon-2', 'winter', 'T2')] },
    amount: 3,
  },
  {
    row: 'own-class-care',
    name: 'T2 teaches the guests',
    timetable: { care: [hosted('C2', 'mon-1', 'C1')], posts: [care('C1', 'mon-1', 'summer', 'T2')] },
    amount: 0,
  },
  {
    row: 'own-class-care',
    name: 'the host has nobody left: T1 teaches none of those who are there',
    plan: (p) => {
      for (const id of ['S01', 'S02', 'S03', 'S04', 'S05', 'S06']) theStudent(p, id).attends = ['tue-1']
    },
    timetable: { care: [hosted('C2', 'mon-1', 'C1')], posts: [care('C1', 'mon-1', 'summer', 'T1')] },
    amount: 1,
  },

  {
    row: 'season-change',
    name: 'the same in both seasons',
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'winter', 'T1')] },
    amount: 0,
  },
  { row: 'season-change', name: 'empty in winter', timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1')] }, amount: 0 },
  {
    row: 'season-change',
    name: 'one changed in care; of two at the gate one goes and one stays, of two and one nobody stays',
    plan: (p) => {
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1', 'tue-1'], count: 2 }]
    },
    timetable: {
      posts: [
        care('C1', 'mon-1', 'summer', 'T1'),
        care('C1', 'mon-1', 'winter', 'T2'),
        general('gate', 'mon-1', 'summer', 'T3', 'K1'),
        general('gate', 'mon-1', 'winter', 'K1', 'P1'),
        general('gate', 'tue-1', 'summer', 'T3', 'K1'),
        general('gate', 'tue-1', 'winter', 'P1'),
      ],
    },
    amount: 3,
  },
  {
    row: 'season-change',
    name: 'a third season: only neighbours are compared',
    plan: (p) => {
      p.seasons.push({ id: 'late', from: '2026-11-16', bells: { 'mon-1': { start: '16:00', end: '16:40' } } })
      delete p.seasons[1].bells['mon-1']
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'late', 'T2')] },
    amount: 0,
  },
]
