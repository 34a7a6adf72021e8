import { describe, expect, it } from 'vitest'
import { type CheckReport, checkTimetable } from '../../../../models/after-school/check/index.ts'
import type { Plan } from '../../../../models/after-school/plan.ts'
import { partsOn } from '../../../../models/after-school/rebalance/compiled.ts'
import {
  type Change,
  type Dated,
  newWeeks,
  parseChanges,
  parseCurrent,
  planOn,
  type Rebalanced,
  rebalance,
  rebalancedSchema,
} from '../../../../models/after-school/rebalance/index.ts'
import { plainName } from '../../../../models/after-school/rebalance/short.ts'
import { datesOf } from '../../../../models/after-school/rebalance/spans.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { Draw } from '../../../support/draw.ts'
import { grown, randomChanges, type School } from './school.ts'

const schools = [grown('village', 1), grown('village', 2)]
const seeds = Array.from({ length: 60 }, (_, i) => i)

/** the price without `change`, which needs a baseline */
const plainCost = ({ hard, medium, soft, constraints }: CheckReport) => ({ hard, medium, soft: soft - constraints.find(({ id }) => id === 'change')!.cost })

const statedCost = ({ cost, cancelled }: Dated) => ({
  hard: cost.hard,
  medium: cost.medium - 10 * cancelled.length,
  soft: cost.soft - 4 * cost.change,
})

/** what the weekdays were like that were not to change: who sits where, which children and which room each session has, which host each class */
function daysElsewhere(plan: Plan, parts: TimetableParts, open: readonly string[]): unknown {
  const day = new Map(plan.slots.flatMap((slot) => [[slot.id, slot.weekday] as const, [slot.dutyBlock ?? slot.id, slot.weekday] as const]))
  const isKept = (slot: string) => !open.includes(day.get(slot)!)
  const canonical = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value
  const sorted = (list: unknown[]) => list.map((one) => JSON.stringify(one, canonical)).sort()
  return {
    posts: sorted(
      parts.posts
        .filter((post) => post.staff.length > 0 && isKept(post.kind === 'duty' ? post.block : post.slot))
        .map(({ staff, ...post }) => [post.kind === 'section' ? { ...post, ...plainName(plan, post) } : post, staff.toSorted()]),
    ),
    sessions: sorted(
      parts.sections.flatMap((section) =>
        section.sessions.filter(({ slot }) => isKept(slot)).map((session) => [plainName(plan, section), session, section.students.toSorted()]),
      ),
    ),
    hosts: sorted(parts.care.filter((own) => own.host !== own.class && isKept(own.slot))),
  }
}

function holdsTheLaws(school: School, changes: Change[]): Rebalanced {
  const answer = rebalance(school.plan, school.timetable, changes, { deadlineMilliseconds: 1e6 })
  expect(rebalancedSchema.safeParse(answer).error).toBeUndefined()
  // every change holds on a teaching date
  expect(answer.dated.length).toBeGreaterThan(0)
  for (const dated of answer.dated) {
    const plan = planOn(school.plan, answer, dated)
    expect(plainCost(checkTimetable(plan, dated.timetable)), JSON.stringify(changes)).toEqual(statedCost(dated))
    expect(dated.cost.hard, JSON.stringify(changes)).toBe(0)
    const season = school.plan.seasons.findIndex(({ id }) => id === dated.season)
    const before = partsOn(school.plan, school.timetable, { ...dated, season })
    const [is, was] = [dated.timetable, before].map((parts) => daysElsewhere(school.plan, parts, dated.weekdays))
    expect(is, JSON.stringify(changes)).toEqual(was)
  }
  return answer
}

describe('a rebalanced timetable', () => {
  it.each(seeds)('costs what the checker says, breaks nothing, and leaves other days alone (changes %i)', (seed) => {
    const school = schools[seed % schools.length]
    const changes = parseChanges(school.plan, { changes: randomChanges(school, new Draw(seed)) })
    const input = structuredClone({ timetable: school.timetable, changes })
    holdsTheLaws(school, changes)
    expect({ timetable: school.timetable, changes }, 'the input stays as it is: undoing is keeping it').toEqual(input)
  })

  it.each(seeds.slice(0, 30))('takes a child out of the sessions of the open days alone, and tells each (changes %i)', (seed) => {
    const school = schools[seed % schools.length]
    const { plan } = school
    const draw = new Draw(seed + 1000)
    const dayOf = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
    const tutoring = new Set(plan.activities.flatMap((own) => (own.tutoring ? [own.id] : [])))
    const section = draw.pick(school.timetable.sections.filter((own) => own.sessions.length > 1 && !tutoring.has(own.activity)))
    const missed = draw.pick(section.sessions).slot
    const student = draw.pick(section.students)
    const date = draw.pick(
      datesOf(plan)
        .flat()
        .filter(({ runs }) => runs === dayOf.get(missed)),
    ).date
    const attends = plan.students.find(({ id }) => id === student)!.attends.filter((slot) => dayOf.get(slot) !== dayOf.get(missed))
    const change = draw.pick<Change>([
      { kind: 'student-slots', student, attends, from: date, to: date },
      { kind: 'student-left', student, from: date },
    ])
    const answer = holdsTheLaws(school, parseChanges(plan, { changes: [change] }))
    const runs = new Map(
      datesOf(plan)
        .flat()
        .map((own) => [own.date, own.runs]),
    )
    for (const { timetable, weekdays, dates } of answer.dated) {
      const told = answer.difference.filter(
        (own) => own.kind === 'student' && own.where.student === student && own.dates[0]! >= dates[0]! && own.dates[0]! <= dates.at(-1)!,
      )
      const off = new Set(
        answer.difference.filter((own) => own.kind === 'cancelled' && own.dates.some((at) => dates.includes(at))).map((own) => own.where.slot),
      )
      for (const { slot } of section.sessions) {
        const meets = timetable.sections.filter(
          (own) => own.sessions.some((session) => session.slot === slot) && plainName(plan, own).activity === section.activity,
        )
        const isThere = meets.some((own) => own.students.includes(student))
        expect(isThere, JSON.stringify(change)).toBe(!weekdays.includes(dayOf.get(slot)!))
        // on a holiday nobody comes, and nobody has to be told
        const isServed = dates.some((at) => runs.get(at) === dayOf.get(slot))
        if (isServed && !isThere && !off.has(slot)) expect(told.some((own) => own.where.slot === slot && own.where.activity === section.activity)).toBe(true)
      }
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
    expect(last.dated.length).toBeGreaterThan(10)
    expect(parseCurrent(school.plan, JSON.parse(JSON.stringify(last)))).toEqual(last)
    // those of before, too: they rule their weeks by the plan that held when they were made
    for (const dated of last.dated) expect(plainCost(checkTimetable(planOn(school.plan, last, dated), dated.timetable))).toEqual(statedCost(dated))
  })
})
