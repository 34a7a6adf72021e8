import { expect, it } from 'vitest'
import { type PlanInput, planSchema } from '../../../../models/after-school/plan.ts'
import { type Change, parseChanges, type Rebalanced, rebalance } from '../../../../models/after-school/rebalance/index.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { smallPlan } from '../../../support/plan.ts'
import { care, duty, partsOf, section } from '../check/support.ts'

/** one Monday of winter */
const on = { from: '2026-11-09', to: '2026-11-09' }
const tuesday = { from: '2026-11-10', to: '2026-11-10' }
const away: Change = { kind: 'staff-away', staff: 'T2', ...on }

const timetable = partsOf({
  posts: ['summer', 'winter'].flatMap((season) =>
    ['mon-1', 'mon-2', 'tue-1', 'tue-2'].flatMap((slot) => [care('C1', slot, season, 'T1'), care('C2', slot, season, 'T2'), duty(slot, season, 'K1')]),
  ),
})

function told(change: (plan: PlanInput) => void, changes: readonly Change[], now = timetable): Rebalanced {
  const plan = planSchema.parse(smallPlan(change))
  return rebalance(plan, now, parseChanges(plan, { changes }))
}

const faults = (...args: Parameters<typeof told>) => {
  try {
    told(...args)
  } catch (error) {
    if (error instanceof FaultError) return error.faults
    throw error
  }
  return []
}

const mondaysOnly = (plan: PlanInput) => {
  plan.staff[0].offers = plan.staff[0].offers!.slice(0, 1)
}
const seated = (answer: Rebalanced, at: string) =>
  answer.dated[0].timetable.posts.flatMap((post) => (post.kind === 'care' && post.slot === at ? [`${post.host}: ${post.staff.join()}`] : []))

it('somebody who sits outside an offer on a day that stays as it is does not vanish: the timetable is refused, with names and days', () => {
  const found = faults(mondaysOnly, [away])
  expect(found.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['breaks-a-rule', ''],
    ['breaks-a-rule', ''],
  ])
  expect(found[0].message.en).toContain('T1 (care of C1 on Tuesday period 1)')
  expect(found[0].message.zh).toContain('T1（周二第1节C1托管）')
})

it('the same where activities have dates of their own', () => {
  const dated = (plan: PlanInput) => {
    mondaysOnly(plan)
    plan.activities[1].from = '2026-09-07'
    plan.activities[1].to = '2026-10-30'
  }
  expect(faults(dated, [away])).toEqual(faults(mondaysOnly, [away]))
})

it('on a day that changes it is mended like everything else', () => {
  expect(seated(told(mondaysOnly, [{ ...away, ...tuesday }]), 'tue-1')).not.toContain('C1: T1')
})

it('a host, a room and a student that rules forbid, on a day that stays as it is', () => {
  const own = {
    ...timetable,
    sections: [
      section('chess', [['tue-1', 'FIELD']], ['S01', 'S06']),
      section('chess', [['tue-1', 'FIELD']], ['S02', 'S03'], 2),
      section('painting', [['tue-1', 'FIELD']], ['S07', 'S09']),
    ],
    care: [{ class: 'C1', slot: 'tue-2', host: 'C2' }],
  }
  const found = faults(
    (plan) => {
      // nobody of class 1 can be in the second room
      plan.rooms[1].features = []
    },
    [away],
    own,
  )
  expect(found.map(({ message }) => message.en.replace(/^.*09, (.*): a rule.*$/, '$1'))).toEqual([
    'care of C1 with C2 on Tuesday period 2',
    'S06 in chess section 1',
    'chess section 2 in FIELD on Tuesday period 1',
    'painting section 1 in FIELD on Tuesday period 1',
  ])
})

it('where a change takes somebody past a limit of the week, it is a seat of its own day that goes to somebody else', () => {
  const limited = (plan: PlanInput) => {
    plan.staff[0].limits = { minutesPerWeek: 160 }
  }
  const answer = told(limited, [{ kind: 'bell-moved', slot: 'mon-2', start: '16:55', end: '17:45', ...on }])
  expect(answer.dated[0].cost).toMatchObject({ hard: 0, change: 1 })
  for (const slot of ['tue-1', 'tue-2']) expect(seated(answer, slot)).toEqual(['C1: T1', 'C2: T2'])
})
