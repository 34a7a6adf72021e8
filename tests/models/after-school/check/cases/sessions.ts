import { addNoon, type Case, chess, override, section, theActivity, theSeason } from '../support.ts'

const painting = section('painting', [['mon-1', 'ART']], ['S02', 'S04'])

export const sessionCases: readonly Case[] = [
  { row: 'end-time', name: 'within 18:00', timetable: { sections: [chess] }, amount: 0 },
  { row: 'end-time', name: 'exactly at the latest end', plan: (p) => override(p, 'latestEnd', '17:10'), timetable: { sections: [chess] }, amount: 0 },
  {
    row: 'end-time',
    name: '17:10 in summer is late, 16:50 in winter is not',
    plan: (p) => override(p, 'latestEnd', '17:00'),
    timetable: { sections: [chess] },
    amount: 1,
  },
  { row: 'end-time', name: 'length 2 ends 17:55 and 17:35', plan: (p) => override(p, 'latestEnd', '17:00'), timetable: { sections: [painting] }, amount: 2 },
  {
    row: 'end-time',
    name: 'only seasons in which the session runs',
    plan: (p) => {
      override(p, 'latestEnd', '16:00')
      theActivity(p, 'painting').to = '2026-09-30'
    },
    timetable: { sections: [painting] },
    amount: 1,
  },
  { row: 'end-time', name: 'no latest end', plan: (p) => override(p, 'latestEnd', null), timetable: { sections: [painting] }, amount: 0 },

  { row: 'slot-allowed', name: 'one of its slots', timetable: { sections: [chess] }, amount: 0 },
  { row: 'slot-allowed', name: 'not one of its slots', timetable: { sections: [section('chess', [['mon-2', 'ART']], ['S01', 'S02'])] }, amount: 1 },
  {
    row: 'slot-allowed',
    name: 'noon allowed',
    plan: (p) => {
      addNoon(p)
      theActivity(p, 'chess').slots.push('mon-0')
    },
    timetable: { sections: [section('chess', [['mon-0', 'ART']], ['S01', 'S02'])] },
    amount: 0,
  },
  {
    row: 'slot-allowed',
    name: 'noon not allowed, and not one of its slots: 1 all the same',
    plan: (p) => {
      addNoon(p)
      override(p, 'noonAllowed', false)
    },
    timetable: { sections: [section('chess', [['mon-0', 'ART']], ['S01', 'S02'])] },
    amount: 1,
  },
  {
    row: 'slot-allowed',
    name: 'a slot at which the activity runs in one season is one',
    plan: (p) => {
      theActivity(p, 'chess').to = '2026-09-30'
    },
    timetable: { sections: [chess] },
    amount: 0,
  },
  {
    row: 'slot-allowed',
    name: 'a slot at which it runs in none is none: its dates are in another year',
    plan: (p) => {
      theActivity(p, 'chess').from = '2028-01-01'
    },
    timetable: { sections: [chess] },
    amount: 1,
  },
  {
    row: 'slot-allowed',
    name: 'nor is one that rings in no season',
    plan: (p) => {
      for (const season of p.seasons) delete season.bells['mon-1']
    },
    timetable: { sections: [section('chess', [['mon-1', 'ART']], ['S01', 'S02'])] },
    amount: 1,
  },
  {
    row: 'slot-allowed',
    name: 'two periods from noon on',
    plan: (p) => {
      addNoon(p)
      override(p, 'noonAllowed', false)
      theActivity(p, 'painting').slots.push('mon-0')
    },
    timetable: { sections: [section('painting', [['mon-0', 'ART']], ['S02', 'S04'])] },
    amount: 1,
  },

  { row: 'section-count', name: 'within the maximum', timetable: { sections: [chess] }, amount: 0 },
  {
    row: 'section-count',
    name: 'a second section where one is the most',
    timetable: { sections: [chess, section('chess', [['tue-1', 'ART']], ['S08', 'S09'], 2)] },
    amount: 1,
  },
  {
    row: 'section-count',
    name: 'three sessions in two slots',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 3
    },
    timetable: {
      sections: [
        section(
          'chess',
          [
            ['mon-1', 'ART'],
            ['mon-1', 'FIELD'],
            ['tue-1', 'ART'],
          ],
          ['S01', 'S02'],
        ),
      ],
    },
    amount: 1,
  },

  { row: 'group-size', name: 'within 2 and 6', timetable: { sections: [chess] }, amount: 0 },
  { row: 'group-size', name: 'one alone, two wanted', timetable: { sections: [section('chess', [['mon-1', 'ART']], ['S01'])] }, amount: 1 },
  {
    row: 'group-size',
    name: 'eight where six fit',
    timetable: { sections: [section('chess', [['mon-1', 'ART']], ['S01', 'S02', 'S03', 'S04', 'S05', 'S06', 'S07', 'S08'])] },
    amount: 2,
  },

  { row: 'missing-section', name: 'no minimum', amount: 0 },
  {
    row: 'missing-section',
    name: 'one of three runs, two of two are missing',
    plan: (p) => {
      theActivity(p, 'chess').sections = { min: 3, max: 3 }
      theActivity(p, 'painting').sections = { min: 2, max: 2 }
    },
    timetable: { sections: [chess] },
    amount: 4,
  },

  { row: 'room-stability', name: 'one session, one room', timetable: { sections: [chess] }, amount: 0 },
  {
    row: 'room-stability',
    name: 'two sessions in two rooms',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 2
    },
    timetable: {
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
    },
    amount: 1,
  },

  {
    row: 'spread',
    name: 'Monday and Tuesday',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 2
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
    },
    amount: 0,
  },
  {
    row: 'spread',
    name: 'three sessions, twice on Monday',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 3
    },
    timetable: {
      sections: [
        section(
          'chess',
          [
            ['mon-1', 'ART'],
            ['mon-2', 'ART'],
            ['tue-1', 'ART'],
          ],
          ['S01', 'S02'],
        ),
      ],
    },
    amount: 1,
  },

  { row: 'season-gap', name: 'runs in both seasons', timetable: { sections: [chess] }, amount: 0 },
  { row: 'season-gap', name: 'no Wednesday in winter', timetable: { sections: [section('football', [['wed-1', 'FIELD']], ['S01', 'S03'])] }, amount: 1 },
  {
    row: 'season-gap',
    name: 'the second period has no bell in winter',
    plan: (p) => {
      delete theSeason(p, 'winter').bells['mon-2']
    },
    timetable: { sections: [painting] },
    amount: 1,
  },
  {
    row: 'season-gap',
    name: 'an activity that ends in September makes no gap',
    plan: (p) => {
      theActivity(p, 'chess').to = '2026-09-30'
    },
    timetable: { sections: [chess] },
    amount: 0,
  },
]
