import type { PlanInput } from '../../../../../models/after-school/plan.ts'
import { addEast, addNoon, assistant, type Case, care, chess, duty, general, lead, section, theActivity, theStaff } from '../support.ts'

const painting = section('painting', [['mon-1', 'ART']], ['S02', 'S04'])

/** Somebody stands at the east gate during the second period on Mondays, in summer. */
const eastGate = (minutes?: number) => (plan: PlanInput) => {
  addEast(plan, minutes)
  plan.generalDuties = [{ id: 'gate', site: 'east', slots: ['mon-1', 'mon-2'] }]
}

const wholeWeek = (season: string, person: string) => ['mon-1', 'mon-2', 'tue-1', 'tue-2'].map((slot) => care('C1', slot, season, person))

export const staffCases: readonly Case[] = [
  {
    row: 'staff-clash',
    name: 'one seat after the other',
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-2', 'summer', 'T1')] },
    amount: 0,
  },
  {
    row: 'staff-clash',
    name: 'three seats at once, one of them in winter only',
    timetable: {
      posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C2', 'mon-1', 'summer', 'T1'), duty('mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'winter', 'T1')],
    },
    amount: 2,
  },
  {
    row: 'staff-clash',
    name: 'two periods of painting, care in the second',
    timetable: { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'T3'), care('C1', 'mon-2', 'summer', 'T3')] },
    amount: 1,
  },
  {
    row: 'staff-clash',
    name: 'five minutes for a way of five',
    plan: eastGate(5),
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-2', 'summer', 'T1')] },
    amount: 0,
  },
  {
    row: 'staff-clash',
    name: 'five minutes for a way of fifteen',
    plan: eastGate(),
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-2', 'summer', 'T1')] },
    amount: 1,
  },
  {
    row: 'staff-clash',
    name: 'at once on two sites without a way between: a crowd, and a gap below 0',
    plan: eastGate(0),
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-1', 'summer', 'T1')] },
    amount: 2,
  },

  { row: 'staff-offer', name: 'within the offer', timetable: { posts: wholeWeek('summer', 'T1') }, amount: 0 },
  {
    row: 'staff-offer',
    name: 'an offer until 17:00 holds the winter seat, not the one until 17:10',
    plan: (p) => {
      theStaff(p, 'T1').offers = [{ weekday: 'mon', start: '16:10', end: '17:00' }]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'winter', 'T1')] },
    amount: 1,
  },
  {
    row: 'staff-offer',
    name: 'an offer for winter, and one for Tuesday, do not hold a Monday in summer',
    plan: (p) => {
      theStaff(p, 'T1').offers = [
        { weekday: 'mon', season: 'winter', start: '16:00', end: '18:00' },
        { weekday: 'tue', start: '16:00', end: '18:00' },
      ]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'winter', 'T1')] },
    amount: 1,
  },
  {
    row: 'staff-offer',
    name: 'two offers that touch hold no seat across both',
    plan: (p) => {
      theStaff(p, 'T3').offers = [
        { weekday: 'mon', start: '16:00', end: '17:15' },
        { weekday: 'mon', start: '17:15', end: '18:00' },
      ]
    },
    timetable: { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'T3')] },
    amount: 1,
  },
  {
    row: 'staff-offer',
    name: 'a lesson until the bell touches, one until a minute later overlaps; outside the offer as well is 1 all the same',
    plan: (p) => {
      theStaff(p, 'T1').teaching = [
        { weekday: 'mon', season: 'summer', start: '15:50', end: '16:30' },
        { weekday: 'tue', season: 'summer', start: '15:50', end: '16:31' },
      ]
      theStaff(p, 'T2').teaching = [{ weekday: 'mon', start: '16:00', end: '18:00' }]
      theStaff(p, 'T2').offers = [{ weekday: 'tue', start: '16:00', end: '18:00' }]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'tue-1', 'summer', 'T1'), care('C2', 'mon-1', 'summer', 'T2')] },
    amount: 2,
  },

  { row: 'staff-refusal', name: 'nothing refused', timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'T1')] }, amount: 0 },
  {
    row: 'staff-refusal',
    name: 'chess refused, care is not chess',
    plan: (p) => {
      theStaff(p, 'T1').refuses = ['chess']
    },
    timetable: {
      sections: [chess],
      posts: [lead('chess', 'mon-1', 'summer', 'T1'), lead('chess', 'mon-1', 'winter', 'T1'), care('C1', 'tue-1', 'summer', 'T1')],
    },
    amount: 2,
  },

  {
    row: 'staff-role',
    name: 'each in a fitting role',
    timetable: {
      sections: [chess, painting],
      posts: [
        lead('chess', 'mon-1', 'summer', 'P1'),
        lead('painting', 'mon-1', 'summer', 'T3'),
        duty('tue-1', 'summer', 'K1'),
        care('C1', 'mon-1', 'summer', 'K1'),
      ],
    },
    amount: 0,
  },
  { row: 'staff-role', name: 'T1 has no art', timetable: { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'T1')] }, amount: 1 },
  {
    row: 'staff-role',
    name: 'a parent in care, with the skill but not the kind for painting, and leading duty',
    plan: (p) => {
      theStaff(p, 'P1').skills = ['art']
    },
    timetable: { sections: [painting], posts: [care('C1', 'tue-1', 'summer', 'P1'), lead('painting', 'mon-1', 'summer', 'P1'), duty('tue-2', 'summer', 'P1')] },
    amount: 3,
  },
  {
    row: 'staff-role',
    name: 'the gate asks for first aid, care for patience',
    plan: (p) => {
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1'], skills: ['first-aid'], kinds: ['parent'], count: 2 }]
      p.careRole = { skills: ['patience'] }
      theStaff(p, 'P1').skills = ['first-aid']
      theStaff(p, 'T1').skills = ['first-aid', 'patience']
    },
    timetable: { posts: [general('gate', 'mon-1', 'summer', 'P1', 'T1'), care('C1', 'tue-1', 'summer', 'T1'), care('C2', 'tue-1', 'summer', 'T2')] },
    amount: 2,
  },

  { row: 'staff-vetting', name: 'all valid', timetable: { posts: wholeWeek('summer', 'T1') }, amount: 0 },
  {
    row: 'staff-vetting',
    name: 'health lapses on 13 October: no Monday of winter is whole, of summer every one',
    plan: (p) => {
      theStaff(p, 'T1').certificates.health = { until: '2026-10-13' }
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'winter', 'T1'), care('C1', 'tue-1', 'winter', 'T1')] },
    amount: 2,
  },
  {
    row: 'staff-vetting',
    name: 'a club that ends before the lapse, and care that does not',
    plan: (p) => {
      theStaff(p, 'T1').certificates.health = { until: '2026-10-12' }
      theActivity(p, 'chess').to = '2026-10-12'
    },
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'winter', 'T1'), care('C1', 'mon-2', 'winter', 'T1')] },
    amount: 1,
  },
  {
    row: 'staff-vetting',
    name: 'pending, a missing certificate, and one not valid yet: 1 a seat',
    plan: (p) => {
      theStaff(p, 'T1').certificates.character = { status: 'pending' }
      delete theStaff(p, 'T2').certificates.qualification
      theStaff(p, 'T3').certificates.qualification = { from: '2026-09-08' }
      theStaff(p, 'T3').certificates.health = { until: '2026-09-08' }
    },
    timetable: {
      posts: [
        care('C1', 'mon-1', 'summer', 'T1'),
        care('C2', 'mon-1', 'summer', 'T2'),
        care('C2', 'mon-2', 'summer', 'T3'),
        care('C1', 'mon-2', 'summer', 'K1'),
      ],
    },
    amount: 3,
  },

  { row: 'staff-workload', name: 'within all limits', timetable: { posts: wholeWeek('summer', 'T1') }, amount: 0 },
  {
    row: 'staff-workload',
    name: 'one session a day, three a week: 2 days × 1 over, 1 over in the week; winter apart',
    plan: (p) => {
      theStaff(p, 'T1').limits = { sessionsPerDay: 1, sessionsPerWeek: 3 }
    },
    timetable: { posts: [...wholeWeek('summer', 'T1'), care('C1', 'mon-1', 'winter', 'T1')] },
    amount: 3,
  },
  {
    row: 'staff-workload',
    name: 'painting counts as two sessions',
    plan: (p) => {
      theStaff(p, 'T3').limits = { sessionsPerDay: 1, sessionsPerWeek: 1 }
    },
    timetable: { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'T3')] },
    amount: 2,
  },
  {
    row: 'staff-workload',
    name: '160 minutes a week, 149 allowed: 11 over, two started tens',
    plan: (p) => {
      theStaff(p, 'T1').limits = { minutesPerWeek: 149 }
    },
    timetable: { posts: wholeWeek('summer', 'T1') },
    amount: 2,
  },
  {
    row: 'staff-workload',
    name: '40 minutes of lessons and 80 of service on Monday, 100 allowed; Tuesday 80 only',
    plan: (p) => {
      theStaff(p, 'T1').limits = { minutesPerDay: 100 }
    },
    timetable: { posts: wholeWeek('summer', 'T1') },
    amount: 2,
  },
  {
    row: 'staff-workload',
    name: 'lessons alone above the limit: only the service is over, and only on days with a seat',
    plan: (p) => {
      theStaff(p, 'T1').limits = { minutesPerDay: 30 }
      theStaff(p, 'T1').teaching = [
        { weekday: 'mon', start: '14:00', end: '14:40' },
        { weekday: 'thu', start: '08:00', end: '12:00' },
      ]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1')] },
    amount: 4,
  },
  {
    row: 'staff-workload',
    name: 'three days in a row where one is allowed, and three where two are',
    plan: (p) => {
      theStaff(p, 'T1').limits = { consecutiveDays: 1, daysPerWeek: 2 }
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'tue-1', 'summer', 'T1'), care('C1', 'wed-1', 'summer', 'T1')] },
    amount: 3,
  },
  {
    row: 'staff-workload',
    name: 'Monday and Wednesday are not in a row',
    plan: (p) => {
      theStaff(p, 'T1').limits = { consecutiveDays: 1 }
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'wed-1', 'summer', 'T1')] },
    amount: 0,
  },

  { row: 'staff-gap', name: 'one period after the other', timetable: { posts: wholeWeek('summer', 'T1') }, amount: 0 },
  {
    row: 'staff-gap',
    name: 'first and third period, and nothing in winter, when no third period runs',
    plan: (p) => {
      p.slots.push({ id: 'mon-3', weekday: 'mon', period: 3 })
      p.seasons[0].bells['mon-3'] = { start: '17:55', end: '18:00' }
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-3'] }]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-3', 'summer', 'T1'), care('C1', 'mon-1', 'winter', 'T1')] },
    amount: 1,
  },
  {
    row: 'staff-gap',
    name: 'noon and the second period: noon makes no gap',
    plan: (p) => {
      addNoon(p)
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-0'] }]
    },
    timetable: { posts: [general('gate', 'mon-0', 'summer', 'T1'), care('C1', 'mon-2', 'summer', 'T1')] },
    amount: 0,
  },
  {
    row: 'staff-gap',
    name: 'after the second bell serves no period',
    plan: (p) => {
      p.slots.push({ id: 'mon-3', weekday: 'mon', period: 3 })
      p.seasons[0].bells['mon-3'] = { start: '17:55', end: '18:00' }
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-3'], afterMinutes: 10 }]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-3', 'summer', 'T1')] },
    amount: 0,
  },

  { row: 'travel', name: 'one site', timetable: { posts: wholeWeek('summer', 'T1') }, amount: 0 },
  {
    row: 'travel',
    name: 'there on Monday: 15 minutes, two started tens',
    plan: eastGate(),
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-2', 'summer', 'T1')] },
    amount: 2,
  },
  {
    row: 'travel',
    name: 'there and back: 30 minutes in all, not 2 × 20',
    plan: (p) => {
      addEast(p)
      p.slots.push({ id: 'mon-3', weekday: 'mon', period: 3 })
      p.seasons[0].bells['mon-3'] = { start: '17:55', end: '18:00' }
      p.generalDuties = [
        { id: 'gate', site: 'east', slots: ['mon-2'] },
        { id: 'door', site: 'main', slots: ['mon-3'] },
      ]
    },
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T1'), general('gate', 'mon-2', 'summer', 'T1'), general('door', 'mon-3', 'summer', 'T1')] },
    amount: 3,
  },

  {
    row: 'no-lone-external',
    name: 'a parent leads, a teacher is on the site',
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1'), duty('mon-1', 'summer', 'K1')] },
    amount: 0,
  },
  {
    row: 'no-lone-external',
    name: 'a parent leads in both seasons, nobody else is there; a teacher an hour later does not help',
    timetable: {
      sections: [chess],
      posts: [lead('chess', 'mon-1', 'summer', 'P1'), lead('chess', 'mon-1', 'winter', 'P1'), care('C1', 'mon-2', 'summer', 'T1')],
    },
    amount: 2,
  },
  {
    row: 'no-lone-external',
    name: 'two periods with a parent, somebody in service in the first alone',
    plan: (p) => {
      theActivity(p, 'painting').roles = [{ role: 'lead', count: 1 }]
    },
    timetable: { sections: [painting], posts: [lead('painting', 'mon-1', 'summer', 'P1'), care('C1', 'mon-1', 'summer', 'T1')] },
    amount: 1,
  },
  {
    row: 'no-lone-external',
    name: 'somebody in service at the gate, after the bell',
    plan: (p) => {
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1'], afterMinutes: 10 }]
    },
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1'), general('gate', 'mon-1', 'summer', 'T1')] },
    amount: 1,
  },
  {
    row: 'no-lone-external',
    name: 'a parent at the gate alone is not with children',
    plan: (p) => {
      p.generalDuties = [{ id: 'gate', site: 'main', slots: ['mon-1'] }]
    },
    timetable: { posts: [general('gate', 'mon-1', 'summer', 'P1')] },
    amount: 0,
  },
  {
    row: 'no-lone-external',
    name: 'group: the duty leader on the site is not in the group; a parent alone in care is a breach too',
    plan: (p) => {
      p.policy.overrides = [{ field: 'externalsAccompanied', value: 'group', reason: 'for the test' }]
    },
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1'), duty('mon-1', 'summer', 'K1'), care('C1', 'tue-1', 'summer', 'P1')] },
    amount: 2,
  },
  {
    row: 'no-lone-external',
    name: 'group: with a teacher as assistant',
    plan: (p) => {
      p.policy.overrides = [{ field: 'externalsAccompanied', value: 'group', reason: 'for the test' }]
      theActivity(p, 'chess').roles = [
        { role: 'lead', count: 1 },
        { role: 'assistant', count: 1 },
      ]
    },
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1'), assistant('chess', 'mon-1', 'summer', 'T1')] },
    amount: 0,
  },
  {
    row: 'no-lone-external',
    name: 'no rule',
    plan: (p) => {
      p.policy.overrides = [{ field: 'externalsAccompanied', value: 'no', reason: 'for the test' }]
    },
    timetable: { sections: [chess], posts: [lead('chess', 'mon-1', 'summer', 'P1')] },
    amount: 0,
  },
]
