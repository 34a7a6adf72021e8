import { expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { type PlanInput, planSchema } from '../../../../models/after-school/plan.ts'
import { type Change, type Dated, parseChanges, planOn, rebalance } from '../../../../models/after-school/rebalance/index.ts'
import { smallPlan } from '../../../support/plan.ts'
import { care, duty, lead, partsOf, section } from '../check/support.ts'

/** one Monday of winter */
const on = { from: '2026-11-09', to: '2026-11-09' }

/** Chess on Monday, class 1 with class 2 meanwhile. @param room where chess meets */
const timetableWith = (room: string) =>
  partsOf({
    sections: [section('chess', [['mon-1', room]], ['S01', 'S02', 'S03'])],
    care: [{ class: 'C1', slot: 'mon-1', host: 'C2' }],
    posts: ['summer', 'winter'].flatMap((season) => [
      lead('chess', 'mon-1', season, 'P1'),
      care('C2', 'mon-1', season, 'T2'),
      duty('mon-1', season, 'K1'),
      care('C1', 'mon-2', season, 'T1'),
      care('C2', 'mon-2', season, 'T2'),
      duty('mon-2', season, 'K1'),
      ...['tue-1', 'tue-2'].flatMap((slot) => [care('C1', slot, season, 'T1'), care('C2', slot, season, 'T2'), duty(slot, season, 'K1')]),
    ]),
  })

function told(change: (plan: PlanInput) => void, room: string, changes: readonly Change[]): Dated {
  const plan = planSchema.parse(
    smallPlan((input) => {
      input.activities[0].roles = [{ role: 'lead', count: 1, skills: ['chess'] }]
      change(input)
    }),
  )
  const answer = rebalance(plan, timetableWith(room), parseChanges(plan, { changes }), { deadlineMilliseconds: 1e6 })
  const [dated] = answer.dated
  const { hard, medium } = checkTimetable(planOn(plan, answer, dated), dated.timetable)
  expect([dated.cost.hard, dated.cost.medium]).toEqual([hard, medium + 10 * dated.cancelled.length])
  return dated
}

const hosts = ({ timetable }: Dated, at: string) => timetable.care.filter(({ slot }) => slot === at).map(({ class: c, host }) => [c, host])
const people = ({ timetable }: Dated, at: string) =>
  timetable.posts.flatMap((post) => (post.kind === 'care' && post.slot === at ? [[post.host, ...post.staff]] : []))

it('a closed room: its guests find another host as well, rather than share their own room with a club', () => {
  const dated = told(
    (plan) => {
      plan.rooms.push({ id: 'HALL', site: 'main', capacity: 60, features: ['step-free'] })
      plan.careRooms = [{ room: 'HALL' }]
    },
    'R1',
    [{ kind: 'room-closed', room: 'R2', ...on }],
  )
  expect(dated).toMatchObject({ cost: { hard: 0 }, unhoused: [] })
  expect(hosts(dated, 'mon-1')).toEqual([
    ['C1', 'HALL'],
    ['C2', 'HALL'],
  ])
  expect(people(dated, 'mon-1')).toHaveLength(1)
})

it('a club whose room a class needs does not take place, rather than breaking a rule, and that is never called a minimum', () => {
  const dated = told(() => {}, 'R1', [{ kind: 'room-closed', room: 'R2', ...on }])
  expect(dated.cost.hard).toBe(0)
  expect(dated.cancelled).toMatchObject([{ activity: 'chess' }])
  expect(dated.proven).toBe(false)
})

/** children with a priority, of whom no club is on, are no part of the question */
const narrow = (plan: PlanInput) => {
  plan.rooms[1].capacity = 8
  for (const student of plan.students) student.priority = []
}

it('a club that does not meet fills a care group above its room: a guest goes home, and somebody with it', () => {
  const dated = told(narrow, 'ART', [{ kind: 'section-cancelled', activity: 'chess', number: 1, ...on }])
  // the session itself, and nobody without a place
  expect(dated.cost).toMatchObject({ hard: 0, medium: 10, change: 3 })
  expect(hosts(dated, 'mon-1')).toEqual([])
  expect(people(dated, 'mon-1').map(([host]) => host)).toEqual(['C1', 'C2'])
  expect(dated).toMatchObject({ method: 'linear-model', proven: true })
})

it('the same where nobody is left to lead it', () => {
  const dated = told(narrow, 'ART', [
    { kind: 'staff-away', staff: 'P1', ...on },
    { kind: 'staff-away', staff: 'T1', ...on },
  ])
  expect(dated.cancelled).toHaveLength(1)
  expect(dated.cost).toMatchObject({ hard: 0, medium: 10 })
})

it('a group that stays above its room is no minimum that counting has proved', () => {
  const dated = told(
    (plan) => {
      narrow(plan)
      plan.rooms[0].capacity = 1
    },
    'ART',
    [{ kind: 'section-cancelled', activity: 'chess', number: 1, ...on }],
  )
  expect(hosts(dated, 'mon-1')).toEqual([['C1', 'C2']])
  expect(['search', 'linear-model']).toContain(dated.method)
})
