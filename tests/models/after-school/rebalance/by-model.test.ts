import { describe, expect, it } from 'vitest'
import { encode } from '../../../../models/after-school/codec.ts'
import { weekdays } from '../../../../models/after-school/plan.ts'
import { type Asked, byModel } from '../../../../models/after-school/rebalance/by-model.ts'
import { partsOn, schoolOf } from '../../../../models/after-school/rebalance/compiled.ts'
import { type Change, rebalance, rebalanceWithHighs } from '../../../../models/after-school/rebalance/index.ts'
import { changeOf, priceByLevel } from '../../../../models/after-school/rebalance/levels.ts'
import { seasonPlan, spanPlan } from '../../../../models/after-school/rebalance/patch.ts'
import { datesOf, spansOf } from '../../../../models/after-school/rebalance/spans.ts'
import { State } from '../../../../models/after-school/state.ts'
import { solveLinear } from '../../../../src/mip/index.ts'
import { Draw } from '../../../support/draw.ts'
import { grown } from './school.ts'

const { plan, timetable } = grown('town', 5)
const dates = datesOf(plan).flat()
const away = (staff: string, from: string, to = from): Change => ({ kind: 'staff-away', staff, from, to })

describe('a middle case', () => {
  it('that nothing else proves is proved by HiGHS, or has a better answer by it', async () => {
    // nobody is left for one group: no count and no tree search can prove how little has to change
    const changes = [away('t34', '2027-01-05')]
    const [alone] = rebalance(plan, timetable, changes, { deadlineMilliseconds: 1e6 }).dated
    expect(alone).toMatchObject({ method: 'search', proven: false, cancelled: [] })
    const [asked] = (await rebalanceWithHighs(plan, timetable, changes, { deadlineMilliseconds: 60_000 })).dated
    expect(asked).toMatchObject({ method: 'linear-model', engine: 'highs', proven: true })
    expect([asked.cost.hard, asked.cost.medium]).toEqual([alone.cost.hard, alone.cost.medium])
    expect(asked.cost.change).toBeLessThanOrEqual(alone.cost.change)
  })

  it('for which there is no time is not proved, and says so', async () => {
    const [late] = (await rebalanceWithHighs(plan, timetable, [away('t34', '2027-01-05')], { deadlineMilliseconds: 0 })).dated
    expect(late).toMatchObject({ proven: false, overdue: true, cost: { hard: 0 } })
    expect(late.engine).toBeUndefined()
  })
})

it('a proof in the thread that answers is never contradicted by HiGHS, over several days too', async () => {
  const draw = new Draw(3)
  for (let i = 0; i < 3; i++) {
    const at = draw.between(0, dates.length - 3)
    const changes = [away(draw.pick(plan.staff).id, dates[at].date, dates[at + 2].date)]
    const mine = rebalance(plan, timetable, changes, { deadlineMilliseconds: 1e6 }).dated
    const theirs = (await rebalanceWithHighs(plan, timetable, changes, { deadlineMilliseconds: 20_000 })).dated
    theirs.forEach(({ cost, proven }, k) => {
      expect(cost.hard).toBe(mine[k].cost.hard)
      expect(cost.medium).toBeLessThanOrEqual(mine[k].cost.medium)
      if (mine[k].proven && proven) expect(cost.change).toBe(mine[k].cost.change)
    })
  }
})

it('a better answer of an engine is taken over, to the unit', async () => {
  const { plan: own, timetable: term } = grown('village', 2)
  const [span] = spansOf(own, [], [away(own.staff[0].id, '2026-11-24')], () => '')
  const before = partsOn(own, term, span)
  const state = new State(schoolOf(own, span.season, { ...spanPlan(seasonPlan(own, span.season), { ...span, held: [] }), baseline: before }, []))
  encode(state, before)
  priceByLevel(state)
  const open = Uint8Array.from(weekdays, (day) => Number(span.weekdays.includes(day)))
  const [start, none] = [state.energy, changeOf(state)]
  // two people of the day leave their seats: nothing but an empty seat
  const seated = Array.from({ length: state.school.seats }, (_, i) => i).filter((i) => {
    const call = state.roster.callOf[state.school.seatPost[i]]
    return state.values[state.school.at.seat + i] > 0 && open[state.school.callDay[call]]
  })
  for (const i of seated.slice(0, 2)) state.unseat(state.school.seatPost[i], state.values[state.school.at.seat + i] - 1)
  expect(changeOf(state)).toBe(none + 2)
  const asking = byModel(state, { open, before }, 1e6)
  const asked = asking.next().value as Asked
  const settled = asking.next(await solveLinear(asked.model, { engine: 'highs', start: asked.start })).value
  expect(settled).toMatchObject({ proven: true, better: true, engine: 'highs' })
  expect([state.energy, changeOf(state)]).toEqual([start, none])
})
