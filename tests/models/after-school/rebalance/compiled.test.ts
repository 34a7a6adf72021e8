import { expect, it } from 'vitest'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { schoolOf } from '../../../../models/after-school/rebalance/compiled.ts'
import { seasonPlan, spanPlan } from '../../../../models/after-school/rebalance/patch.ts'
import { datesOf, spansOf } from '../../../../models/after-school/rebalance/spans.ts'
import { grown } from './school.ts'

const { plan } = grown('town', 3)
const dates = datesOf(plan).flat()

it.each([0, 1, 2, 3, 4, 5])('a school with somebody away is the season’s school with a difference, and the same as one compiled anew (%i)', (i) => {
  const from = dates[i * 15].date
  const to = dates[i * 15 + i].date
  const changes = [
    { kind: 'staff-away' as const, staff: plan.staff[i * 7].id, from, to },
    { kind: 'staff-offers' as const, staff: plan.staff[i * 5 + 1].id, offers: plan.staff[i + 2].offers, from, to },
  ]
  for (const span of spansOf(plan, [], changes, () => '')) {
    const own = spanPlan(seasonPlan(plan, span.season), span)
    const fast = schoolOf(plan, span.season, own, span.held)
    const anew = compileSchool(own)
    expect(fast.permit).toEqual(anew.permit)
    expect(fast.candidates).toEqual(anew.candidates)
    expect(fast.candidatesFrom).toEqual(anew.candidatesFrom)
    expect(fast.target).toEqual(anew.target)
    expect(fast.runs).toEqual(anew.runs)
    expect(fast.rooms).toEqual(anew.rooms)
    expect(fast.dates).toEqual(anew.dates)
  }
})

it('a school with a closed room has the rooms and hosts of one compiled anew', () => {
  const home = new Set(plan.classes.map((own) => own.homeRoom))
  const room = plan.rooms.find(({ id }) => !home.has(id))!.id
  const changes = [{ kind: 'room-closed' as const, room, from: dates[20].date, to: dates[22].date }]
  const [span] = spansOf(plan, [], changes, () => '')
  const own = spanPlan(seasonPlan(plan, span.season), span)
  const fast = schoolOf(plan, span.season, own, span.held)
  const anew = compileSchool(own)
  expect(fast.rooms).toEqual(anew.rooms)
  expect(fast.hosts).toEqual(anew.hosts)
  expect(fast.rooms).not.toEqual(compileSchool(seasonPlan(plan, span.season)).rooms)
})
