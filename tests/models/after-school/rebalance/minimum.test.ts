import { describe, expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import { planOn, rebalance } from '../../../../models/after-school/rebalance/index.ts'
import { partsOfSeason } from '../../../../models/after-school/rebalance/patch.ts'
import type { Timetable, TimetableParts } from '../../../../models/after-school/timetable.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'

const plan: Plan = planSchema.parse(smallPlan())
const date = '2026-09-09'

type Post = TimetableParts['posts'][number]

/** Every way to seat people on one weekday, by brute force: the least hard, medium and change. */
function least(own: Plan, before: TimetableParts, weekday: string): readonly [hard: number, medium: number, change: number] {
  const onDay = (post: Post) => (post.kind === 'duty' ? post.block : post.kind === 'general' ? '' : post.slot).startsWith(weekday)
  const seats = before.posts.filter(onDay)
  const rest = before.posts.filter((post) => !onDay(post))
  let best: readonly [number, number, number] = [Number.POSITIVE_INFINITY, 0, 0]
  const choose = (chosen: readonly Post[]): void => {
    if (chosen.length < seats.length) {
      const seat = seats[chosen.length]
      for (const staff of [[], ...own.staff.map((person) => [person.id])]) choose([...chosen, { ...seat, staff }])
      return
    }
    const { hard, medium, constraints } = checkTimetable(
      { ...own, baseline: before },
      { ...before, posts: [...rest, ...chosen.filter((post) => post.staff.length > 0)] },
    )
    const cost = [hard, medium, constraints.find(({ id }) => id === 'change')!.amount] as const
    if (cost[0] < best[0] || (cost[0] === best[0] && (cost[1] < best[1] || (cost[1] === best[1] && cost[2] < best[2])))) best = cost
  }
  choose([])
  return best
}

describe('one person away for a day', () => {
  it.each([3])('as few seats change as any way of seating people could do (timetable %i)', async (seed) => {
    const timetable: Timetable = (await solve(afterSchool, plan, { stepLimit: 20_000, seed })).solution
    const before = partsOfSeason(timetable, 'summer')
    let proven = 0
    for (const { id } of plan.staff) {
      const answer = rebalance(plan, timetable, [{ kind: 'staff-away', staff: id, from: date, to: date }])
      const [dated] = answer.dated
      const [hard, medium, change] = least(planOn(plan, answer, dated), before, 'wed')
      // sessions that do not take place, and hosts that move, are ways that the brute force does not know
      expect(dated.cost.hard, id).toBeLessThanOrEqual(hard)
      if (dated.cost.hard === hard) expect(dated.cost.medium, id).toBeLessThanOrEqual(medium)
      if (dated.cost.hard === hard && dated.cost.medium === medium) expect(dated.cost.change, id).toBeLessThanOrEqual(change)
      if (!dated.proven || dated.cost.medium < medium) continue
      proven++
      expect([dated.cost.hard, dated.cost.medium, dated.cost.change], id).toEqual([hard, medium, change])
    }
    expect(proven).toBeGreaterThan(0)
  })
})
