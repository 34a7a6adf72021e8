import { expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { fairness, withLedger } from '../../../../models/after-school/explain/index.ts'
import { planSchema } from '../../../../models/after-school/plan.ts'
import { smallPlan } from '../../../support/plan.ts'
import { care, chess, duty, lead, partsOf } from '../check/support.ts'
import { grown } from '../rebalance/school.ts'

const plan = planSchema.parse(
  smallPlan((own) => {
    own.staff[0].offers![0].keenness = 'keen'
    own.staff[1].carried = 1
  }),
)

it('counts loads by season and term, and seats by keenness', () => {
  const timetable = partsOf({
    sections: [chess],
    posts: [
      care('C1', 'mon-1', 'summer', 'T1'),
      care('C1', 'mon-2', 'winter', 'T1'),
      care('C1', 'tue-1', 'winter', 'T1'),
      duty('mon-1', 'summer', 'K1'),
      lead('chess', 'mon-1', 'summer', 'P1'),
    ],
  })
  const { people } = fairness(plan, timetable)
  const t1 = people.find(({ staff }) => staff === 'T1')!
  expect(t1.seasons.map(({ sessions, keen, willing, reluctant }) => [sessions, keen, willing, reluctant])).toEqual([
    [1, 1, 0, 0],
    [2, 1, 1, 0],
  ])
  // Mondays of September without the holidays from 1 October: 7, 14, 21, 28; Mondays and Tuesdays of winter, 12 October to 30 November: 8 and 7
  expect(t1.termSessions).toBe(4 + 8 + 7)
  // externals have no target: they are not held against a share
  expect(people.find(({ staff }) => staff === 'P1')!.seasons[0]).toEqual({ season: 'summer', sessions: 1, keen: 0, willing: 1, reluctant: 0 })
  expect(people.find(({ staff }) => staff === 'T2')).toMatchObject({ carriedIn: 1, carriedOut: 0 })
})

it('agrees with the checker on what is above a fair share', () => {
  const school = grown('town', 4)
  const { people } = fairness(school.plan, school.timetable)
  const squares = people.flatMap(({ seasons }) => seasons.map(({ sessions, target }) => (target === undefined ? 0 : Math.max(0, sessions - target) ** 2)))
  const row = checkTimetable(school.plan, school.timetable).constraints.find(({ id }) => id === 'fair-load')!
  expect(squares.reduce((sum, n) => sum + n, 0)).toBe(row.amount)
})

it('passes on more than a share and wishes not met, and never less than a share', () => {
  const { plan: town, timetable } = grown('town', 4)
  const { ledger, people, students } = fairness(town, timetable)
  const next = withLedger(town, ledger)
  for (const { staff, carriedOut } of people) {
    expect(carriedOut).toBeGreaterThanOrEqual(0)
    expect(next.staff.find(({ id }) => id === staff)!.carried).toBe(carriedOut)
  }
  const unserved = students.filter(({ carriedOut }) => carriedOut > 0)
  expect(unserved.length).toBeGreaterThan(0)
  for (const { student, carriedOut } of unserved) expect(next.students.find(({ id }) => id === student)!.carried).toBe(carriedOut)
})
