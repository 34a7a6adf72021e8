import { expect, it } from 'vitest'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import type { Change } from '../../../../models/after-school/rebalance/index.ts'
import { spansOf } from '../../../../models/after-school/rebalance/spans.ts'
import { smallPlan } from '../../../support/plan.ts'

// service from Monday to Wednesday, in winter to Tuesday; 1 September to 30 November; winter bells from Thursday, 8 October; 1–7 October are holidays, 10 October runs Wednesday
const plan: Plan = planSchema.parse(smallPlan())
const away = (from: string, to?: string): Change => ({ kind: 'staff-away', staff: 'T1', from, ...(to && { to }) })
const shown = (earlier: Change[], added: Change[]) =>
  spansOf(plan, earlier, added, () => '').map((span) => `${span.from} ${span.to} ${span.weekdays.join()} ${span.dates.length}`)

it.each<[name: string, earlier: Change[], added: Change[], expected: string[]]>([
  ['one day', [], [away('2026-11-10', '2026-11-10')], ['2026-11-09 2026-11-13 tue 1']],
  ['three days, of which the last has no service in winter', [], [away('2026-11-09', '2026-11-11')], ['2026-11-09 2026-11-13 mon,tue 2']],
  ['across a weekend: two weeks that differ', [], [away('2026-11-10', '2026-11-16')], ['2026-11-09 2026-11-13 tue 1', '2026-11-16 2026-11-20 mon 1']],
  ['from a date on: a part of a week, then whole weeks', [], [away('2026-11-10')], ['2026-11-09 2026-11-13 tue 1', '2026-11-16 2026-11-30 mon,tue 5']],
  ['across a change of season', [], [away('2026-09-30', '2026-10-12')], ['2026-09-28 2026-09-30 wed 1', '2026-10-12 2026-10-16 mon 1']],
  ['nothing on a holiday', [], [away('2026-10-02', '2026-10-03')], []],
  [
    'an earlier change makes a week another one',
    [away('2026-11-17', '2026-11-17')],
    [away('2026-11-09', '2026-11-27')],
    ['2026-11-09 2026-11-13 mon,tue 2', '2026-11-16 2026-11-20 mon,tue 2', '2026-11-23 2026-11-27 mon,tue 2'],
  ],
])('%s', (_, earlier, added, expected) => {
  expect(shown(earlier, added)).toEqual(expected)
})
