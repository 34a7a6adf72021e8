import { describe, expect, it } from 'vitest'
import { generate, type School, type Shortage } from '../../../benchmarks/scenarios/index.ts'
import type { Plan } from '../../../models/after-school/plan.ts'
import type { Post } from '../../../models/after-school/timetable.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { minutesOf } from '../../../src/calendar/index.ts'

/** Children whose attended slots run at that instant, by the documents alone. */
function present(plan: Plan, { season, weekday, minute }: Shortage): number {
  const { bells } = plan.seasons.find(({ id }) => id === season)!
  const running = plan.slots.filter(
    ({ id, weekday: day }) => day === weekday && bells[id] && minutesOf(bells[id].start) <= minute && minute < minutesOf(bells[id].end),
  )
  return plan.students.filter(({ attends }) => running.some(({ id }) => attends.includes(id))).length
}

/** People who offer that instant. */
const offering = (plan: Plan, { season, weekday, minute }: Shortage): number =>
  plan.staff.filter((person) =>
    person.offers.some((o) => o.weekday === weekday && (o.season ?? season) === season && minutesOf(o.start) <= minute && minute < minutesOf(o.end)),
  ).length

/** People whom a timetable has in a seat at that instant. */
function seated(plan: Plan, posts: readonly Post[], { season, weekday, minute }: Shortage): number {
  const { bells } = plan.seasons.find(({ id }) => id === season)!
  const slots = plan.slots.filter((slot) => slot.weekday === weekday)
  const runs = (ids: readonly string[]) => {
    const times = ids.map((id) => bells[id]!)
    return minutesOf(times[0].start) <= minute && minute < minutesOf(times[times.length - 1].end)
  }
  const people = posts.flatMap((post) => {
    if (post.season !== season || post.kind === 'general') return []
    if (post.kind === 'duty') {
      const block = slots.filter((slot) => (slot.dutyBlock ?? slot.id) === post.block && bells[slot.id])
      return block.length > 0 && block.some(({ id }) => runs([id])) ? post.staff : []
    }
    const first = slots.find(({ id }) => id === post.slot)
    if (!first) return []
    const next = slots.find(({ band, period }) => band === first.band && period === first.period + 1)
    const double = post.kind === 'section' && plan.activities.find(({ id }) => id === post.activity)!.length === 2
    return runs(double ? [first.id, next!.id] : [first.id]) ? post.staff : []
  })
  return new Set(people).size
}

const cases: [School, number][] = [
  ['village', 1],
  ['village', 2],
  ['town', 1],
  ['town', 2],
  ['city', 1],
  ['campus', 1],
]

describe.each(cases)('an over-constrained %s school, seed %i', (school, seed) => {
  const { plan: input, shortage } = generate({ school, seed, tier: 'over' })
  const plan = parsePlan(input)

  it('lacks people on two weekdays, in both seasons and periods', () => {
    expect(new Set(shortage.map(({ weekday }) => weekday)).size).toBe(2)
    for (const season of ['summer', 'winter'])
      for (const period of [1, 2]) expect(shortage.filter((s) => s.season === season && s.period === period)).toHaveLength(2)
  })

  it('counts what the documents say, and fewer people than seats', () => {
    for (const instant of shortage) {
      expect(present(plan, instant)).toBe(instant.students)
      expect(instant.people).toBeLessThanOrEqual(offering(plan, instant))
      expect(offering(plan, instant)).toBeLessThan(instant.seatsAtLeast)
    }
  })

  it('asks for no more seats than the timetable of the same families has filled where people suffice', () => {
    const tight = generate({ school, seed, tier: 'tight' })
    const served = parsePlan(tight.plan)
    for (const instant of shortage) expect(seated(served, tight.planted!.posts, instant)).toBeGreaterThanOrEqual(instant.seatsAtLeast)
  })
})
