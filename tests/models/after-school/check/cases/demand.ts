import { assistant, type Case, care, chess, duty, general, hosted, lead, section, theActivity, theStaff } from '../support.ts'

const painting = section('painting', [['mon-1', 'ART']], ['S02', 'S04'])

export const demandCases: readonly Case[] = [
  // summer: 5 slots × (2 classes + 1 duty leader); winter: 4 slots × 3
  { row: 'unfilled-seat', name: 'nobody seated anywhere', amount: 27 },
  { row: 'unfilled-seat', name: 'two of them filled', timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), duty('mon-1', 'summer', 'K1')] }, amount: 25 },
  { row: 'unfilled-seat', name: 'a club has a leader in both seasons, nobody less in care', timetable: { sections: [chess] }, amount: 29 },
  {
    row: 'unfilled-seat',
    name: 'an assistant for every two of three students, two leaders: 2 × 4 more',
    plan: (p) => {
      theActivity(p, 'chess').roles = [
        { role: 'lead', count: 2 },
        { role: 'assistant', perStudents: 2 },
      ]
    },
    timetable: { sections: [chess] },
    amount: 35,
  },
  { row: 'unfilled-seat', name: 'one host for both classes on Monday', timetable: { care: [hosted('C2', 'mon-1', 'C1')] }, amount: 25 },
  {
    row: 'unfilled-seat',
    name: 'four children per supervisor: 6 need two; C2 has 5, 5, 6, 5 and 4 on Monday to Wednesday',
    plan: (p) => {
      p.policy.overrides = [{ field: 'studentsPerSupervisor', value: 4, reason: 'for the test' }]
    },
    // C1: 6 5 6 5 6 → 2 2 2 2 2; C2: 5 5 6 5 4 → 2 2 2 2 1; duty 5; winter without Wednesday: 8 + 8 + 4
    amount: 10 + 9 + 5 + 20,
  },
  {
    row: 'unfilled-seat',
    name: 'the gate needs two at mon-1 in both seasons and at wed-1 in summer',
    plan: (p) => {
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1', 'wed-1'], count: 2 }]
    },
    timetable: { posts: [general('gate', 'wed-1', 'summer', 'T1')] },
    amount: 27 + 6 - 1,
  },
  {
    row: 'unfilled-seat',
    name: 'both Monday slots share their duty leader',
    plan: (p) => {
      for (const slot of p.slots) if (slot.weekday === 'mon') slot.dutyBlock = 'mon'
    },
    amount: 25,
  },
  {
    row: 'unfilled-seat',
    name: 'all in place: nobody attends but the chess club, which has its leader and no duty',
    plan: (p) => {
      for (const student of p.students) student.attends = ['S01', 'S02', 'S03'].includes(student.id) ? ['mon-1'] : []
    },
    timetable: {
      sections: [chess],
      posts: [lead('chess', 'mon-1', 'summer', 'P1'), lead('chess', 'mon-1', 'winter', 'P1'), duty('mon-1', 'summer', 'K1'), duty('mon-1', 'winter', 'K1')],
    },
    amount: 0,
  },

  {
    row: 'led',
    name: 'a leader in both seasons',
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'T1'), lead('chess', 'mon-1', 'winter', 'P1')] },
    amount: 0,
  },
  { row: 'led', name: 'no leader in winter', timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'T1')] }, amount: 1 },
  {
    row: 'led',
    name: 'three leaders wanted, one there; an assistant is none',
    plan: (p) => {
      theActivity(p, 'chess').roles = [
        { role: 'lead', count: 3 },
        { role: 'assistant', count: 1 },
      ]
    },
    timetable: {
      sections: [chess],
      posts: [lead('chess', 'mon-1', 'summer', 'T1'), lead('chess', 'mon-1', 'winter', 'T1', 'T2'), assistant('chess', 'mon-1', 'winter', 'P1')],
    },
    amount: 3,
  },
  { row: 'led', name: 'painting over two periods has one leader a season', timetable: { sections: [painting] }, amount: 2 },

  { row: 'budget', name: 'no budget', timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1')] }, amount: 0 },
  {
    row: 'budget',
    name: '50 yuan, 50 in the budget',
    plan: (p) => {
      p.budget = { yuanPerWeek: 50 }
    },
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1')] },
    amount: 0,
  },
  {
    row: 'budget',
    name: 'painting is paid twice 25 and care once 50: 100 in summer, 79 in the budget; 50 in winter',
    plan: (p) => {
      p.budget = { yuanPerWeek: 79 }
      theStaff(p, 'T3').payPerSession = 25
    },
    timetable: {
      sections: [painting],
      posts: [lead('painting', 'mon-1', 'summer', 'T3'), care('C1', 'tue-1', 'summer', 'P1'), care('C1', 'tue-1', 'winter', 'P1')],
    },
    amount: 3,
  },

  { row: 'pay', name: 'nobody is paid', timetable: { posts: [care('C1', 'tue-1', 'summer', 'T1')] }, amount: 0 },
  {
    row: 'pay',
    name: 'rounded per seat: 2 × 12 yuan for painting is 3, 12 for care 2, in each season',
    plan: (p) => {
      theStaff(p, 'T3').payPerSession = 12
    },
    timetable: {
      sections: [painting],
      posts: [
        lead('painting', 'mon-1', 'summer', 'T3'),
        care('C1', 'tue-1', 'summer', 'T3'),
        lead('painting', 'mon-1', 'winter', 'T3'),
        care('C1', 'tue-1', 'winter', 'T3'),
      ],
    },
    amount: 10,
  },

  // Summer: 5 duty + 10 care + chess 1 + football 1 + painting 2 = 19; four people in service, 5 slots each: 19 / 4 → 4. Winter: 4 + 8 + 4 = 16 → 4.
  {
    row: 'fair-load',
    name: 'four sessions are a fair share',
    timetable: { posts: ['mon-1', 'mon-2', 'tue-1', 'tue-2'].map((slot) => care('C1', slot, 'winter', 'T1')) },
    amount: 0,
  },
  {
    row: 'fair-load',
    name: 'five are one too many; painting weighs two; the parent is not counted',
    timetable: {
      sections: [painting],
      posts: [
        ...['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'].map((slot) => care('C1', slot, 'summer', 'T1')),
        ...['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'].map((slot) => care('C2', slot, 'summer', 'P1')),
        lead('painting', 'mon-1', 'summer', 'T3'),
        ...['mon-1', 'mon-2', 'tue-1', 'wed-1'].map((slot) => duty(slot, 'summer', 'T3')),
      ],
    },
    amount: 1 + 4,
  },
  {
    row: 'fair-load',
    name: 'two carried over halve the share: (3 − 2)²; two below it raise it',
    plan: (p) => {
      theStaff(p, 'T1').carried = 2
      theStaff(p, 'T2').carried = -1
    },
    timetable: {
      posts: [
        ...['mon-1', 'mon-2', 'tue-1'].map((slot) => care('C1', slot, 'summer', 'T1')),
        ...['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'].map((slot) => care('C2', slot, 'summer', 'T2')),
      ],
    },
    amount: 1,
  },
  {
    row: 'fair-load',
    name: 'T1 offers two Monday slots of which a lesson takes one, T2 one session a week: caps 1 1 5 5, 19 → 1 1 7 7',
    plan: (p) => {
      theStaff(p, 'T1').offers = [{ weekday: 'mon', start: '16:00', end: '18:00' }]
      theStaff(p, 'T1').teaching = [{ weekday: 'mon', start: '17:10', end: '17:20' }]
      theStaff(p, 'T2').limits = { sessionsPerWeek: 1 }
    },
    timetable: {
      posts: [
        ...['mon-1', 'mon-2', 'tue-1'].map((slot) => care('C1', slot, 'summer', 'T1')),
        ...['mon-1', 'mon-2'].map((slot) => care('C2', slot, 'summer', 'T2')),
        ...['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'].map((slot) => duty(slot, 'summer', 'T3')),
      ],
    },
    amount: 4 + 1,
  },
  {
    row: 'fair-load',
    name: 'no offers, no share: nothing is held against T1',
    plan: (p) => {
      theStaff(p, 'T1').offers = []
    },
    timetable: { posts: ['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'].map((slot) => care('C1', slot, 'summer', 'T1')) },
    amount: 0,
  },
  {
    row: 'fair-load',
    name: 'a gate with two people in 5 slots adds 10: 29 / 4 → 7; five chess sections add ⌈5 ÷ 2⌉ − 1: 31 / 4 → 7, of 8 sessions one too many',
    plan: (p) => {
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'], count: 2 }]
      theActivity(p, 'chess').sections = { max: 5 }
    },
    timetable: {
      posts: [
        ...['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1'].map((slot) => general('gate', slot, 'summer', 'T1')),
        ...['mon-1', 'mon-2', 'tue-1'].map((slot) => care('C1', slot, 'summer', 'T1')),
      ],
    },
    amount: 1,
  },

  {
    row: 'in-service-share',
    name: 'a teacher and a parent',
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1'), duty('mon-1', 'summer', 'K1')] },
    amount: 0,
  },
  {
    row: 'in-service-share',
    name: 'three seats of a parent, one of a teacher: half of four would be two; winter: half of one is one',
    timetable: {
      sections: [chess],
      posts: [
        lead('chess', 'mon-1', 'summer', 'P1'),
        care('C1', 'mon-1', 'summer', 'P1'),
        care('C2', 'mon-1', 'summer', 'P1'),
        duty('mon-1', 'summer', 'K1'),
        lead('chess', 'mon-1', 'winter', 'P1'),
      ],
    },
    amount: 2,
  },

  {
    row: 'staff-preference',
    name: 'keen',
    plan: (p) => {
      theStaff(p, 'T1').offers = [{ weekday: 'mon', start: '16:00', end: '18:00', keenness: 'keen' }]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1')] },
    amount: 0,
  },
  {
    row: 'staff-preference',
    name: 'willing 1, reluctant 4, the keener of two offers that hold the seat, outside any 0',
    plan: (p) => {
      theStaff(p, 'T2').offers = [{ weekday: 'mon', start: '16:00', end: '18:00', keenness: 'reluctant' }]
      theStaff(p, 'T3').offers = [
        { weekday: 'tue', start: '16:00', end: '18:00', keenness: 'reluctant' },
        { weekday: 'tue', start: '16:30', end: '17:10', keenness: 'keen' },
      ]
    },
    timetable: {
      posts: [
        care('C1', 'mon-1', 'summer', 'T1'),
        care('C2', 'mon-1', 'summer', 'T2'),
        care('C1', 'tue-1', 'summer', 'T3'),
        care('C1', 'tue-2', 'summer', 'T3'),
        care('C1', 'wed-1', 'summer', 'T3'),
      ],
    },
    amount: 9,
  },
  {
    row: 'unfilled-seat',
    name: 'duty on another site only where a group is open there: the east room hosts on Monday, when nobody is in care on the main site',
    plan: (p) => {
      p.sites.push({ id: 'east' })
      p.rooms.push({ id: 'EAST', site: 'east', capacity: 30 })
      p.careRooms = [{ room: 'EAST' }]
    },
    timetable: { care: [hosted('C1', 'mon-1', 'EAST'), hosted('C2', 'mon-1', 'EAST')] },
    amount: 25,
  },
]
