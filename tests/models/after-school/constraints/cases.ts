import type { RowId } from '../../../../models/after-school/catalogue.ts'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import {
  addEast,
  addNoon,
  type Case,
  care,
  chess,
  duty,
  general,
  hosted,
  lead,
  override,
  section,
  theActivity,
  theRoom,
  theSeason,
  theStaff,
  theStudent,
} from '../check/support.ts'

type Change = (plan: PlanInput) => void

/** One row that is a rule of domains or moves: a timetable that it lets in, and a change of the plan after which it does not. */
export interface Permit extends Omit<Case, 'amount'> {
  readonly refused: Change
}

const football = section('football', [['tue-1', 'FIELD']], ['S07', 'S10'])
const painting = section('painting', [['mon-1', 'ART']], ['S02', 'S04'])
const twice = section(
  'chess',
  [
    ['mon-1', 'ART'],
    ['tue-1', 'ART'],
  ],
  ['S01', 'S02'],
)
const mondays = ['mon-1', 'mon-2'].map((slot) => care('C1', slot, 'summer', 'T1'))
const limited =
  (limits: NonNullable<PlanInput['staff'][number]['limits']>): Change =>
  (p) => {
    theStaff(p, 'T1').limits = limits
  }
const permit = (row: RowId, name: string, timetable: Case['timetable'], refused: Change, plan?: Change): Permit => ({
  row,
  name,
  timetable,
  refused,
  ...(plan && { plan }),
})

export const permits: readonly Permit[] = [
  permit(
    'end-time',
    'to the minute',
    { sections: [chess] },
    (p) => override(p, 'latestEnd', '17:09'),
    (p) => override(p, 'latestEnd', '17:10'),
  ),
  permit('end-time', 'two periods', { sections: [painting] }, (p) => override(p, 'latestEnd', '17:54')),

  permit('slot-allowed', 'one of its slots', { sections: [chess] }, (p) => {
    theActivity(p, 'chess').slots = ['tue-1']
  }),
  permit('slot-allowed', 'a slot at which it runs in some season', { sections: [chess] }, (p) => {
    theActivity(p, 'chess').from = '2028-01-01'
  }),
  permit(
    'slot-allowed',
    'noon, where the policy has it',
    { sections: [section('chess', [['mon-0', 'ART']], ['S01'])] },
    (p) => override(p, 'noonAllowed', false),
    (p) => {
      addNoon(p)
      theActivity(p, 'chess').slots.push('mon-0')
      theStudent(p, 'S01').attends.push('mon-0')
    },
  ),

  permit('grade-fit', 'children of the grade', { sections: [chess] }, (p) => {
    theActivity(p, 'chess').grades = [2]
  }),
  permit('grade-fit', 'neighbouring grades in one care group', { care: [hosted('C2', 'mon-1', 'C1')] }, (p) => override(p, 'mergeGrades', 'same')),
  permit(
    'grade-fit',
    'a care room of the grade',
    { care: [hosted('C2', 'mon-1', 'ART')] },
    (p) => {
      p.careRooms = [{ room: 'ART', grades: [1] }]
    },
    (p) => {
      p.careRooms = [{ room: 'ART', grades: [2] }]
    },
  ),

  permit('staff-clash', 'one seat after the other', { posts: mondays }, (p) => {
    theSeason(p, 'summer').bells['mon-2'] = { start: '17:09', end: '17:55' }
  }),
  permit(
    'staff-clash',
    'time for the way to another site',
    { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-2', 'summer', 'T1')] },
    (p) => {
      p.travel = [{ from: 'main', to: 'east', minutes: 6 }]
    },
    (p) => {
      addEast(p, 5)
      p.generalDuties = [{ id: 'gate', site: 'east', slots: ['mon-2'] }]
    },
  ),

  permit('staff-offer', 'within an offer', { posts: mondays }, (p) => {
    theStaff(p, 'T1').offers = [{ weekday: 'mon', start: '16:00', end: '17:54' }]
  }),
  permit('staff-offer', 'an offer of the season', { posts: mondays }, (p) => {
    theStaff(p, 'T1').offers = [{ weekday: 'mon', season: 'winter', start: '16:00', end: '18:00' }]
  }),
  permit('staff-offer', 'after the last lesson', { posts: mondays }, (p) => {
    theStaff(p, 'T1').teaching = [{ weekday: 'mon', start: '15:50', end: '16:31' }]
  }),

  permit('staff-refusal', 'not refused', { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1')] }, (p) => {
    theStaff(p, 'P1').refuses = ['chess']
  }),

  permit('staff-role', 'the skill', { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'T3')] }, (p) => {
    theStaff(p, 'T3').skills = ['chess']
  }),
  permit('staff-role', 'the kind', { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'T3')] }, (p) => {
    theStaff(p, 'T3').kind = 'school-staff'
  }),
  permit('staff-role', 'care by people in service', { posts: mondays }, (p) => {
    theStaff(p, 'T1').kind = 'parent'
  }),
  permit('staff-role', 'a duty leader who may', { posts: [duty('mon-1', 'summer', 'K1')] }, (p) => {
    theStaff(p, 'K1').mayLeadDuty = false
  }),
  permit(
    'staff-role',
    'the gate’s own skills',
    { posts: [general('gate', 'mon-1', 'summer', 'P1')] },
    (p) => {
      p.generalDuties![0].skills = ['first-aid']
    },
    (p) => {
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1'] }]
    },
  ),

  permit('staff-vetting', 'cleared', { posts: mondays }, (p) => {
    theStaff(p, 'T1').certificates.character = { status: 'pending' }
  }),
  permit('staff-vetting', 'valid on the last Monday of summer', { posts: mondays }, (p) => {
    theStaff(p, 'T1').certificates.health = { until: '2026-09-27' }
  }),
  permit('staff-vetting', 'valid on the first Monday of summer', { posts: mondays }, (p) => {
    theStaff(p, 'T1').certificates.health = { from: '2026-09-08' }
  }),
  permit('staff-vetting', 'all three certificates', { posts: mondays }, (p) => {
    delete theStaff(p, 'T1').certificates.qualification
  }),

  permit('staff-workload', 'two sessions a day', { posts: mondays }, limited({ sessionsPerDay: 1 }), limited({ sessionsPerDay: 2 })),
  permit('staff-workload', 'two sessions a week', { posts: mondays }, limited({ sessionsPerWeek: 1 }), limited({ sessionsPerWeek: 2 })),
  permit('staff-workload', '80 minutes a week', { posts: mondays }, limited({ minutesPerWeek: 79 }), limited({ minutesPerWeek: 80 })),
  permit('staff-workload', '80 minutes and a lesson of 40 a day', { posts: mondays }, limited({ minutesPerDay: 119 }), limited({ minutesPerDay: 120 })),
  permit(
    'staff-workload',
    'Monday and Tuesday',
    { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'tue-1', 'summer', 'T1')] },
    limited({ consecutiveDays: 1 }),
    limited({ consecutiveDays: 2 }),
  ),
  permit(
    'staff-workload',
    'two days a week',
    { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'wed-1', 'summer', 'T1')] },
    limited({ daysPerWeek: 1 }),
    limited({ daysPerWeek: 2 }),
  ),
  permit('staff-workload', 'two periods are two sessions', { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'T3')] }, (p) => {
    theStaff(p, 'T3').limits = { sessionsPerDay: 1 }
  }),

  permit('student-consent', 'slots attended', { sections: [painting] }, (p) => {
    theStudent(p, 'S04').attends = ['mon-1', 'tue-1']
  }),
  permit('student-consent', 'a club chosen', { sections: [chess] }, (p) => {
    theStudent(p, 'S02').choices = ['painting']
  }),
  permit('student-consent', 'two clubs wanted', { sections: [section('chess', [['tue-1', 'ART']], ['S02']), painting] }, (p) => {
    theStudent(p, 'S02').clubsWanted = 1
  }),
  permit(
    'student-consent',
    'tutoring where the need is approved',
    { sections: [section('reading', [['mon-1', 'ART']], ['S06'])] },
    (p) => {
      theStudent(p, 'S06').tutoring = false
    },
    (p) => {
      p.activities.push({ id: 'reading', grades: [1, 2], sections: { max: 1 }, size: { max: 4 }, slots: ['mon-1'], tutoring: true })
      theStudent(p, 'S06').tutoring = true
    },
  ),

  permit('student-clash', 'one club after the other', { sections: [section('painting', [['mon-1', 'ART']], ['S07', 'S10']), football] }, (p) => {
    // Tuesday's first period becomes another band's on Monday: it starts before the second period ends
    Object.assign(p.slots[2], { weekday: 'mon', band: 'late' })
    theSeason(p, 'summer').bells['tue-1'] = { start: '17:54', end: '18:00' }
    delete theSeason(p, 'winter').bells['tue-1']
  }),

  permit(
    'section-count',
    'a second section',
    { sections: [chess, section('chess', [['tue-1', 'ART']], ['S08', 'S09'], 2)] },
    (p) => {
      theActivity(p, 'chess').sections.max = 1
    },
    (p) => {
      theActivity(p, 'chess').sections.max = 2
    },
  ),
  permit(
    'student-clash',
    'two sessions of one club at different times',
    { sections: [twice] },
    (p) => {
      Object.assign(p.slots[2], { weekday: 'mon', band: 'late' })
    },
    (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 2
    },
  ),

  // of `room-fit`, the capacity alone is priced
  permit('room-fit', 'the features', { sections: [chess] }, (p) => {
    theActivity(p, 'chess').roomFeatures = ['field']
  }),
  permit('room-fit', 'what a child needs', { sections: [painting] }, (p) => {
    theRoom(p, 'ART').features = ['art']
  }),
  permit('room-fit', 'within a window', { sections: [chess] }, (p) => {
    theRoom(p, 'ART').windows = [{ weekday: 'mon', start: '16:10', end: '17:09' }]
  }),
  permit('room-fit', 'outdoors before sunset', { sections: [football] }, (p) => {
    theSeason(p, 'summer').sunset = '17:09'
  }),
  permit('room-fit', 'the students’ site', { sections: [chess] }, (p) => {
    p.sites.push({ id: 'east' })
    theRoom(p, 'ART').site = 'east'
  }),
]

const nobodyWishes: Change = (p) => {
  for (const student of p.students) student.clubsWanted = 0
}

/** Priced rows whose cases for the checker the solver does not let in. */
export const solverCases: readonly Case[] = [
  {
    row: 'room-fit',
    name: 'three students over two sessions, one place in the one room and two in the other',
    plan: (p) => {
      theActivity(p, 'chess').sessionsPerWeek = 2
      theRoom(p, 'ART').capacity = 1
      p.rooms.push({ id: 'DEN', site: 'main', capacity: 2 })
    },
    timetable: {
      sections: [
        section(
          'chess',
          [
            ['mon-1', 'ART'],
            ['tue-1', 'DEN'],
          ],
          ['S01', 'S02', 'S03'],
        ),
      ],
    },
    amount: 3,
  },
  {
    row: 'budget',
    name: '50 yuan in both seasons, 39 in the budget: two started tens each',
    plan: (p) => {
      p.budget = { yuanPerWeek: 39 }
    },
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1'), lead('chess', 'mon-1', 'winter', 'P1')] },
    amount: 4,
  },
  { row: 'student-choice', name: 'nobody wishes', plan: nobodyWishes, amount: 0 },
  {
    row: 'student-choice',
    name: 'S10, doubled: ranks 1 and 3 of two wished; the rest wish for nothing',
    plan: (p) => {
      nobodyWishes(p)
      theStudent(p, 'S10').clubsWanted = 2
    },
    timetable: { sections: [section('football', [['tue-1', 'FIELD']], ['S10']), section('painting', [['mon-1', 'ART']], ['S10'])] },
    amount: 6,
  },
  {
    row: 'staff-preference',
    name: 'willing 1, the keener of two offers that hold the seat 1, reluctant 4, keen 0',
    plan: (p) => {
      theStaff(p, 'T1').offers = [
        { weekday: 'mon', start: '16:00', end: '17:10', keenness: 'reluctant' },
        { weekday: 'mon', start: '16:00', end: '18:00' },
        { weekday: 'tue', start: '16:00', end: '17:10', keenness: 'reluctant' },
        { weekday: 'tue', start: '17:00', end: '18:00', keenness: 'keen' },
      ]
    },
    timetable: { posts: ['mon-1', 'mon-2', 'tue-1', 'tue-2'].map((slot) => care('C1', slot, 'summer', 'T1')) },
    amount: 6,
  },
  {
    row: 'in-service-share',
    name: 'half of three seats is two, one is in service; half of one is one',
    plan: (p) => {
      override(p, 'inServiceSharePercent', 50)
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-2'] }]
    },
    timetable: {
      sections: [chess],
      posts: [
        lead('chess', 'mon-1', 'summer', 'P1'),
        general('gate', 'mon-2', 'summer', 'P1'),
        care('C1', 'mon-1', 'summer', 'T1'),
        lead('chess', 'mon-1', 'winter', 'P1'),
      ],
    },
    amount: 2,
  },
  {
    row: 'spread',
    name: 'both sessions on Monday',
    plan: (p) => {
      Object.assign(theActivity(p, 'chess'), { sessionsPerWeek: 2, slots: ['mon-1', 'mon-2'] })
    },
    timetable: {
      sections: [
        section(
          'chess',
          [
            ['mon-1', 'ART'],
            ['mon-2', 'ART'],
          ],
          ['S01', 'S02'],
        ),
      ],
    },
    amount: 1,
  },
  {
    row: 'travel',
    name: 'there on Monday: 5 minutes, a started ten; back on Tuesday',
    plan: (p) => {
      addEast(p, 5)
      p.generalDuties = [{ id: 'gate', site: 'east', slots: ['mon-2', 'tue-1'] }]
    },
    timetable: {
      posts: [
        care('C1', 'mon-1', 'summer', 'T1'),
        general('gate', 'mon-2', 'summer', 'T1'),
        general('gate', 'tue-1', 'summer', 'T1'),
        care('C1', 'tue-2', 'summer', 'T1'),
      ],
    },
    amount: 2,
  },
]
