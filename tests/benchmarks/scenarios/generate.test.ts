import { describe, expect, it } from 'vitest'
import { generate, type School, schools, type Tier } from '../../../benchmarks/scenarios/index.ts'
import { checkTimetable, timetableFaults } from '../../../models/after-school/check/index.ts'
import { validatePlan } from '../../../models/after-school/validate/index.ts'
import { minutesOf } from '../../../src/calendar/index.ts'

const bytes = (school: School, seed: number, tier: Tier) => JSON.stringify(generate({ school, seed, tier }))

describe('generate', () => {
  it('gives the same bytes for the same seed, others for another', () => {
    expect(bytes('village', 7, 'normal')).toBe(bytes('village', 7, 'normal'))
    expect(bytes('village', 7, 'normal')).not.toBe(bytes('village', 8, 'normal'))
  })

  it('tells seeds apart over their whole range', () => {
    const seeds = [0, 1, 2, 2 ** 26, 2 ** 31, 2 ** 32 - 1]
    expect(new Set(seeds.map((seed) => bytes('village', seed, 'normal'))).size).toBe(seeds.length)
  })

  it('keeps families, clubs and rooms over the tiers of a seed: only the staff differs', () => {
    const [normal, tight, over] = (['normal', 'tight', 'over'] as const).map((tier) => generate({ school: 'village', seed: 3, tier }).plan)
    for (const other of [tight, over]) {
      expect({ ...other, id: '', staff: [], budget: undefined }).toEqual({ ...normal, id: '', staff: [], budget: undefined })
      expect(other.staff).not.toEqual(normal.staff)
    }
  })

  it.each([
    ['village', 6, 150, 12, 1],
    ['town', 24, 1000, 60, 1],
    ['city', 57, 3200, 200, 1],
    ['campus', 90, 4500, 300, 3],
  ] as const)('%s has %i classes, %i students, %i staff, %i sites', (school, classes, students, staff, sites) => {
    const { plan } = generate({ school, seed: 1, tier: 'normal' })
    expect([plan.classes.length, plan.students.length, plan.staff.length, plan.sites.length]).toEqual([classes, students, staff, sites])
  })

  const planted: [School, Tier, number][] = [
    ...(['village', 'town'] as const).flatMap((school) =>
      (['normal', 'tight'] as const).flatMap((tier) =>
        (school === 'village' ? [1, 2, 3, 4, 5] : [1, 2, 3]).map((seed): [School, Tier, number] => [school, tier, seed]),
      ),
    ),
    ['city', 'normal', 1],
    ['city', 'tight', 2],
    ['campus', 'tight', 1],
  ]
  it.each(planted)('plants in a %s school, %s, seed %i, a timetable with hard 0 and medium 0', (school, tier, seed) => {
    const { plan: input, planted, shortage } = generate({ school, seed, tier })
    const { errors, plan } = validatePlan(input)
    expect(errors).toEqual([])
    expect(timetableFaults(plan!, planted)).toEqual([])
    const report = checkTimetable(plan!, planted!)
    const broken = report.constraints.filter(({ level, amount }) => level !== 'soft' && amount > 0).map(({ id, amount }) => ({ id, amount }))
    expect({ broken, hard: report.hard, medium: report.medium, shortage }).toEqual({ broken: [], hard: 0, medium: 0, shortage: [] })
    expect(report.soft).toBeGreaterThan(0)
  })

  it('lets vetting lapse in mid-term in some villages, too', () => {
    const villages = Array.from({ length: 60 }, (_, i) => generate({ school: 'village', seed: i + 1, tier: 'normal' }).plan)
    const lapses = ({ staff }: (typeof villages)[number]) =>
      staff.some(({ certificates = {} }) => Object.values(certificates).some((one) => one?.until !== undefined && one.until < '2027-01-22'))
    const some = villages.filter(lapses).length
    expect([some > 10, some < 35]).toEqual([true, true])
  })

  it.each(['city', 'campus'] as const)('ends lessons in a %s by the time at which the last of the teacher’s classes is let out', (school) => {
    const { plan } = generate({ school, seed: 1, tier: 'tight' })
    const dismissals = new Map(plan.classes.map(({ id, dismissal }) => [id, dismissal as Record<string, string>]))
    const late = plan.staff.flatMap(({ id, teaches = [], teaching = [] }) =>
      teaching
        // an hour is a meeting, which comes afterwards
        .filter(({ season, start, end }) => season && minutesOf(end) - minutesOf(start) < 60 && teaches.every((c) => dismissals.get(c)![season] < end))
        .map(({ weekday, season, end }) => ({ id, teaches, weekday, season, end })),
    )
    expect(late).toEqual([])
  })

  it.each(schools)('makes valid %s plans without a planted timetable in the over-constrained tier', (school) => {
    const { plan, planted } = generate({ school, seed: 2, tier: 'over' })
    expect(validatePlan(plan).errors).toEqual([])
    expect(planted).toBeUndefined()
  })
})
