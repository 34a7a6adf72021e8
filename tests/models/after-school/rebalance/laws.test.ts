import { describe, expect, it } from 'vitest'
import { type CheckReport, checkTimetable } from '../../../../models/after-school/check/index.ts'
import type { Plan } from '../../../../models/after-school/plan.ts'
import { partsOn } from '../../../../models/after-school/rebalance/compiled.ts'
import {
  type Dated,
  newWeeks,
  parseChanges,
  parseCurrent,
  planOn,
  type Rebalanced,
  rebalance,
  rebalancedSchema,
} from '../../../../models/after-school/rebalance/index.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { Draw } from '../../../support/draw.ts'
import { grown, randomChanges } from './school.ts'

const schools = [grown('village', 1), grown('village', 2)]
const seeds = Array.from({ length: 60 }, (_, i) => i)

/** the price without `change`, which needs a baseline */
const plainCost = ({ hard, medium, soft, constraints }: CheckReport) => ({ hard, medium, soft: soft - constraints.find(({ id }) => id === 'change')!.cost })

const statedCost = ({ cost, cancelled }: Dated) => ({
  hard: cost.hard,
  medium: cost.medium - 10 * cancelled.length,
  soft: cost.soft - 4 * cost.change,
})

/** what was seated on the weekdays that were not to change */
function seatsElsewhere(plan: Plan, parts: TimetableParts, open: readonly string[]): unknown {
  const day = new Map(plan.slots.flatMap((slot) => [[slot.id, slot.weekday] as const, [slot.dutyBlock ?? slot.id, slot.weekday] as const]))
  const kept = parts.posts.filter((post) => !open.includes(day.get(post.kind === 'duty' ? post.block : post.slot)!))
  const key = (post: (typeof kept)[number]) => (post.kind === 'section' ? [post.slot, post.role] : post.kind === 'care' ? [post.host, post.slot] : [post.kind])
  return kept.map((post) => JSON.stringify([key(post), post.staff.toSorted()])).sort()
}

describe('a rebalanced timetable', () => {
  it.each(seeds)('costs what the checker says, breaks nothing, and leaves other days alone (changes %i)', (seed) => {
    const school = schools[seed % schools.length]
    const changes = parseChanges(school.plan, { changes: randomChanges(school, new Draw(seed)) })
    const input = structuredClone({ timetable: school.timetable, changes })
    const answer = rebalance(school.plan, school.timetable, changes, { deadlineMilliseconds: 1e6 })
    expect({ timetable: school.timetable, changes }, 'the input stays as it is: undoing is keeping it').toEqual(input)
    expect(rebalancedSchema.safeParse(answer).error).toBeUndefined()
    for (const dated of answer.dated) {
      const plan = planOn(school.plan, answer, dated)
      expect(plainCost(checkTimetable(plan, dated.timetable))).toEqual(statedCost(dated))
      expect(dated.cost.hard, JSON.stringify(changes)).toBe(0)
      const season = school.plan.seasons.findIndex(({ id }) => id === dated.season)
      const before = partsOn(school.plan, school.timetable, { ...dated, season })
      expect(seatsElsewhere(school.plan, dated.timetable, dated.weekdays)).toEqual(seatsElsewhere(school.plan, before, dated.weekdays))
    }
  })
})

describe('a stream of changes', () => {
  it('remembers its own answers and stays without a breach', () => {
    const school = schools[0]
    const draw = new Draw(99)
    let now: Rebalanced | TimetableParts = school.timetable
    for (let i = 0; i < 25; i++) {
      const earlier = 'dated' in now ? now.changes : []
      const fresh = randomChanges(school, draw).filter((change) => change.kind !== 'student-joined' && change.kind !== 'new-volunteer')
      if (fresh.length === 0) continue
      const answer = rebalance(school.plan, now, parseChanges(school.plan, { changes: fresh }, earlier), { deadlineMilliseconds: 1e6 })
      for (const dated of newWeeks(answer, 'dated' in now ? now : undefined)) {
        expect(plainCost(checkTimetable(planOn(school.plan, answer, dated), dated.timetable))).toEqual(statedCost(dated))
        expect(dated.cost.hard, JSON.stringify(fresh)).toBe(dated.unhoused.length)
      }
      now = answer
    }
    const last = now as Rebalanced
    expect(parseCurrent(school.plan, JSON.parse(JSON.stringify(last)))).toEqual(last)
    // those of before, too: they rule their weeks by the plan that held when they were made
    for (const dated of last.dated) expect(plainCost(checkTimetable(planOn(school.plan, last, dated), dated.timetable))).toEqual(statedCost(dated))
  })
})
