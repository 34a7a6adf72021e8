import { expect, it } from 'vitest'
import { encode } from '../../../../models/after-school/codec.ts'
import { weekdays } from '../../../../models/after-school/plan.ts'
import { partsOn, schoolOf } from '../../../../models/after-school/rebalance/compiled.ts'
import { dayModel } from '../../../../models/after-school/rebalance/day-model.ts'
import { rebalance } from '../../../../models/after-school/rebalance/index.ts'
import { seasonPlan, spanPlan } from '../../../../models/after-school/rebalance/patch.ts'
import { datesOf, spansOf } from '../../../../models/after-school/rebalance/spans.ts'
import { State } from '../../../../models/after-school/state.ts'
import { solveLinear } from '../../../../src/mip/index.ts'
import { breach, objectiveOf } from '../../../../src/mip/linear-model.ts'
import { Draw } from '../../../support/draw.ts'
import { grown } from './school.ts'

const { plan, timetable } = grown('village', 2)
const dates = datesOf(plan).flat()

it.each([1, 2, 3, 4, 5, 6])('the answer to an absence is a point of the exact model, and none above its minimum where it says so (%i)', async (seed) => {
  const draw = new Draw(seed)
  const { date } = draw.pick(dates)
  const changes = [{ kind: 'staff-away' as const, staff: draw.pick(plan.staff).id, from: date, to: date }]
  const { dated } = rebalance(plan, timetable, changes)
  const [answer] = dated
  if (answer.cancelled.length > 0) return
  const [span] = spansOf(plan, [], changes, () => '')
  const before = partsOn(plan, timetable, span)
  const own = { ...spanPlan(seasonPlan(plan, span.season), span), baseline: before }
  const state = new State(schoolOf(plan, span.season, own, span.held))
  encode(state, answer.timetable)
  const { model, point } = dayModel(state, { open: Uint8Array.from(weekdays, (day) => Number(day === span.weekdays[0])), before })
  const x = point(state)
  expect(breach(model, x)).toBeLessThan(1e-9)
  const { status, objective } = await solveLinear(model, { engine: 'highs' })
  expect(status).toBe('optimal')
  expect(objectiveOf(model, x)).toBeGreaterThanOrEqual(objective - 1e-6)
  if (answer.proven) expect(objectiveOf(model, x)).toBeCloseTo(objective, 5)
  // one change more is allowed where nothing is proved, and nothing more unmet
  else expect(objectiveOf(model, x)).toBeLessThanOrEqual(objective + 1 + 1e-6)
})
