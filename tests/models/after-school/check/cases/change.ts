import { type Case, care, chess, duty, hosted, lead, section, theActivity } from '../support.ts'

const seated = [lead('chess', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'summer', 'T3')]
const old = { sections: [chess], care: [hosted('C2', 'tue-1', 'C1')], posts: seated }

export const changeCases: readonly Case[] = [
  {
    row: 'pin',
    name: 'all there',
    plan: (p) => {
      p.pins = old
    },
    timetable: old,
    amount: 0,
  },
  {
    row: 'pin',
    name: 'nothing there: 1 session, 3 students, 1 host, 2 people',
    plan: (p) => {
      p.pins = old
    },
    amount: 7,
  },
  {
    row: 'pin',
    name: 'another room, S03 gone, a fourth student and a second seat beside it; hosted by itself again',
    plan: (p) => {
      p.pins = { ...old, care: [hosted('C2', 'tue-1', 'C2'), hosted('C1', 'tue-1', 'C1')] }
    },
    timetable: {
      sections: [section('chess', [['mon-1', 'FIELD']], ['S01', 'S02', 'S08', 'S09'])],
      care: [hosted('C1', 'tue-1', 'C2')],
      posts: [...seated, duty('mon-1', 'summer', 'K1')],
    },
    amount: 3,
  },

  { row: 'change', name: 'no baseline', timetable: old, amount: 0 },
  {
    row: 'change',
    name: 'as it was; an empty post and a class that hosts itself are no difference',
    plan: (p) => {
      p.baseline = { ...old, posts: [...seated, duty('mon-1', 'summer')], care: [...old.care, hosted('C1', 'mon-2', 'C1')] }
    },
    timetable: old,
    amount: 0,
  },
  {
    row: 'change',
    name: 'all gone: 3 × 3 for students, 4 for the session, 2 for the host, 2 seats',
    plan: (p) => {
      p.baseline = old
    },
    amount: 17,
  },
  {
    row: 'change',
    name: 'all new: the same',
    plan: (p) => {
      p.baseline = {}
    },
    timetable: old,
    amount: 17,
  },
  {
    row: 'change',
    name: 'another room 2, one student left and one joined 6, another leader 1',
    plan: (p) => {
      p.baseline = old
    },
    timetable: {
      ...old,
      sections: [section('chess', [['mon-1', 'FIELD']], ['S01', 'S02', 'S08'])],
      posts: [lead('chess', 'mon-1', 'summer', 'T2'), seated[1]],
    },
    amount: 9,
  },
  {
    row: 'change',
    name: 'another slot 4, whatever the room; the leader’s post moves with it, 1 + 1; another host 2',
    plan: (p) => {
      p.baseline = old
      p.careRooms = [{ room: 'FIELD' }]
    },
    timetable: {
      sections: [section('chess', [['tue-1', 'FIELD']], ['S01', 'S02', 'S03'])],
      care: [hosted('C2', 'tue-1', 'FIELD')],
      posts: [lead('chess', 'tue-1', 'summer', 'T1'), seated[1]],
    },
    amount: 8,
  },
  {
    row: 'change',
    name: 'sessions compare as sets: what is named twice counts once',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 3
      p.baseline = {
        sections: [
          section(
            'chess',
            [
              ['mon-1', 'ART'],
              ['mon-1', 'ART'],
              ['tue-1', 'ART'],
            ],
            ['S01', 'S02'],
          ),
        ],
      }
    },
    timetable: {
      sections: [
        section(
          'chess',
          [
            ['mon-1', 'ART'],
            ['tue-1', 'ART'],
            ['tue-1', 'ART'],
          ],
          ['S01', 'S02'],
        ),
      ],
    },
    amount: 0,
  },
  {
    row: 'change',
    name: 'the cheapest matching: Monday stays in another room 2, Tuesday’s moves to the second period 4',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 2
      p.baseline = {
        sections: [
          section(
            'chess',
            [
              ['mon-1', 'ART'],
              ['tue-1', 'FIELD'],
            ],
            ['S01', 'S02'],
          ),
        ],
      }
    },
    timetable: {
      sections: [
        section(
          'chess',
          [
            ['tue-2', 'FIELD'],
            ['mon-1', 'FIELD'],
          ],
          ['S01', 'S02'],
        ),
      ],
    },
    amount: 6,
  },
]
