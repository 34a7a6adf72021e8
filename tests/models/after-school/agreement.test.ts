import { describe, expect, test } from 'vitest'
import { rows } from '../../../models/after-school/catalogue.ts'
import { checkTimetable, emptyTimetable, timetableFaults } from '../../../models/after-school/check/index.ts'
import { decode, encode } from '../../../models/after-school/codec.ts'
import { compileSchool, type School } from '../../../models/after-school/compile/school.ts'
import { afterSchool } from '../../../models/after-school/model.ts'
import type { Plan, PlanInput } from '../../../models/after-school/plan.ts'
import { State } from '../../../models/after-school/state.ts'
import { type TimetableParts, timetableParts } from '../../../models/after-school/timetable.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { solve } from '../../../src/solve/solve.ts'
import { smallPlan } from '../../support/plan.ts'
import { randomPlan } from '../../support/random-plan.ts'
import { RandomWalk } from '../../support/random-walk.ts'

/** amounts and costs by level, as the checker says */
function checked(plan: Plan, timetable: TimetableParts) {
  const { hard, medium, soft, constraints } = checkTimetable(plan, timetable)
  return { hard, medium, soft, amounts: Object.fromEntries(constraints.map(({ id, amount }) => [id, amount])) }
}

/** … and as the solver says */
const priced = (state: State) => ({ hard: state.cost(0), medium: state.cost(1), soft: state.cost(2), amounts: named(state.amounts) })
const named = (amounts: Int32Array) => Object.fromEntries(rows.map(({ id }, i) => [id, amounts[i]]))

/** the amounts of a fresh state that took over the timetable */
function encoded(school: School, timetable: TimetableParts) {
  const state = new State(school)
  encode(state, timetable)
  return named(state.amounts)
}

describe('solver and checker agree to the unit', () => {
  const plans = 200
  /** rows that cost something somewhere: what was never above 0 has not been compared */
  const seen = new Set<string>()

  test.each(Array.from({ length: plans }, (_, i) => i + 1))('on random plan %i', async (seed) => {
    const plan = parsePlan(randomPlan(seed))
    const school = compileSchool(plan)
    const state = new State(school)
    expect(priced(state), 'the empty timetable').toEqual(checked(plan, emptyTimetable()))

    encode(state, plan.pins)
    const walk = new RandomWalk(state, seed)
    for (const moves of [10, 60, 120]) {
      walk.go(moves)
      // the checker prices nothing that is malformed, so that what is decoded is well-formed, too
      const check = checked(plan, decode(school, state.values))
      expect(priced(state), `after ${moves} moves more`).toEqual(check)
      for (const { id } of rows) if (check.amounts[id] > 0) seen.add(id)
    }
    expect(encoded(school, decode(school, state.values)), 'encoded').toEqual(named(state.amounts))

    const { solution, hard, medium, soft, amounts } = await solve(afterSchool, plan, { seed, stepLimit: 4000 })
    expect(timetableFaults(plan, solution), 'faults of the outcome').toEqual([])
    expect({ hard, medium, soft, amounts }, 'the outcome').toEqual(checked(plan, solution))
    expect(encoded(school, solution), 'the outcome encoded').toEqual(amounts)
  })

  test('on every row that the solver prices, above 0', () => {
    const solver = new State(compileSchool(parsePlan(smallPlan()))).list.map((rule) => rule.id)
    expect([...seen].sort()).toEqual(solver.sort())
  })
})

describe('solver and checker agree about documents that speak of what the plan does not have', () => {
  const parts = (draft: object) => timetableParts.parse(draft)
  const chess = (number: number, ...students: string[]) => ({ activity: 'chess', number, sessions: [{ slot: 'mon-1', room: 'ART' }], students })
  const lead = (number: number, ...staff: string[]) => ({ kind: 'section', activity: 'chess', number, slot: 'mon-1', role: 'lead', season: 'summer', staff })
  const cases: [name: string, plan: (plan: PlanInput) => void, amounts: Record<string, number>][] = [
    [
      'a baseline with a section, its student and its leader more than there may be',
      (p) => {
        p.baseline = parts({ sections: [chess(2, 'S01')], posts: [lead(2, 'T1')] })
      },
      { change: 4 + 3 + 1 },
    ],
    [
      'a baseline with somebody at a gate that is not kept any more at that time',
      (p) => {
        p.generalDuties = [{ id: 'gate', site: 'main', slots: ['tue-1'] }]
        p.baseline = parts({ posts: [{ kind: 'general', duty: 'gate', slot: 'mon-1', season: 'summer', staff: ['T1', 'T1'] }] })
      },
      { change: 1 },
    ],
    [
      'a baseline with a student in two groups for one wish',
      (p) => {
        p.activities[0].sections = { max: 2 }
        p.baseline = parts({ sections: [chess(1, 'S01', 'S01'), chess(2, 'S01')] })
      },
      { change: 4 + 4 + 3 + 3 },
    ],
    [
      'pins that name a session, a student and a person twice',
      (p) => {
        const twice = { slot: 'mon-1', room: 'ART' }
        p.pins = parts({ sections: [{ ...chess(1, 'S01', 'S01'), sessions: [twice, twice] }], posts: [lead(1, 'P1', 'P1')] })
      },
      { pin: 3 },
    ],
    [
      'pins that name a student who did not choose the club',
      (p) => {
        p.pins = parts({ sections: [chess(1, 'S06')] })
      },
      { pin: 2 },
    ],
  ]
  test.each(cases)('%s', (_name, change, amounts) => {
    const plan = parsePlan(smallPlan(change))
    const state = new State(compileSchool(plan))
    expect(named(state.amounts)).toMatchObject(amounts)
    expect(priced(state)).toEqual(checked(plan, emptyTimetable()))
    encode(state, plan.baseline ?? plan.pins)
    expect(priced(state)).toEqual(checked(plan, decode(state.school, state.values)))
  })
})
