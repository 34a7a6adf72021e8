import { describe, expect, test } from 'vitest'
import { rows } from '../../../../models/after-school/catalogue.ts'
import { checkTimetable, emptyTimetable } from '../../../../models/after-school/check/index.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { care, chess, duty, hosted, lead, partsOf, planOf, theStaff } from './support.ts'

const busy = partsOf({
  sections: [chess],
  care: [hosted('C2', 'mon-1', 'C1')],
  posts: [lead('chess', 'mon-1', 'summer', 'P1'), care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-2', 'summer', 'T2'), duty('mon-1', 'summer', 'T1')],
})

describe('a report', () => {
  test('has every row of the catalogue, in its order', () => {
    expect(checkTimetable(planOf(), emptyTimetable()).constraints.map((row) => row.id)).toEqual(rows.map((row) => row.id))
  })

  test('adds up: findings to amounts, amounts × weights to costs, costs to levels', () => {
    const report = checkTimetable(planOf(), busy)
    const levels = { hard: 0, medium: 0, soft: 0 }
    for (const row of report.constraints) {
      expect(row.findings.reduce((sum, { amount }) => sum + amount, 0)).toBe(row.amount)
      expect(row.cost).toBe(row.weight * row.amount)
      levels[row.level] += row.cost
    }
    expect(report).toMatchObject(levels)
    // T1 is in care and on duty at once, and may not lead duty; nobody leads chess in winter
    expect(report.hard).toBe(3)
    // 27 + 2 for chess − 2 for the guests − 4 seated
    expect(report.medium).toBe(23 * 40 + 1)
  })

  test('prices the empty timetable without a breach', () => {
    expect(checkTimetable(planOf(), emptyTimetable()).hard).toBe(0)
  })

  test('counts a child once at a slot that is named twice', () => {
    const once = planOf((input) => {
      input.policy.overrides = [{ field: 'studentsPerSupervisor', value: 6, reason: 'small groups' }]
    })
    const twice = { ...once, students: once.students.map((own, i) => (i === 0 ? { ...own, attends: [...own.attends, own.attends[0]!] } : own)) }
    expect(checkTimetable(twice, emptyTimetable())).toEqual(checkTimetable(once, emptyTimetable()))
  })

  test('refuses what is malformed instead of pricing it', () => {
    const twice = partsOf({ posts: [care('C1', 'mon-1', 'summer', 'T1'), care('C1', 'mon-1', 'summer', 'T2')] })
    expect(() => checkTimetable(planOf(), twice)).toThrow(FaultError)
  })
})

describe('weights', () => {
  test('of the plan go before those of the catalogue; 0 silences a row', () => {
    const weigh = (weights: Record<string, number>) =>
      checkTimetable(
        planOf((p) => {
          p.weights = weights
        }),
        busy,
      )
    const usual = weigh({})
    const heavy = weigh({ 'merged-care': 40, 'unfilled-seat': 0 })
    expect(usual.constraints.find((row) => row.id === 'merged-care')).toMatchObject({ amount: 2, weight: 4, cost: 8 })
    expect(heavy.soft - usual.soft).toBe(72)
    expect(usual.medium - heavy.medium).toBe(23 * 40)
  })
})

describe('names', () => {
  test('stand in the findings where the plan has them', () => {
    const plan = planOf((p) => {
      theStaff(p, 'T1').name = '李老师'
    })
    const clash = checkTimetable(plan, busy).constraints.find((row) => row.id === 'staff-clash')
    expect(clash?.findings).toEqual([
      {
        amount: 1,
        where: { staff: 'T1', season: 'summer', weekday: 'mon', at: '16:30' },
        text: {
          en: '李老师 has 2 seats at once at 16:30 on Monday in summer: care of C1 on Monday period 1, duty leader on Monday period 1',
          zh: '李老师summer周一16:30同时有2个岗位：周一第1节C1托管、周一第1节值班负责人',
        },
      },
    ])
  })
})
