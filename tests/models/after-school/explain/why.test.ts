import { beforeAll, describe, expect, it } from 'vitest'
import { checkTimetable, timetableFaults } from '../../../../models/after-school/check/index.ts'
import { type Assignment, clubPlaces, sectionPlaces, substitutes, type Wish, why, whyNot } from '../../../../models/after-school/explain/index.ts'
import { unknownIds } from '../../../../models/after-school/explain/known.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import type { Timetable, TimetableParts } from '../../../../models/after-school/timetable.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'
import { grown } from '../rebalance/school.ts'

// P1, a parent, leads chess alone; T1 could as well
const plan: Plan = planSchema.parse(
  smallPlan((own) => {
    own.staff[0].refuses = ['football']
    own.staff[4].certificates.health = { until: '2026-10-20' }
  }),
)
let timetable: Timetable
beforeAll(async () => {
  timetable = (await solve(afterSchool, plan, { stepLimit: 40_000, seed: 2 })).solution
})

const steps = 30_000
const football = () => timetable.sections.find(({ activity }) => activity === 'football')!
const lead = (activity: string, slot: string) => ({ kind: 'section' as const, activity, number: 1, slot, role: 'lead' as const, season: 'summer' })

describe('why not', () => {
  it.each<[name: string, wish: () => Wish, rows: string[]]>([
    ['a refusal', () => ({ kind: 'seat', staff: 'T1', post: lead('football', football().sessions[0].slot) }), ['staff-refusal']],
    ['a role', () => ({ kind: 'seat', staff: 'K1', post: lead('football', football().sessions[0].slot) }), ['staff-role']],
    ['a certificate', () => ({ kind: 'seat', staff: 'P1', post: { kind: 'care', host: 'C1', slot: 'mon-1', season: 'winter' } }), ['staff-vetting']],
    ['no consent', () => ({ kind: 'student', student: 'S06', activity: 'football', number: 1 }), ['student-consent']],
    ['a slot that the activity does not allow', () => ({ kind: 'session', activity: 'football', number: 1, slot: 'mon-2', room: 'FIELD' }), ['slot-allowed']],
  ])('%s forbids it', (_, wish, rows) => {
    const { outcome, broken, price } = whyNot(plan, timetable, wish(), { steps })
    expect(outcome).toBe('forbidden')
    expect(broken.map(({ row }) => row)).toEqual(expect.arrayContaining(rows))
    expect(price).toBeUndefined()
  })

  it('a wish that no rule forbids has a price: the best timetable with it, by the checker', () => {
    const care = timetable.posts.find((post) => post.kind === 'care' && post.season === 'winter' && post.host === 'C1')!
    const other = plan.staff.find(({ id, kind }) => kind === 'teacher' && !care.staff.includes(id))!.id
    const { staff: _, ...post } = care
    const answer = whyNot(plan, timetable, { kind: 'seat', staff: other, post }, { steps })
    expect(answer.outcome).toBe('possible')
    const seat = answer.timetable!.posts.find(
      (own) => own.kind === 'care' && own.host === 'C1' && own.season === 'winter' && care.kind === 'care' && own.slot === care.slot,
    )!
    expect(seat.staff).toContain(other)
    const { hard, soft } = checkTimetable(plan, answer.timetable!)
    expect(hard).toBe(0)
    const best = soft - answer.price!.soft
    expect(best).toBeLessThanOrEqual(checkTimetable(plan, timetable).soft)
  })
})

describe('why', () => {
  it('names what the seat costs, what it would cost to leave it, and who would be next', () => {
    const { staff, ...post } = timetable.posts.find((own) => own.kind === 'care' && own.staff.length === 1)!
    const { without, others } = why(plan, timetable, { kind: 'seat', staff: staff[0], post })
    expect(without.rows['unfilled-seat']).toBe(40)
    expect(without.medium).toBe(40)
    for (const { change, staff: other } of others) {
      expect(other).not.toBe(staff[0])
      expect(change.hard).toBe(0)
    }
  })

  const school = grown('village', 3)
  const section = school.timetable.sections.find(({ students }) => students.length > 1)!
  const guest = school.timetable.care[0]
  const withoutSection = ({ sections, ...rest }: TimetableParts): TimetableParts => ({
    ...rest,
    sections: sections.filter((own) => own.activity !== section.activity || own.number !== section.number),
    posts: rest.posts.filter((post) => post.kind !== 'section' || post.activity !== section.activity || post.number !== section.number),
  })
  it.each<[name: string, assignment: Assignment, without: (own: TimetableParts) => TimetableParts]>([
    [
      'a student in a section',
      { kind: 'student', student: section.students[0], activity: section.activity, number: section.number },
      (own) => ({
        ...own,
        sections: own.sections.map((s) =>
          s.activity === section.activity && s.number === section.number ? { ...s, students: s.students.filter((id) => id !== section.students[0]) } : s,
        ),
      }),
    ],
    ['a session', { kind: 'session', activity: section.activity, number: section.number, slot: section.sessions[0].slot }, withoutSection],
    [
      'a class that is a guest',
      { kind: 'care', class: guest?.class ?? school.plan.classes[0].id, slot: guest?.slot ?? school.plan.slots[0].id },
      (own) => ({ ...own, care: own.care.filter((entry) => entry !== guest) }),
    ],
  ])('%s: what the timetable costs without it, exactly, and what else there could be', (_, assignment, taken) => {
    const { without, others } = why(school.plan, school.timetable, assignment)
    const before = checkTimetable(school.plan, school.timetable)
    const parts = taken(school.timetable)
    // whoever is not needed any more leaves
    const over = new Set(timetableFaults(school.plan, parts).flatMap(({ pointer }) => (pointer.startsWith('/posts/') ? [Number(pointer.split('/')[2])] : [])))
    if (over.size === 0) {
      const after = checkTimetable(school.plan, parts)
      expect([without.hard, without.medium, without.soft]).toEqual([after.hard - before.hard, after.medium - before.medium, after.soft - before.soft])
    }
    for (let i = 1; i < others.length; i++) expect(others[i - 1].change.hard).toBeLessThanOrEqual(others[i].change.hard)
  })

  it.each<[name: string, ask: () => unknown, code: string, pointer: string]>([
    ['why of somebody unknown', () => why(plan, timetable, { kind: 'student', student: 'S0l', activity: 'chess', number: 1 }), 'unknown-student', '/student'],
    ['why of what is not so', () => why(plan, timetable, { kind: 'student', student: 'S06', activity: 'football', number: 1 }), 'not-so', ''],
    ['why of a section too many', () => why(plan, timetable, { kind: 'session', activity: 'chess', number: 9, slot: 'mon-1' }), 'not-so', ''],
    [
      'a wish for an unknown room',
      () => whyNot(plan, timetable, { kind: 'session', activity: 'chess', number: 1, slot: 'mon-1', room: 'ATR' }),
      'unknown-room',
      '/room',
    ],
    [
      'a wish for an unknown host',
      () => whyNot(plan, timetable, { kind: 'seat', staff: 'T1', post: { kind: 'care', host: 'C9', slot: 'mon-1', season: 'summer' } }),
      'unknown-host',
      '/post/host',
    ],
    ['substitutes of somebody unknown', () => substitutes(plan, timetable, { posts: [], instead: 'T01' }), 'unknown-staff', '/instead'],
    ['places at an unknown slot', () => sectionPlaces(plan, timetable, { activity: 'chess', number: 1, slot: 'mon-9' }), 'unknown-slot', '/slot'],
    ['clubs of nobody', () => clubPlaces(plan, timetable, 'nobody'), 'unknown-student', '/student'],
  ])('%s is a fault with its place, never a crash', (_, ask, code, pointer) => {
    try {
      ask()
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(FaultError)
      expect((error as FaultError).faults.map((fault) => [fault.code, fault.pointer])).toEqual([[code, pointer]])
    }
  })

  it('says which name was meant', () => {
    const [fault] = unknownIds(plan, { wish: { room: 'ATR' } })
    expect([fault.pointer, fault.suggestion?.en]).toEqual(['/wish/room', 'Maybe `ART`?'])
  })
})
