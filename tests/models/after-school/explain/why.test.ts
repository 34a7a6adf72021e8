import { beforeAll, describe, expect, it } from 'vitest'
import { type CheckReport, checkTimetable, timetableFaults } from '../../../../models/after-school/check/index.ts'
import { descend } from '../../../../models/after-school/explain/descent.ts'
import { type Assignment, clubPlaces, sectionPlaces, substitutes, type Wish, why, whyNot } from '../../../../models/after-school/explain/index.ts'
import { unknownIds } from '../../../../models/after-school/explain/known.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import type { Timetable, TimetableParts } from '../../../../models/after-school/timetable.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'
import { care, duty, partsOf } from '../check/support.ts'
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

  it('a role forbids it, too, where whoever sits there now has it as little', () => {
    const ref = lead('football', football().sessions[0].slot)
    const isThere = (post: Timetable['posts'][number]) =>
      post.kind === 'section' && post.activity === 'football' && post.season === 'summer' && post.role === 'lead'
    const broken = { ...timetable, posts: timetable.posts.map((post) => (isThere(post) ? { ...post, staff: ['K1'] } : post)) }
    const answer = whyNot(plan, broken, { kind: 'seat', staff: 'P1', post: ref }, { steps })
    expect(answer.outcome).toBe('forbidden')
    expect(answer.broken.filter(({ row }) => row === 'staff-role').map(({ where }) => where.staff)).toEqual(['P1'])
  })

  it('a wish that no rule forbids has a price: the best timetable with it, by the checker', () => {
    const held = timetable.posts.find((post) => post.kind === 'care' && post.season === 'winter' && post.host === 'C1')!
    const other = plan.staff.find(({ id, kind }) => kind === 'teacher' && !held.staff.includes(id))!.id
    const { staff: _, ...post } = held
    const answer = whyNot(plan, timetable, { kind: 'seat', staff: other, post }, { steps })
    expect(answer.outcome).toBe('possible')
    const seat = answer.timetable!.posts.find(
      (own) => own.kind === 'care' && own.host === 'C1' && own.season === 'winter' && held.kind === 'care' && own.slot === held.slot,
    )!
    expect(seat.staff).toContain(other)
    expect(checkTimetable(plan, answer.timetable!).hard).toBe(0)
    // beside the best without it, improved for as long
    const best = checkTimetable(plan, descend(plan, timetable, steps).timetable)
    expect(best.soft).toBeLessThanOrEqual(checkTimetable(plan, timetable).soft)
    expect(answer.price).toEqual(changeOf(best, checkTimetable(plan, answer.timetable!)))
    expect(Object.keys(answer.price!.rows).length).toBeGreaterThan(0)
  })

  it('another club that a child chose has a price, even where it is one club too many', () => {
    const wishes = plan.students.flatMap(({ id, choices, attends }) =>
      timetable.sections
        .filter(
          ({ activity, students, sessions }) => choices.includes(activity) && !students.includes(id) && sessions.every(({ slot }) => attends.includes(slot)),
        )
        .map(({ activity }) => ({ student: id, activity })),
    )
    expect(wishes.length).toBeGreaterThan(2)
    for (const { student, activity } of wishes) {
      const answer = whyNot(plan, timetable, { kind: 'student', student, activity, number: 1 }, { steps })
      expect([student, activity, answer.outcome]).toEqual([student, activity, 'possible'])
      const clubs = answer.timetable!.sections.filter(({ students }) => students.includes(student)).map((section) => section.activity)
      expect(clubs).toContain(activity)
      expect(checkTimetable(plan, answer.timetable!).hard).toBe(0)
      expect(answer.price!.medium).toBeGreaterThanOrEqual(0)
      // a place that is to be had costs no more than the wish that is given up for it
      expect(answer.price!.medium * 1000 + answer.price!.soft).toBeLessThan(40)
    }
  })

  it('a session is not forbidden an hour that its leader has not offered where somebody else may lead', () => {
    // nobody and nothing else is in the way
    const alone = {
      ...timetable,
      sections: timetable.sections.filter(({ activity }) => activity === 'chess'),
      posts: timetable.posts.filter((post) => post.kind === 'section' && post.activity === 'chess'),
    }
    const [{ slot: now, room }] = alone.sections[0].sessions
    const slot = now === 'mon-1' ? 'tue-1' : 'mon-1'
    const leaders = timetable.posts.flatMap((post) => (post.kind === 'section' && post.activity === 'chess' ? post.staff : []))
    const kept = planSchema.parse({
      ...plan,
      staff: plan.staff.map((own) => (leaders.includes(own.id) ? { ...own, offers: own.offers.filter(({ weekday }) => now.startsWith(weekday)) } : own)),
    })
    const answer = whyNot(kept, alone, { kind: 'session', activity: 'chess', number: 1, slot, room }, { steps })
    expect(answer.broken.map(({ row }) => row)).toContain('staff-offer')
    expect(answer.outcome).toBe('possible')
    expect(answer.timetable!.sections.find(({ activity }) => activity === 'chess')!.sessions).toEqual([{ slot, room }])
  })

  it('a club is forbidden to a child who wants none; where it would be one too many, the one ranked last is given up', () => {
    const none = planSchema.parse({ ...plan, students: plan.students.map((own) => (own.id === 'S01' ? { ...own, clubsWanted: 0 } : own)) })
    const without = { ...timetable, sections: timetable.sections.map((own) => ({ ...own, students: own.students.filter((id) => id !== 'S01') })) }
    const { outcome, broken } = whyNot(none, without, { kind: 'student', student: 'S01', activity: 'football', number: 1 }, { steps })
    expect([outcome, broken.map(({ row }) => row)]).toEqual(['forbidden', ['student-consent']])
    // S10 ranks football, chess, painting and wants two
    const held = (activity: string, own: TimetableParts) => own.sections.some((section) => section.activity === activity && section.students.includes('S10'))
    const start = {
      ...timetable,
      sections: timetable.sections.map((own) => ({
        ...own,
        students: [...own.students.filter((id) => id !== 'S10'), ...(own.activity === 'football' || own.activity === 'chess' ? ['S10'] : [])],
      })),
    }
    const answer = whyNot(plan, start, { kind: 'student', student: 'S10', activity: 'painting', number: 1 }, { steps: 0 })
    expect(answer.broken.map(({ row }) => row)).not.toContain('student-consent')
    expect([held('painting', answer.timetable!), held('chess', answer.timetable!)]).toEqual([true, false])
  })
})

/** after − before, by level and row */
function changeOf(before: CheckReport, after: CheckReport) {
  const change = ({ hard, medium, soft }: CheckReport, than: CheckReport) => ({ hard: hard - than.hard, medium: medium - than.medium, soft: soft - than.soft })
  const costs = after.constraints.map(({ id, cost }) => [id, cost - before.constraints.find((row) => row.id === id)!.cost] as const)
  return { ...change(after, before), rows: Object.fromEntries(costs.filter(([, cost]) => cost !== 0)) }
}

describe('why', () => {
  it('names what the seat costs, what it would cost to leave it, and who would be next', () => {
    const seats = timetable.posts.filter((own) => own.kind === 'care' && own.staff.length === 1)
    let next = 0
    for (const { staff, ...post } of seats) {
      const { without, others } = why(plan, timetable, { kind: 'seat', staff: staff[0], post })
      expect(without.rows['unfilled-seat']).toBe(40)
      expect(without.medium).toBe(40)
      next += others.length
      for (const { change, staff: other } of others) {
        expect(other).not.toBe(staff[0])
        expect(change.hard).toBe(0)
      }
    }
    expect(next).toBeGreaterThan(0)
  })

  it('a class in care elsewhere is priced at home, also where nobody is left to look after it there', () => {
    // on Mondays T2 alone, and no place for both classes in the room of C1
    const short = planSchema.parse({
      ...plan,
      rooms: plan.rooms.map((own) => (own.id === 'R1' ? { ...own, capacity: 8 } : own)),
      staff: plan.staff.map((own) => (own.id === 'T2' || own.id === 'K1' ? own : { ...own, offers: own.offers.filter(({ weekday }) => weekday !== 'mon') })),
    })
    const seasons = ['summer', 'winter']
    const together = partsOf({
      care: [{ class: 'C1', slot: 'mon-1', host: 'C2' }],
      posts: seasons.flatMap((season) => [care('C2', 'mon-1', season, 'T2'), duty('mon-1', season, 'K1')]),
    })
    // seats that are empty already are no part of the price
    const { others } = why(short, together, { kind: 'care', class: 'C1', slot: 'mon-1' })
    const home = others.find((other) => 'host' in other && other.host === 'C1')!
    expect(home.change.rows).toMatchObject({ 'unfilled-seat': 80, 'merged-care': -8 })
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
    // nobody is there who is not needed any more
    expect(timetableFaults(school.plan, parts)).toEqual([])
    expect(without).toEqual(changeOf(before, checkTimetable(school.plan, parts)))
    expect(others.length).toBeGreaterThan(0)
    const levels = others.map(({ change: { hard, medium, soft } }) => [hard, medium, soft])
    expect(levels).toEqual(levels.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]))
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
