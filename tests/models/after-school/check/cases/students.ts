import { type Case, chess, hosted, override, section, theActivity, theSeason, theStudent } from '../support.ts'

export const studentCases: readonly Case[] = [
  { row: 'student-consent', name: 'chosen and attended', timetable: { sections: [chess] }, amount: 0 },
  {
    row: 'student-consent',
    name: 'S05 attends no second period, and chose no painting',
    timetable: { sections: [section('painting', [['mon-1', 'ART']], ['S02', 'S05'])] },
    amount: 2,
  },
  {
    row: 'student-consent',
    name: 'two of three sessions not attended',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 3
      theStudent(p, 'S01').attends = ['tue-1']
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
    amount: 2,
  },
  {
    row: 'student-consent',
    name: 'S01 wants one club and is in two sections of chess and in football: 1 + 2',
    plan: (p) => {
      theActivity(p, 'chess').sections = { max: 2 }
    },
    timetable: {
      sections: [
        section('chess', [['mon-1', 'ART']], ['S01', 'S02']),
        section('chess', [['tue-1', 'ART']], ['S01', 'S08'], 2),
        section('football', [['wed-1', 'FIELD']], ['S01', 'S03']),
      ],
    },
    amount: 3,
  },
  {
    row: 'student-consent',
    name: 'a whole grade’s day needs no choice and is no wanted club; tutoring needs the need, once in all',
    plan: (p) => {
      theActivity(p, 'football').everyone = true
      p.activities.push(
        { id: 'reading', grades: [1, 2], sections: { max: 1 }, size: { max: 4 }, slots: ['mon-1'], tutoring: true },
        { id: 'sums', grades: [1, 2], sections: { max: 1 }, size: { max: 4 }, slots: ['tue-2'], tutoring: true },
      )
      theStudent(p, 'S01').tutoring = true
    },
    timetable: {
      sections: [
        section('football', [['tue-1', 'FIELD']], ['S06', 'S01']),
        section('reading', [['mon-1', 'ART']], ['S01', 'S06']),
        section('sums', [['tue-2', 'ART']], ['S01']),
      ],
    },
    amount: 2,
  },

  {
    row: 'student-clash',
    name: 'one club after the other',
    timetable: { sections: [chess, section('football', [['tue-1', 'FIELD']], ['S01', 'S03'])] },
    amount: 0,
  },
  {
    row: 'student-clash',
    name: 'two clubs at once, in both seasons',
    timetable: { sections: [section('chess', [['tue-1', 'ART']], ['S01', 'S03']), section('football', [['tue-1', 'FIELD']], ['S01', 'S05'])] },
    amount: 2,
  },
  {
    row: 'student-clash',
    name: 'the second period of painting overlaps a club; in winter that club does not run',
    plan: (p) => {
      theActivity(p, 'chess').to = '2026-09-30'
    },
    timetable: { sections: [section('painting', [['mon-1', 'ART']], ['S02', 'S04']), section('chess', [['mon-2', 'FIELD']], ['S02', 'S04'])] },
    amount: 2,
  },
  {
    row: 'student-clash',
    name: 'slots of two bands that overlap in summer by a quarter of an hour',
    plan: (p) => {
      p.slots.push({ id: 'mon-1b', weekday: 'mon', period: 1, band: 'upper' })
      theSeason(p, 'summer').bells['mon-1b'] = { start: '16:55', end: '17:35' }
      theSeason(p, 'winter').bells['mon-1b'] = { start: '16:50', end: '17:30' }
    },
    timetable: { sections: [chess, section('football', [['mon-1b', 'FIELD']], ['S01', 'S03'])] },
    amount: 2,
  },

  { row: 'grade-fit', name: 'for both grades', timetable: { sections: [chess], care: [hosted('C1', 'tue-1', 'C2')] }, amount: 0 },
  {
    row: 'grade-fit',
    name: 'for grade 2 alone, three children of grade 1',
    plan: (p) => {
      theActivity(p, 'chess').grades = [2]
    },
    timetable: { sections: [chess] },
    amount: 3,
  },
  {
    row: 'grade-fit',
    name: 'only the same grade may be merged, at two slots',
    plan: (p) => override(p, 'mergeGrades', 'same'),
    timetable: { care: [hosted('C1', 'tue-1', 'C2'), hosted('C1', 'mon-1', 'C2')] },
    amount: 2,
  },
  {
    row: 'grade-fit',
    name: 'two grades apart',
    plan: (p) => {
      p.classes[1].grade = 3
    },
    timetable: { care: [hosted('C1', 'tue-1', 'C2')] },
    amount: 1,
  },
  {
    row: 'grade-fit',
    name: 'two grades apart, any may be merged',
    plan: (p) => {
      p.classes[1].grade = 3
      override(p, 'mergeGrades', 'any')
    },
    timetable: { care: [hosted('C1', 'tue-1', 'C2')] },
    amount: 0,
  },
  {
    row: 'grade-fit',
    name: 'a care room for grade 2 alone; one for all by a second entry',
    plan: (p) => {
      p.careRooms = [
        { room: 'ART', grades: [2] },
        { room: 'FIELD', grades: [2] },
        { room: 'FIELD', grades: [1] },
      ]
    },
    timetable: { care: [hosted('C1', 'tue-1', 'ART'), hosted('C2', 'tue-1', 'ART'), hosted('C1', 'mon-1', 'FIELD')] },
    amount: 1,
  },
  {
    row: 'grade-fit',
    name: 'nobody attends the slot',
    plan: (p) => {
      override(p, 'mergeGrades', 'same')
      for (const student of p.students) student.attends = ['mon-1']
    },
    timetable: { care: [hosted('C1', 'tue-1', 'C2')] },
    amount: 0,
  },

  {
    row: 'priority-unserved',
    name: 'S03 in chess, S10 in football',
    timetable: { sections: [chess, section('football', [['tue-1', 'FIELD']], ['S10', 'S05'])] },
    amount: 0,
  },
  { row: 'priority-unserved', name: 'S03 and S10 in nothing', amount: 2 },
  {
    row: 'priority-unserved',
    name: 'migrants are no priority group of this policy',
    plan: (p) => override(p, 'priorityGroups', ['left-behind', 'disabled']),
    amount: 1,
  },
  {
    row: 'priority-unserved',
    name: 'S10 wants no club; to be carried over is no priority here',
    plan: (p) => {
      theStudent(p, 'S10').clubsWanted = 0
      theStudent(p, 'S01').carried = 1
    },
    amount: 1,
  },

  { row: 'tutoring-unserved', name: 'no need', amount: 0 },
  {
    row: 'tutoring-unserved',
    name: 'two need it, one gets it',
    plan: (p) => {
      p.activities.push({ id: 'reading', grades: [1, 2], sections: { max: 1 }, size: { max: 4 }, slots: ['mon-1'], tutoring: true })
      theStudent(p, 'S01').tutoring = true
      theStudent(p, 'S08').tutoring = true
    },
    timetable: { sections: [section('reading', [['mon-1', 'ART']], ['S01'])] },
    amount: 1,
  },

  // wished clubs: S01 S03 S04 S05 S08 S09 S11 one each, S02 S07 S10 two each; S03 and S10 count double
  { row: 'student-choice', name: 'nothing runs: 6 × 24 + 2 × 36 + 48 + 72', amount: 336 },
  { row: 'student-choice', name: 'S01 first choice, S02 one of two, S03 second choice doubled', timetable: { sections: [chess] }, amount: 242 },
  {
    row: 'student-choice',
    name: 'the best two of three held choices count: ranks 1 and 2 for S10, doubled; S08 rank 1',
    timetable: {
      sections: [
        section('chess', [['mon-1', 'ART']], ['S10', 'S08']),
        section('football', [['tue-1', 'FIELD']], ['S10', 'S06']),
        section('painting', [['tue-1', 'ART']], ['S10', 'S12']),
      ],
    },
    amount: 336 - 70 - 24,
  },
  {
    row: 'student-choice',
    name: 'rank 6 costs 11, and 22 for a child carried over',
    plan: (p) => {
      for (const student of p.students) student.clubsWanted = 0
      for (const id of ['a', 'b', 'c', 'd']) p.activities.push({ id, grades: [1, 2], sections: { max: 1 }, size: { max: 4 }, slots: ['mon-1'] })
      for (const id of ['S01', 'S02']) Object.assign(theStudent(p, id), { choices: ['a', 'b', 'c', 'd', 'painting', 'chess'], clubsWanted: 1 })
      theStudent(p, 'S02').carried = 2
    },
    timetable: { sections: [chess] },
    amount: 33,
  },
  {
    row: 'student-choice',
    name: 'a grade’s day: S03 (doubled), S04, S06 attend and are not in it; S05 attends no second period, nobody of C2 is of the grade',
    plan: (p) => {
      for (const student of p.students) student.clubsWanted = 0
      Object.assign(theActivity(p, 'painting'), { everyone: true, grades: [1] })
    },
    timetable: { sections: [section('painting', [['mon-1', 'ART']], ['S01', 'S02'])] },
    amount: 48,
  },
  {
    row: 'student-choice',
    name: 'a grade’s day that takes place in no season is missed by nobody',
    plan: (p) => {
      for (const student of p.students) student.clubsWanted = 0
      Object.assign(theActivity(p, 'painting'), { everyone: true, grades: [1], from: '2028-01-01' })
    },
    amount: 0,
  },
  {
    row: 'student-choice',
    name: 'the one wish is served, by the first choice',
    plan: (p) => {
      for (const student of p.students) student.clubsWanted = student.id === 'S01' ? 1 : 0
    },
    timetable: { sections: [chess] },
    amount: 0,
  },
  {
    row: 'student-choice',
    name: 'fewer choices than wanted',
    plan: (p) => {
      for (const student of p.students) student.clubsWanted = 0
      theStudent(p, 'S08').clubsWanted = 3
    },
    amount: 24,
  },

  // care covers the intellectual domain: one domain short for one wished club, two for two
  { row: 'balanced-week', name: 'nothing runs: seven with one wish, three with two', amount: 13 },
  { row: 'balanced-week', name: 'chess is moral too: three domains gained', timetable: { sections: [chess] }, amount: 10 },
  { row: 'balanced-week', name: 'two domains required', plan: (p) => override(p, 'requiredDomains', ['intellectual', 'moral']), amount: 10 },
  {
    row: 'balanced-week',
    name: 'nobody wishes',
    plan: (p) => {
      for (const student of p.students) student.clubsWanted = 0
    },
    amount: 0,
  },
  {
    row: 'balanced-week',
    name: 'S01 alone wishes; what is not chosen covers too',
    plan: (p) => {
      for (const student of p.students) student.clubsWanted = 0
      theStudent(p, 'S01').clubsWanted = 1
    },
    timetable: { sections: [section('painting', [['mon-1', 'ART']], ['S01', 'S02'])] },
    amount: 0,
  },
]
