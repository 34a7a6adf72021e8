import { beforeAll, describe, expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { type Wish, whyNot, whySeat } from '../../../../models/after-school/explain/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import type { Timetable } from '../../../../models/after-school/timetable.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'

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
    const care = timetable.posts.find((post) => post.kind === 'care' && post.staff.length === 1)!
    const { staff, ...post } = care
    const { without, others } = whySeat(plan, timetable, post, staff[0])
    expect(without.rows['unfilled-seat']).toBe(40)
    expect(without.medium).toBe(40)
    for (const { change, staff: other } of others) {
      expect(other).not.toBe(staff[0])
      expect(change.hard).toBe(0)
    }
  })
})
