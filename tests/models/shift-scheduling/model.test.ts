import { describe, expect, test } from 'vitest'
import { checkRoster } from '../../../models/shift-scheduling/check/check.ts'
import { compileTables, off, type Tables } from '../../../models/shift-scheduling/compile.ts'
import type { Instance } from '../../../models/shift-scheduling/instance.ts'
import { shiftScheduling } from '../../../models/shift-scheduling/model.ts'
import { Objective } from '../../../models/shift-scheduling/objective.ts'
import { solve } from '../../../src/solve/solve.ts'
import { randomInstance } from './random-instance.ts'

/** every legal row of days of one employee */
function legalRows(instance: Instance, employee: number): readonly Int32Array[] {
  const alone = compileTables({ ...instance, staff: [instance.staff[employee]], requests: [], cover: [] })
  const objective = new Objective(alone)
  const row = new Int32Array(alone.horizon)
  const found: Int32Array[] = []
  const fill = (day: number) => {
    if (day === alone.horizon) {
      objective.reset(row)
      if (objective.hard === 0) found.push(row.slice())
      return
    }
    for (let value = 0; value < alone.values; value++) {
      if (!alone.allowed[day * alone.values + value]) continue
      row[day] = value
      fill(day + 1)
    }
  }
  fill(0)
  return found
}

/** the best of all pairs of legal rows */
function optimum(instance: Instance, tables: Tables): number {
  const [first, second] = [0, 1].map((employee) => legalRows(instance, employee))
  const cover = (day: number, value: number, count: number) => (value === off ? 0 : tables.coverCost(day, value, count))
  // cost by day and both values
  const { horizon, values, wishes } = tables
  const pairs = new Int32Array(horizon * values * values)
  for (let day = 0; day < horizon; day++) {
    for (let a = 0; a < values; a++) {
      for (let b = 0; b < values; b++) {
        let cost = wishes[day * values + a] + wishes[(horizon + day) * values + b]
        for (let value = 1; value < values; value++) cost += cover(day, value, (a === value ? 1 : 0) + (b === value ? 1 : 0))
        pairs[(day * values + a) * values + b] = cost
      }
    }
  }
  let best = Number.POSITIVE_INFINITY
  for (const a of first) {
    for (const b of second) {
      let cost = 0
      for (let day = 0; day < horizon && cost < best; day++) cost += pairs[(day * values + a[day]) * values + b[day]]
      best = Math.min(best, cost)
    }
  }
  return best
}

describe('solving shift scheduling', () => {
  test('finds the optimum of small instances, with a bound that is none above it; solver and checker agree', { timeout: 60_000 }, async () => {
    let solvable = 0
    for (let seed = 1; seed <= 24; seed++) {
      const instance = randomInstance(seed, { horizon: 7, employees: 2 })
      const best = optimum(instance, compileTables(instance))
      const outcome = await solve(shiftScheduling, instance, { stepLimit: 60_000, seed })
      const report = checkRoster(instance, outcome.solution)
      expect([report.hard, report.soft], `seed ${seed}`).toEqual([outcome.hard, outcome.soft])
      expect(Object.fromEntries(report.rows.map((row) => [row.id, row.amount])), `seed ${seed}`).toEqual(outcome.amounts)
      if (best === Number.POSITIVE_INFINITY) {
        expect(outcome.hard, `seed ${seed}: no legal rows`).toBeGreaterThan(0)
        continue
      }
      solvable++
      expect([outcome.hard, outcome.soft], `seed ${seed}`).toEqual([0, best])
      expect(outcome.bound, `seed ${seed}`).toBeLessThanOrEqual(best)
    }
    expect(solvable).toBeGreaterThan(8)
  })

  test('the same seed and step limit give the same roster', async () => {
    const instance = randomInstance(5, { horizon: 14, employees: 4 })
    const [first, second] = [
      await solve(shiftScheduling, instance, { stepLimit: 30_000, seed: 7 }),
      await solve(shiftScheduling, instance, { stepLimit: 30_000, seed: 7 }),
    ]
    expect(second.solution).toEqual(first.solution)
    expect(second.steps).toBe(first.steps)
  })

  test('starts from a roster that it is given', async () => {
    const instance = randomInstance(3, { horizon: 14, employees: 4 })
    const good = await solve(shiftScheduling, instance, { stepLimit: 100_000 })
    const again = await solve(shiftScheduling, instance, { stepLimit: 100, start: good.solution })
    expect([again.hard, again.soft]).toEqual([good.hard, good.soft])
  })

  test('nobody, and nothing to cover: done at once', async () => {
    const outcome = await solve(shiftScheduling, { horizon: 7, shifts: [], staff: [], requests: [], cover: [] }, { stepLimit: 10 })
    expect([outcome.hard, outcome.soft, outcome.stopped]).toEqual([0, 0, 'done'])
  })

  test('limits on single shifts that bind leave the annealing its share of a short budget', async () => {
    // six shifts, each at most six times in eight weeks: pricing one employee with all limits takes a million steps
    const shifts = ['E', 'L', 'N', 'M', 'K', 'P'].map((id, s) => ({ id, minutes: 480, cannotPrecede: s === 0 ? [] : [s - 1] }))
    const rules = { minimumMinutes: 11_520, maximumMinutes: 19_200, maximumRun: 5, minimumRun: 2, minimumRest: 2, maximumWeekends: 4, daysOff: [] }
    const staff = Array.from({ length: 6 }, (_, e) => ({ id: `e${e}`, maximumShifts: shifts.map(() => 6), ...rules }))
    const cover = Array.from({ length: 56 }, (_, day) => ({ day, shift: day % 6, wanted: 2, under: 100, over: 1 }))
    const instance = { horizon: 56, shifts, staff, requests: [], cover }
    const outcome = await solve(shiftScheduling, instance, { stepLimit: 1_000_000, seed: 1 })
    expect(outcome.hard).toBe(0)
    expect(outcome.steps).toBeLessThan(2_000_000)
    expect(checkRoster(instance, outcome.solution).soft).toBe(outcome.soft)
  })

  test('a roster without cost is proved to be the best', async () => {
    const alone = randomInstance(3, { horizon: 7, employees: 2 })
    const outcome = await solve(shiftScheduling, { ...alone, requests: [], cover: [] }, { stepLimit: 50_000 })
    expect([outcome.hard, outcome.soft, outcome.bound, outcome.stopped]).toEqual([0, 0, 0, 'done'])
  })
})
