import { addEast, type Case, chess, hosted, section, theActivity, theRoom, theSeason, theStudent } from '../support.ts'

const outdoors = section('painting', [['mon-1', 'FIELD']], ['S02', 'S04'])

export const roomCases: readonly Case[] = [
  { row: 'room-clash', name: 'every class in its own room', amount: 0 },
  {
    row: 'room-clash',
    name: 'a club in a home room with its class, in both seasons',
    timetable: { sections: [section('chess', [['mon-1', 'R1']], ['S01', 'S02'])] },
    amount: 2,
  },
  {
    row: 'room-clash',
    name: 'a club in a home room whose class is all away',
    plan: (p) => {
      for (const id of ['S03', 'S04', 'S05', 'S06']) theStudent(p, id).attends = ['tue-1']
    },
    timetable: { sections: [section('chess', [['mon-1', 'R1']], ['S01', 'S02'])] },
    amount: 0,
  },
  {
    row: 'room-clash',
    name: 'a playground holds two groups, not three',
    plan: (p) => {
      theActivity(p, 'chess').sections = { max: 2 }
    },
    timetable: {
      sections: [
        section('chess', [['tue-1', 'FIELD']], ['S01', 'S02']),
        section('chess', [['tue-1', 'FIELD']], ['S08', 'S09'], 2),
        section('football', [['tue-1', 'FIELD']], ['S03', 'S05']),
      ],
    },
    amount: 2,
  },
  {
    row: 'room-clash',
    name: 'two periods of painting and a club in the second of them',
    timetable: { sections: [section('painting', [['mon-1', 'ART']], ['S02', 'S04']), section('chess', [['mon-2', 'ART']], ['S01', 'S08'])] },
    amount: 2,
  },
  {
    row: 'room-clash',
    name: 'a club that ends before the season does shares the home room with its students in summer only',
    plan: (p) => {
      theActivity(p, 'chess').to = '2026-09-21'
    },
    timetable: { sections: [section('chess', [['mon-1', 'R1']], ['S01', 'S02', 'S03', 'S04', 'S05', 'S06'])] },
    amount: 1,
  },

  { row: 'room-fit', name: 'fits', timetable: { sections: [chess] }, amount: 0 },
  {
    row: 'room-fit',
    name: 'nine students, eight places',
    timetable: { sections: [section('painting', [['mon-1', 'ART']], ['S01', 'S02', 'S03', 'S04', 'S05', 'S06', 'S07', 'S08', 'S09'])] },
    amount: 1,
  },
  {
    row: 'room-fit',
    name: 'outdoors: no art, not step-free for S04, dark at 17:35 in winter',
    plan: (p) => {
      theSeason(p, 'summer').sunset = '17:55'
      theSeason(p, 'winter').sunset = '17:34'
    },
    timetable: { sections: [outdoors] },
    amount: 3,
  },
  {
    row: 'room-fit',
    name: 'sunset computed for Luoyang: 17:55 before 8 October is light, 17:35 in November is not',
    timetable: { sections: [outdoors] },
    amount: 3,
  },
  {
    row: 'room-fit',
    name: 'no coordinates, no sunset',
    plan: (p) => {
      delete p.coordinates
    },
    timetable: { sections: [outdoors] },
    amount: 2,
  },
  {
    row: 'room-fit',
    name: 'a window of winter alone; the summer session is outside it',
    plan: (p) => {
      theRoom(p, 'ART').windows = [{ weekday: 'mon', season: 'winter', start: '16:10', end: '16:50' }]
    },
    timetable: { sections: [chess] },
    amount: 1,
  },
  {
    row: 'room-fit',
    name: 'on another site than its students',
    plan: addEast,
    timetable: { sections: [section('chess', [['mon-1', 'EAST']], ['S01', 'S02'])] },
    amount: 1,
  },
  {
    row: 'room-fit',
    name: 'students may come over, and the activity belongs there',
    plan: (p) => {
      addEast(p)
      theActivity(p, 'chess').crossSite = true
      theActivity(p, 'chess').site = 'east'
    },
    timetable: { sections: [section('chess', [['mon-1', 'EAST']], ['S01', 'S02'])] },
    amount: 0,
  },
  {
    row: 'room-fit',
    name: 'the activity belongs elsewhere',
    plan: (p) => {
      addEast(p)
      theActivity(p, 'chess').site = 'east'
    },
    timetable: { sections: [chess] },
    amount: 1,
  },
  { row: 'room-fit', name: 'hosted in a fitting room', timetable: { care: [hosted('C1', 'mon-1', 'C2')] }, amount: 0 },
  {
    row: 'room-fit',
    name: 'hosted where S04 finds no step-free room',
    plan: (p) => {
      theRoom(p, 'R2').features = []
    },
    timetable: { care: [hosted('C1', 'mon-1', 'C2')] },
    amount: 1,
  },
  {
    row: 'room-fit',
    name: 'hosted on another site, in a room closed in both seasons; two needs lacking',
    plan: (p) => {
      addEast(p)
      theRoom(p, 'EAST').windows = []
      p.careRooms = [{ room: 'EAST' }]
      theStudent(p, 'S06').needs = ['quiet', 'step-free']
    },
    timetable: { care: [hosted('C1', 'mon-1', 'EAST')] },
    amount: 5,
  },
  {
    row: 'room-fit',
    name: 'hosted at a slot that nobody of the class attends',
    plan: (p) => {
      addEast(p)
      p.careRooms = [{ room: 'EAST' }]
      for (const student of p.students) student.attends = ['tue-1']
    },
    timetable: { care: [hosted('C1', 'mon-1', 'EAST')] },
    amount: 0,
  },

  { row: 'unplaced-student', name: 'six children, thirty places', amount: 0 },
  {
    row: 'unplaced-student',
    name: 'two classes in a room for eight on Monday, in both seasons: C1 has 6 and C2 5',
    plan: (p) => {
      theRoom(p, 'R1').capacity = 8
    },
    timetable: { care: [hosted('C2', 'mon-1', 'C1')] },
    amount: 6,
  },
  {
    row: 'unplaced-student',
    name: 'three of them in the chess club',
    plan: (p) => {
      theRoom(p, 'R1').capacity = 7
    },
    timetable: { sections: [chess], care: [hosted('C2', 'mon-1', 'C1')] },
    amount: 2,
  },

  { row: 'merged-care', name: 'every class in its own room', amount: 0 },
  { row: 'merged-care', name: 'one class hosted, two seasons', timetable: { care: [hosted('C2', 'mon-1', 'C1')] }, amount: 2 },
  { row: 'merged-care', name: 'itself named as its host', timetable: { care: [hosted('C2', 'mon-1', 'C2')] }, amount: 0 },
  {
    row: 'merged-care',
    name: 'both classes in a care room; Wednesday runs in summer only',
    plan: (p) => {
      p.careRooms = [{ room: 'ART' }]
    },
    timetable: { care: [hosted('C1', 'wed-1', 'ART'), hosted('C2', 'wed-1', 'ART')] },
    amount: 2,
  },
  {
    row: 'merged-care',
    name: 'nobody is left of the class',
    plan: (p) => {
      for (const id of ['S07', 'S08', 'S09', 'S10', 'S11']) theStudent(p, id).attends = ['tue-1']
    },
    timetable: { care: [hosted('C2', 'mon-1', 'C1')] },
    amount: 0,
  },
]
