import { describe, expect, test } from 'vitest'
import { checkTimetable, unfilledSummary } from '../../../../models/after-school/check/index.ts'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { care, chess, duty, hosted, lead, override, partsOf, planOf, section, theActivity, theRoom, theStaff, theStudent } from './support.ts'

/** Nobody attends but the six of C1, on Mondays in the first period: one care seat and one duty leader a season. */
const mondayOnly = (plan: PlanInput) => {
  for (const student of plan.students) student.attends = student.class === 'C1' ? ['mon-1'] : []
  plan.students = plan.students.map((student) => ({ ...student, choices: [], clubsWanted: 0 }))
}
const filled = [care('C1', 'mon-1', 'summer', 'T1'), duty('mon-1', 'summer', 'K1'), duty('mon-1', 'winter', 'K1')]
/** only T3 may care for children */
const onlyT3 = (plan: PlanInput) => {
  mondayOnly(plan)
  plan.careRole = { skills: ['art'] }
}

interface Case {
  readonly name: string
  readonly plan: (plan: PlanInput) => void
  readonly timetable: Partial<TimetableParts>
  readonly fixes: readonly string[]
}

const cases: readonly Case[] = [
  {
    name: 'nothing is open',
    plan: mondayOnly,
    timetable: { posts: [...filled, care('C1', 'mon-1', 'winter', 'T1')] },
    fixes: [],
  },
  {
    name: 'somebody is free',
    plan: mondayOnly,
    timetable: { posts: filled },
    fixes: ['unfilled-seat 1: free, permitted and within their offers, for instance: T1, T2, T3'],
  },
  {
    name: 'nobody else offered it',
    plan: (p) => {
      onlyT3(p)
      theStaff(p, 'T3').offers = [{ weekday: 'mon', start: '16:20', end: '18:00' }]
    },
    timetable: { posts: filled },
    fixes: ['unfilled-seat 1: nobody else who could take it offered Monday 16:10–16:50 in winter; one more offer would fill a seat, for instance from T3'],
  },
  {
    name: 'a certificate lapses',
    plan: (p) => {
      onlyT3(p)
      theStaff(p, 'T3').certificates.health = { until: '2026-10-31' }
    },
    timetable: { posts: filled },
    fixes: ['unfilled-seat 1: valid certificates for the whole season would let T3 take it'],
  },
  {
    name: 'at the limit',
    plan: (p) => {
      onlyT3(p)
      theStaff(p, 'T3').limits = { minutesPerWeek: 39 }
    },
    timetable: { posts: filled },
    fixes: ['unfilled-seat 1: T3 offered it and would be free, but is at a limit of work'],
  },
  {
    name: 'serving elsewhere',
    plan: onlyT3,
    timetable: { posts: [...filled.slice(0, 2), duty('mon-1', 'winter', 'T3')] },
    fixes: ['unfilled-seat 1: everybody who offered Monday 16:10–16:50 in winter already serves then: T3; one more offer, or one group less at that time'],
  },
  {
    name: 'a duty leader is wanted, and those who may are in care: with their leave, the others could',
    plan: mondayOnly,
    timetable: { posts: [care('C1', 'mon-1', 'summer', 'T2'), care('C1', 'mon-1', 'winter', 'T1'), duty('mon-1', 'winter', 'K1')] },
    fixes: ['unfilled-seat 1: free, permitted and within their offers, for instance: K1'],
  },
  {
    name: 'nobody can',
    plan: (p) => {
      onlyT3(p)
      p.careRole = { skills: ['patience'] }
      for (const person of p.staff) person.offers = []
    },
    timetable: { posts: filled },
    fixes: ['unfilled-seat 1: nobody on the list could take it even for one more offer; it needs another person at Monday 16:10–16:50 in winter'],
  },
  {
    name: 'seats with the same way out are one entry',
    plan: (p) => {
      mondayOnly(p)
      for (const person of p.staff) person.offers = []
    },
    timetable: {},
    fixes: [
      'unfilled-seat 1: nobody else who could take it offered Monday 16:30–17:10 in summer; one more offer would fill a seat, for instance from T1, T2, T3, K1',
      'unfilled-seat 1: nobody else who could take it offered Monday 16:30–17:10 in summer; one more offer would fill a seat, for instance from T2, K1',
      'unfilled-seat 1: nobody else who could take it offered Monday 16:10–16:50 in winter; one more offer would fill a seat, for instance from T1, T2, T3, K1',
      'unfilled-seat 1: nobody else who could take it offered Monday 16:10–16:50 in winter; one more offer would fill a seat, for instance from T2, K1',
    ],
  },
]

/** so that no priority student is named beside */
const silent = (plan: PlanInput) => {
  plan.students = plan.students.map((student) => ({ ...student, priority: [] }))
}

/** Everything but seats: those are above. */
const others: readonly Case[] = [
  {
    name: 'two classes in a small room: let the guests stay at home',
    plan: (p) => {
      silent(p)
      theRoom(p, 'R1').capacity = 8
    },
    timetable: { care: [hosted('C2', 'mon-1', 'C1')] },
    fixes: ['unplaced-student 6: let C2 stay in R2'],
  },
  {
    name: 'one class in a room that is too small: the library has places, the field is dark in winter',
    plan: (p) => {
      silent(p)
      theRoom(p, 'R1').capacity = 5
      p.rooms.push({ id: 'LIB', site: 'main', capacity: 10, features: ['step-free'] })
      p.careRooms = [{ room: 'LIB', grades: [1] }]
      for (const student of p.students) student.attends = student.attends.filter((slot) => slot === 'mon-1')
    },
    timetable: {},
    fixes: ['unplaced-student 2: let LIB host C1'],
  },
  {
    name: 'no other room',
    plan: (p) => {
      silent(p)
      theRoom(p, 'R1').capacity = 5
      for (const student of p.students) student.attends = student.attends.filter((slot) => slot === 'mon-1')
    },
    timetable: {},
    fixes: ['unplaced-student 2: a room with 1 more place than R1, or a club at that time for 1 student'],
  },
  {
    name: 'a club that few chose, one at times when few are there, one that lacks a leader',
    plan: (p) => {
      silent(p)
      Object.assign(theActivity(p, 'painting'), { sections: { min: 1, max: 1 }, size: { min: 6, max: 8 } })
      Object.assign(theActivity(p, 'football'), { sections: { min: 1, max: 1 }, slots: ['wed-1'] })
      for (const id of ['S01', 'S03', 'S07', 'S10']) theStudent(p, id).attends = ['mon-1']
      Object.assign(theActivity(p, 'chess'), { sections: { min: 2, max: 2 } })
    },
    timetable: { sections: [chess] },
    fixes: [
      'missing-section 1: 7 students could come and 3 have a place: a leader who offers one of its slots, with a fitting room free then',
      'missing-section 1: 1 student of 5 who chose it attend one of its slots, 2 are needed: one more slot for it',
      'missing-section 1: 5 students chose it, 6 are needed for one section more',
    ],
  },
  {
    name: 'a priority student: S03 finds a place in chess, S10 does not attend',
    plan: (p) => {
      override(p, 'latestEnd', null)
      theStudent(p, 'S10').attends = ['tue-1']
    },
    timetable: { sections: [section('chess', [['mon-1', 'ART']], ['S01', 'S02'])] },
    fixes: ['priority-unserved 1: there is a place in chess section 1', 'priority-unserved 1: an application for Monday period 1 would open chess section 1'],
  },
  {
    name: 'at the same time as tutoring; not running; a place in the tutoring group',
    plan: (p) => {
      theActivity(p, 'chess').size = { min: 2, max: 2 }
      theStudent(p, 'S10').choices = ['chess']
      p.activities.push({ id: 'reading', grades: [1, 2], sections: { max: 2 }, size: { max: 4 }, slots: ['mon-1'], tutoring: true })
      for (const id of ['S10', 'S08']) theStudent(p, id).tutoring = true
      theStudent(p, 'S03').choices = ['painting']
    },
    timetable: { sections: [section('chess', [['mon-1', 'ART']], ['S01', 'S02']), section('reading', [['mon-1', 'FIELD']], ['S10'])] },
    fixes: [
      'priority-unserved 1: one more section of painting',
      'priority-unserved 1: chess section 1 is at the same time as another group of the student',
      'tutoring-unserved 1: there is a place in reading section 1',
    ],
  },
  {
    name: 'a full club',
    plan: (p) => {
      theActivity(p, 'chess').size = { min: 2, max: 2 }
      theStudent(p, 'S03').choices = ['chess']
      theStudent(p, 'S10').priority = []
    },
    timetable: { sections: [section('chess', [['mon-1', 'ART']], ['S01', 'S02'])] },
    fixes: ['priority-unserved 1: one more place: full are chess section 1'],
  },
]

const lines = ({ plan, timetable }: Case) => unfilledSummary(planOf(plan), partsOf(timetable)).map((entry) => `${entry.row} ${entry.amount}: ${entry.fix.en}`)

describe('empty seats', () => {
  test.each(cases)('$name', (entry) => expect(lines(entry)).toEqual(entry.fixes))
})

describe('everything else', () => {
  test.each(others)('$name', (entry) => expect(lines(entry).filter((line) => !line.startsWith('unfilled-seat'))).toEqual(entry.fixes))
})

test('covers every finding of the medium rows', () => {
  const plan = planOf((p) => {
    theActivity(p, 'painting').sections = { min: 1, max: 1 }
  })
  const parts = partsOf({ sections: [chess], care: [hosted('C2', 'mon-1', 'C1')], posts: [lead('chess', 'mon-1', 'summer', 'P1')] })
  const medium = checkTimetable(plan, parts).constraints.filter((row) => row.level === 'medium')
  for (const row of medium) {
    const own = unfilledSummary(plan, parts).filter((entry) => entry.row === row.id)
    expect(own.reduce((sum, entry) => sum + entry.amount, 0)).toBe(row.amount)
    expect(own.flatMap((entry) => entry.findings)).toHaveLength(row.findings.length)
    for (const entry of own) expect(entry.fix.zh).toMatch(/\p{Script=Han}/u)
  }
})
