import { expect, it } from 'vitest'
import { rebalance } from '../../../../models/after-school/rebalance/index.ts'
import { grown } from './school.ts'

it('of seats in a club that ends, people are told for the dates until then alone', () => {
  const { plan: term, timetable } = grown('village', 3)
  const led = timetable.posts.find((post) => post.kind === 'section' && post.role === 'lead' && post.season === 'winter')!
  if (led.kind !== 'section') throw new Error('a leader is looked for')
  const end = '2026-11-13'
  const plan = { ...term, activities: term.activities.map((own) => (own.id === led.activity ? { ...own, to: end } : own)) }
  // from before its end on, for the rest of the term
  const { dated, difference } = rebalance(plan, timetable, [{ kind: 'staff-away', staff: led.staff[0]!, from: '2026-11-02' }])
  const told = difference.filter(({ where }) => where.activity === led.activity)
  expect(told.length).toBeGreaterThan(0)
  expect(told.flatMap(({ dates }) => dates).filter((date) => date > end)).toEqual([])
  expect(dated.map(({ from }) => from)).toEqual(['2026-11-02', '2026-11-16'])
})
