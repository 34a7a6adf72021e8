import type { PlanInput } from '../../models/after-school/plan.ts'

type StudentInput = PlanInput['students'][number]
type StaffInput = PlanInput['staff'][number]

const everySlot = ['mon-1', 'mon-2', 'tue-1', 'tue-2', 'wed-1']

const student = (id: string, of: string, choices: string[], more: Partial<StudentInput> = {}): StudentInput => ({
  id,
  class: of,
  attends: [...everySlot],
  choices,
  clubsWanted: choices.length > 0 ? 1 : 0,
  ...more,
})

const member = (id: string, kind: StaffInput['kind'], more: Partial<StaffInput> = {}): StaffInput => ({
  id,
  kind,
  certificates: {
    character: { status: 'cleared', from: '2026-08-01', until: '2027-07-31' },
    health: { from: '2026-08-01', until: '2027-07-31' },
    qualification: { from: '2020-07-01' },
  },
  offers: (['mon', 'tue', 'wed'] as const).map((weekday) => ({ weekday, start: '16:00', end: '18:00' })),
  ...more,
})

/**
 * A tiny school with a bit of everything, valid, without findings: two classes, twelve students, five staff, three activities, five slots; wed-1 runs in
 * summer only. A fresh copy at each call.
 * @param change is given the plan to make of it what a test needs
 */
export function smallPlan(change?: (plan: PlanInput) => void): PlanInput {
  const plan: PlanInput = {
    id: 'small',
    name: '小学校',
    coordinates: { latitude: 34.62, longitude: 112.45 },
    term: { start: '2026-09-01', end: '2026-11-30', calendar: 'CN' },
    seasons: [
      {
        id: 'summer',
        from: '2026-09-01',
        bells: {
          'mon-1': { start: '16:30', end: '17:10' },
          'mon-2': { start: '17:15', end: '17:55' },
          'tue-1': { start: '16:30', end: '17:10' },
          'tue-2': { start: '17:15', end: '17:55' },
          'wed-1': { start: '16:30', end: '17:10' },
        },
      },
      {
        id: 'winter',
        from: '2026-10-08',
        bells: {
          'mon-1': { start: '16:10', end: '16:50' },
          'mon-2': { start: '16:55', end: '17:35' },
          'tue-1': { start: '16:10', end: '16:50' },
          'tue-2': { start: '16:55', end: '17:35' },
        },
      },
    ],
    slots: [
      { id: 'mon-1', weekday: 'mon', period: 1 },
      { id: 'mon-2', weekday: 'mon', period: 2 },
      { id: 'tue-1', weekday: 'tue', period: 1 },
      { id: 'tue-2', weekday: 'tue', period: 2 },
      { id: 'wed-1', weekday: 'wed', period: 1 },
    ],
    policy: { pack: 'luoyang-2020-87' },
    sites: [{ id: 'main' }],
    rooms: [
      { id: 'R1', site: 'main', capacity: 30, features: ['step-free'] },
      { id: 'R2', site: 'main', capacity: 30, features: ['step-free'] },
      { id: 'ART', site: 'main', capacity: 8, features: ['art', 'step-free'] },
      { id: 'FIELD', site: 'main', capacity: 60, features: ['field'], outdoor: true, concurrent: 2 },
    ],
    classes: [
      { id: 'C1', grade: 1, homeRoom: 'R1', homeroomTeacher: 'T1', dismissal: { summer: '16:20', winter: '16:00' } },
      { id: 'C2', grade: 2, homeRoom: 'R2', homeroomTeacher: 'T2', dismissal: { summer: '16:20', winter: '16:00' } },
    ],
    students: [
      student('S01', 'C1', ['chess', 'football']),
      student('S02', 'C1', ['chess', 'painting'], { clubsWanted: 2 }),
      student('S03', 'C1', ['football', 'chess'], { priority: ['left-behind'] }),
      student('S04', 'C1', ['painting'], { needs: ['step-free'] }),
      student('S05', 'C1', ['football'], { attends: ['mon-1', 'tue-1', 'wed-1'] }),
      student('S06', 'C1', []),
      student('S07', 'C2', ['football', 'painting'], { clubsWanted: 2 }),
      student('S08', 'C2', ['chess']),
      student('S09', 'C2', ['painting', 'chess']),
      student('S10', 'C2', ['football', 'chess', 'painting'], { clubsWanted: 2, priority: ['migrant'] }),
      student('S11', 'C2', ['chess'], { attends: ['mon-1', 'mon-2', 'tue-1', 'tue-2'] }),
      student('S12', 'C2', [], { attends: ['tue-1'], registeredPoor: true, feeExempt: true }),
    ],
    staff: [
      member('T1', 'teacher', { teaches: ['C1'], skills: ['chess'], teaching: [{ weekday: 'mon', start: '14:00', end: '14:40' }] }),
      member('T2', 'teacher', { teaches: ['C2'], skills: ['sports'], mayLeadDuty: true }),
      member('T3', 'teacher', { teaches: ['C1', 'C2'], skills: ['art'] }),
      member('K1', 'school-staff', { mayLeadDuty: true }),
      member('P1', 'parent', { skills: ['chess'], payPerSession: 50 }),
    ],
    activities: [
      { id: 'chess', domains: ['intellectual', 'moral'], grades: [1, 2], sections: { max: 1 }, size: { min: 2, max: 6 }, slots: ['mon-1', 'tue-1'], fee: 40 },
      {
        id: 'football',
        domains: ['physical'],
        grades: [1, 2],
        sections: { max: 1 },
        size: { min: 2, max: 10 },
        slots: ['tue-1', 'wed-1'],
        roomFeatures: ['field'],
        roles: [{ role: 'lead', count: 1, skills: ['sports'] }],
      },
      {
        id: 'painting',
        domains: ['aesthetic', 'labour'],
        grades: [1, 2],
        sections: { max: 1 },
        size: { min: 2, max: 8 },
        length: 2,
        slots: ['mon-1', 'tue-1'],
        roomFeatures: ['art'],
        roles: [{ role: 'lead', count: 1, kinds: ['teacher'], skills: ['art'] }],
      },
    ],
  }
  change?.(plan)
  return plan
}
