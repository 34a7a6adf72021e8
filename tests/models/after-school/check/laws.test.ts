import { describe, expect, test } from 'vitest'
import { rows } from '../../../../models/after-school/catalogue.ts'
import { checkTimetable, emptyTimetable, timetableFaults, unfilledSummary } from '../../../../models/after-school/check/index.ts'
import { postKey } from '../../../../models/after-school/check/post-names.ts'
import { seatObstacles } from '../../../../models/after-school/check/seat-obstacles.ts'
import { viewOf } from '../../../../models/after-school/check/view.ts'
import type { Plan } from '../../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { Draw } from '../../../support/draw.ts'
import { randomParts } from '../../../support/random-parts.ts'
import { randomPlan } from '../../../support/random-plan.ts'

const schools = Array.from({ length: 40 }, (_, i) => {
  const seed = i + 1
  const input = randomPlan(seed)
  const { plan, errors } = validatePlan(input)
  expect(errors).toEqual([])
  const parts = randomParts(input, new Draw(seed + 1_000_000), 0.9)
  return { seed, plan: plan!, parts, report: checkTimetable(plan!, parts) }
})

describe.each(schools)('random school $seed', ({ seed, plan, parts, report }) => {
  test('adds up, in whole numbers, with words in both languages', () => {
    for (const row of report.constraints) {
      expect(row.findings.reduce((sum, { amount }) => sum + amount, 0)).toBe(row.amount)
      for (const { amount, text } of row.findings) {
        expect(Number.isSafeInteger(amount) && amount > 0).toBe(true)
        expect(`${text.en} ${text.zh}`).not.toMatch(/undefined|NaN|\[object|Infinity/)
      }
    }
    const total = (level: string) => report.constraints.filter((row) => row.level === level).reduce((sum, row) => sum + row.cost, 0)
    expect(report).toMatchObject({ hard: total('hard'), medium: total('medium'), soft: total('soft') })
  })

  test('the order of lists carries no meaning', () => {
    const draw = new Draw(seed)
    const shuffled: TimetableParts = {
      sections: draw.shuffled(parts.sections).map((s) => ({ ...s, sessions: draw.shuffled(s.sessions), students: draw.shuffled(s.students) })),
      care: draw.shuffled(parts.care),
      posts: draw.shuffled(parts.posts).map((post) => ({ ...post, staff: draw.shuffled(post.staff) })),
    }
    const amounts = (of: typeof report) => of.constraints.map(({ id, amount }) => [id, amount])
    expect(amounts(checkTimetable(plan, shuffled))).toEqual(amounts(report))
  })

  test('is well-formed; without pins, the empty timetable breaks nothing', () => {
    expect(timetableFaults(plan, parts)).toEqual([])
    expect(checkTimetable({ ...plan, pins: {} }, emptyTimetable()).hard).toBe(0)
  })

  test('a timetable is no change from itself, and keeps its own pins', () => {
    const own = checkTimetable({ ...plan, baseline: parts, pins: parts }, parts).constraints
    expect(own.filter(({ id, amount }) => (id === 'change' || id === 'pin') && amount > 0)).toEqual([])
  })

  test('the summary has every medium finding of the catalogue, and whoever is free may be seated without a breach', () => {
    const summary = unfilledSummary(plan, parts)
    for (const { id } of rows.filter((row) => row.level === 'medium')) {
      const amount = summary.filter(({ row }) => row === id).reduce((sum, entry) => sum + entry.amount, 0)
      expect(amount).toBe(report.constraints.find((row) => row.id === id)!.amount)
    }
    for (const fuller of seatings(plan, parts)) expect(checkTimetable(plan, fuller).hard).toBeLessThanOrEqual(report.hard)
  })
})

/** Up to five timetables with one empty seat filled by somebody whom nothing keeps from it. */
function seatings(plan: Plan, parts: TimetableParts): TimetableParts[] {
  const view = viewOf(plan, parts)
  const obstacles = seatObstacles(view)
  const open = view.posts.filter((post) => post.people.length < post.need)
  return open
    .flatMap((post) => {
      const person = plan.staff.find((candidate) => obstacles(candidate, post).length === 0)
      return person ? [{ post, person }] : []
    })
    .slice(0, 5)
    .map(({ post, person }) => {
      const others = parts.posts.filter((other) => other.season !== post.season.season.id || postKey(other) !== post.key)
      return { ...parts, posts: [...others, { ...post.id, season: post.season.season.id, staff: [...post.people, person].map(({ id }) => id) }] }
    })
}

test('together the random schools break every row that a well-formed timetable of them can', () => {
  const broken = new Set<string>()
  for (const { report } of schools) for (const { id, amount } of report.constraints) if (amount > 0) broken.add(id)
  // a valid plan has no bell past the latest end, and the drawn sections are few enough, in distinct slots
  expect(rows.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual(['end-time', 'section-count'])
})
