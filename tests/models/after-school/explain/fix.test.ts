import { describe, expect, it } from 'vitest'
import { type CheckReport, checkTimetable } from '../../../../models/after-school/check/index.ts'
import { shortages, whatWouldFix } from '../../../../models/after-school/explain/index.ts'
import { relaxationsFor } from '../../../../models/after-school/explain/relaxation.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import { type Plan, type PlanInput, planSchema } from '../../../../models/after-school/plan.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { solve } from '../../../../src/solve/solve.ts'
import { smallPlan } from '../../../support/plan.ts'

const steps = 40_000
/** findings looked at */
const most = 10
const options = { seconds: 60, steps, most }
const amountOf = ({ constraints }: CheckReport, row: string) => constraints.find(({ id }) => id === row)!.amount
const best = async (plan: Plan) => (await solve(afterSchool, plan, { stepLimit: steps, seed: 1 })).solution

/** nobody but a few offers Monday’s second period */
const shortOnMonday = (own: PlanInput) => {
  for (const person of own.staff.slice(0, 3)) person.offers = person.offers!.map((offer) => (offer.weekday === 'mon' ? { ...offer, end: '17:12' } : offer))
}

const cases: readonly [name: string, change: (plan: PlanInput) => void, row: string, kind: string][] = [
  ['an offer', shortOnMonday, 'unfilled-seat', 'offer'],
  [
    'a certificate',
    (own) => {
      for (const i of [1, 3]) own.staff[i].certificates = {}
    },
    'unfilled-seat',
    'certificate',
  ],
  [
    'permission to lead duty',
    (own) => {
      own.staff[1].mayLeadDuty = false
      own.staff[3].offers = own.staff[3].offers!.slice(0, 2)
    },
    'unfilled-seat',
    'duty',
  ],
  [
    'a larger room',
    (own) => {
      for (const i of [0, 1]) own.rooms[i].capacity = 2
    },
    'unplaced-student',
    'capacity',
  ],
  [
    'a session more for somebody',
    (own) => {
      for (const person of own.staff) person.limits = { sessionsPerWeek: 2 }
    },
    'unfilled-seat',
    'limits',
  ],
  [
    'a larger budget',
    (own) => {
      own.budget = { yuanPerWeek: 100 }
      for (const person of own.staff) person.payPerSession = 50
    },
    'unfilled-seat',
    'budget',
  ],
  [
    'more children to a supervisor',
    (own) => {
      own.rooms[0].capacity = 200
      for (let i = 100; i < 140; i++) own.students.push({ ...own.students[5], id: `S${i}`, attends: ['mon-1'] })
      for (const person of own.staff.slice(1, 3)) person.offers = person.offers!.slice(1)
      own.staff[4].certificates = {}
      for (const child of own.students) Object.assign(child, { choices: [], clubsWanted: 0, ...(child.class === 'C2' && { attends: ['tue-1'] }) })
    },
    'unfilled-seat',
    'policy',
  ],
  [
    'a place in a club',
    (own) => {
      own.activities[1].size = { min: 1, max: 1 }
      for (const i of [2, 9]) Object.assign(own.students[i], { choices: ['football'], clubsWanted: 1 })
    },
    'priority-unserved',
    'size',
  ],
  [
    'smaller sections',
    (own) => {
      own.activities[0].sections = { min: 1, max: 1 }
      own.activities[0].size = { min: 8, max: 10 }
    },
    'missing-section',
    'size',
  ],
]

describe.each(cases)('what would fix it: %s', (_, change, row, kind) => {
  it('every relaxation that is offered makes its row lower, solved again and priced by the checker', async () => {
    const plan = planSchema.parse(smallPlan(change))
    const timetable = await best(plan)
    const before = checkTimetable(plan, timetable)
    const { unmet } = await whatWouldFix(plan, timetable, options)
    const findings = before.constraints.find(({ id }) => id === row)!.findings.length
    expect(findings).toBeGreaterThan(0)
    expect(unmet.map((unit) => unit.row)).toEqual(Array.from({ length: Math.min(most, findings) }, () => row))
    const candidates = relaxationsFor(plan, timetable)
    const amounts = new Map<string, number>()
    for (const { finding, single, joint, outcome } of unmet) {
      expect([outcome, joint]).toEqual(['verified', undefined])
      expect(single.length).toBeGreaterThan(0)
      for (const fix of single) {
        const said = fix.relaxations[0]
        const isSaid = (own: { kind: string; where: object }) => own.kind === said.kind && JSON.stringify(own.where) === JSON.stringify(said.where)
        const relaxed = candidates(row, finding).find(isSaid)!.apply(plan)
        const key = JSON.stringify([said.kind, said.where])
        if (!amounts.has(key)) {
          const again = (await solve(afterSchool, relaxed, { stepLimit: steps, seed: 1, start: timetable })).solution
          amounts.set(key, amountOf(checkTimetable(relaxed, again), row))
        }
        expect(amounts.get(key), said.text.en).toBeLessThan(amountOf(before, row))
        expect(fix.before).toBe(amountOf(before, row))
        expect(fix.after).toBeLessThan(fix.before)
      }
    }
    // this kind of relaxation is among those that were solved again
    expect([...amounts.keys()].map((key) => JSON.parse(key)[0])).toContain(kind)
  })
})

it('asks nobody for anything where solving again is enough', async () => {
  const plan = planSchema.parse(smallPlan())
  const { unmet, together, structural } = await whatWouldFix(plan, { sections: [], care: [], posts: [] }, options)
  expect(unmet).toHaveLength(most)
  for (const { row, again, single, joint, outcome } of unmet) {
    expect([single, joint, outcome]).toEqual([[], undefined, 'verified'])
    expect(again!.after, row).toBeLessThan(again!.before)
  }
  expect([together, structural]).toEqual([undefined, []])
})

it('finds the one place that a child in need of tutoring lacks', async () => {
  const plan = planSchema.parse(
    smallPlan((own) => {
      own.activities = [
        {
          id: 'help',
          grades: [1, 2],
          sections: { max: 1 },
          size: { min: 1, max: 2 },
          slots: ['tue-2'],
          tutoring: true,
          roles: [{ role: 'lead', count: 1 }],
        },
      ]
      for (const [i, child] of own.students.entries()) {
        child.choices = []
        child.clubsWanted = 0
        child.tutoring = i < 3
      }
    }),
  )
  const timetable = await best(plan)
  const { unmet } = await whatWouldFix(plan, timetable, options)
  expect(unmet.map(({ row, outcome, single }) => [row, outcome, single.map(({ relaxations, before, after }) => [relaxations[0].kind, before, after])])).toEqual(
    [['tutoring-unserved', 'verified', [['size', 1, 0]]]],
  )
})

it('proposes nothing that the door refuses: a tutoring group above the largest, more children than the policy can be told', async () => {
  const crowded = planSchema.parse(
    smallPlan((own) => {
      own.activities = [
        { id: 'help', grades: [1, 2], sections: { max: 1 }, size: { min: 1, max: 8 }, slots: ['tue-1'], tutoring: true, roles: [{ role: 'lead', count: 1 }] },
      ]
      own.rooms[0].capacity = 200
      for (const [i, child] of own.students.entries()) {
        child.choices = []
        child.clubsWanted = 0
        child.tutoring = i < 9
      }
      for (let i = 100; i < 220; i++) own.students.push({ ...own.students[5], id: `S${i}`, attends: ['mon-1'], choices: [], tutoring: false })
      for (const person of own.staff.slice(0, 4)) if (person.id !== 'T1') person.offers = person.offers!.slice(1)
    }),
  )
  const timetable = await best(crowded)
  const { unmet } = await whatWouldFix(crowded, timetable, options)
  const candidates = relaxationsFor(crowded, timetable)
  const thought = unmet.flatMap(({ row, finding }) => candidates(row, finding))
  expect(thought.filter(({ apply }) => !validatePlan(apply(crowded)).valid).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['policy', 'size']))
  const said = unmet.flatMap(({ single, joint }) => [...single, ...(joint ? [joint] : [])].flatMap(({ relaxations }) => relaxations))
  expect(said.map(({ kind }) => kind)).toContain('sections')
  for (const { kind, where } of said) {
    const relaxation = thought.find((own) => own.kind === kind && JSON.stringify(own.where) === JSON.stringify(where))!
    expect(validatePlan(relaxation.apply(crowded)).errors).toEqual([])
  }
})

describe('a shortage', () => {
  it('is proved by the posts and by everybody who could sit there', async () => {
    const plan = planSchema.parse(
      smallPlan((own) => {
        shortOnMonday(own)
        own.staff[3].offers = own.staff[3].offers!.slice(1)
      }),
    )
    const timetable = await best(plan)
    const found = shortages(plan, timetable)
    expect(found.length).toBeGreaterThan(0)
    for (const { required, people, posts } of found) {
      expect(required).toBeGreaterThan(people.length)
      // whoever is put on any of the posts beside those people breaks a rule
      for (const person of plan.staff.filter(({ id }) => !people.includes(id))) {
        for (const ref of posts) {
          const seated = {
            ...timetable,
            posts: [
              ...timetable.posts.filter((post) => post.season !== ref.season || post.kind === 'general'),
              { ...ref, staff: [person.id] } as (typeof timetable.posts)[number],
            ],
          }
          const rows = checkTimetable(plan, seated).constraints.filter(
            ({ id, amount }) => ['staff-offer', 'staff-role', 'staff-vetting', 'staff-refusal'].includes(id) && amount > 0,
          )
          expect(rows.length, `${person.id} at ${JSON.stringify(ref)}`).toBeGreaterThan(0)
        }
      }
    }
  })

  it('is not claimed where people are only busy or at their limits', async () => {
    const plan = planSchema.parse(
      smallPlan((own) => {
        for (const person of own.staff) person.limits = { sessionsPerWeek: 1 }
      }),
    )
    const timetable = await best(plan)
    expect(checkTimetable(plan, timetable).medium).toBeGreaterThan(0)
    expect(shortages(plan, timetable)).toEqual([])
  })
})

describe('a signal', () => {
  it('is heard between two relaxations, and what was not tried is called timed out', async () => {
    const plan = planSchema.parse(smallPlan(shortOnMonday))
    const timetable = await best(plan)
    const asked = new AbortController()
    const answer = whatWouldFix(plan, timetable, { ...options, signal: asked.signal })
    asked.abort()
    const { unmet, structural, together } = await answer
    expect(unmet.length).toBeGreaterThan(0)
    for (const { outcome, single } of unmet) expect({ outcome, single }).toEqual({ outcome: 'timed-out', single: [] })
    expect({ structural, together }).toEqual({ structural: [], together: undefined })
  })
})
