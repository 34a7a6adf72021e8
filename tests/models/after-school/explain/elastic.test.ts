import { describe, expect, it } from 'vitest'
import { factsOf } from '../../../../models/after-school/check/facts.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import type { PostView } from '../../../../models/after-school/check/posts.ts'
import { planObstacles } from '../../../../models/after-school/check/seat-obstacles.ts'
import { viewOf } from '../../../../models/after-school/check/view.ts'
import { elasticWeeks } from '../../../../models/after-school/explain/elastic.ts'
import { whatWouldFix } from '../../../../models/after-school/explain/index.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { type Plan, type PlanInput, planSchema } from '../../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'
import { grown } from '../rebalance/school.ts'

const steps = 40_000
const minute = () => 60
const best = async (plan: Plan) => (await solve(afterSchool, plan, { stepLimit: steps, seed: 1 })).solution

/** everybody serves once a week: so many seats can be filled by a matching of people and seats, computed by hand */
function mostOnceEach(plan: Plan, posts: readonly PostView[], may: (person: Plan['staff'][number], post: PostView) => boolean): number {
  const seats = posts.flatMap((post) => Array.from({ length: post.need }, () => post))
  const holder = new Map<number, string>()
  const place = (id: string, asked: Set<number>): boolean =>
    seats.some((post, i) => {
      if (asked.has(i) || !may(plan.staff.find((person) => person.id === id)!, post)) return false
      asked.add(i)
      const other = holder.get(i)
      if (other !== undefined && !place(other, asked)) return false
      holder.set(i, id)
      return true
    })
  return plan.staff.filter(({ id }) => place(id, new Set())).length
}

describe('a structural statement', () => {
  it('counts limits of work, to the seat', async () => {
    const plan = planSchema.parse(
      smallPlan((own) => {
        for (const person of own.staff) person.limits = { sessionsPerWeek: 1 }
      }),
    )
    const timetable = await best(plan)
    const view = viewOf(plan, timetable, factsOf(plan))
    const obstacles = planObstacles(view)
    const found = await elasticWeeks(view, minute)
    expect(found.length).toBeGreaterThan(0)
    for (const { season, weekdays, required, empty, outcome } of found) {
      const posts = view.posts.filter((post) => post.season.season.id === season && weekdays.includes(post.weekday))
      expect(outcome).toBe('proved')
      expect(empty).toBe(required - mostOnceEach(plan, posts, (person, post) => obstacles(person, post).length === 0))
    }
  })

  it.each([1, 3])('is never more than what a timetable leaves empty (village %i)', async (seed) => {
    const { plan, timetable } = grown('village', seed)
    // as many as the absent people held at most: the timetable itself fills the others
    const away = new Set(plan.staff.slice(0, seed + 1).map(({ id }) => id))
    const own = { ...plan, staff: plan.staff.map((person) => (away.has(person.id) ? { ...person, offers: [] } : person)) }
    const now: TimetableParts = { ...timetable, posts: timetable.posts.map((post) => ({ ...post, staff: post.staff.filter((id) => !away.has(id)) })) }
    const view = viewOf(own, now, factsOf(own))
    for (const { season, weekdays, empty, emptyRelaxed = 0, relaxations } of await elasticWeeks(view, minute)) {
      const posts = view.posts.filter((post) => post.season.season.id === season && weekdays.includes(post.weekday))
      expect(empty).toBeLessThanOrEqual(posts.reduce((sum, { need, people }) => sum + need - people.length, 0))
      expect(emptyRelaxed).toBeLessThanOrEqual(empty)
      if (empty > emptyRelaxed) expect(relaxations.length).toBeGreaterThan(0)
    }
  })

  it('without time is a time-out, not a proof', async () => {
    const { plan, timetable } = grown('village', 1)
    const nobody = { ...timetable, posts: [] }
    const { structural, unmet } = await whatWouldFix(plan, nobody, { seconds: 0.001, most: 2 })
    for (const { outcome, empty } of structural) if (outcome !== 'proved') expect(empty).toBe(0)
    expect(unmet.every(({ outcome }) => outcome === 'timed-out')).toBe(true)
  })
})

describe('relaxations that do together', () => {
  /** nobody but one may sit in two seats at once on Monday's second period */
  const short = (own: PlanInput) => {
    for (const person of own.staff.slice(0, 3)) person.offers = person.offers!.map((offer) => (offer.weekday === 'mon' ? { ...offer, end: '17:12' } : offer))
  }

  it('are as few as the model needs, and leave fewer seats empty when they are applied and solved again', async () => {
    const plan = planSchema.parse(smallPlan(short))
    const timetable = await best(plan)
    const emptySeats = (own: Plan, parts: TimetableParts) => checkTimetable(own, parts).constraints.find(({ id }) => id === 'unfilled-seat')!.amount
    const before = emptySeats(plan, timetable)
    expect(before).toBeGreaterThan(1)
    const { together, structural } = await whatWouldFix(plan, timetable, { seconds: 60, steps })
    expect(structural.some(({ empty, outcome }) => empty > 0 && outcome === 'proved')).toBe(true)
    expect(together).toBeDefined()
    expect(together!.before).toBe(before)
    const found = await elasticWeeks(viewOf(plan, timetable, factsOf(plan)), minute)
    const named = new Set(together!.relaxations.map(({ kind, where }) => JSON.stringify([kind, where])))
    const list = found.flatMap(({ relaxations }) => relaxations).filter(({ kind, where }) => named.has(JSON.stringify([kind, where])))
    expect(list.length).toBeGreaterThanOrEqual(named.size)
    const relaxed = list.reduce((own, { apply }) => apply(own), plan)
    const again = (await solve(afterSchool, relaxed, { stepLimit: steps, seed: 1, start: timetable })).solution
    expect(emptySeats(relaxed, again)).toBeLessThan(before)
  })
})
