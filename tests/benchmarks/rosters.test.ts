import { describe, expect, test } from 'vitest'
import { makeRosterInstance } from '../../benchmarks/rosters/make.ts'
import { compileTables } from '../../models/shift-scheduling/compile.ts'
import { Pricer } from '../../models/shift-scheduling/pricing.ts'
import { parseInstance } from '../../models/shift-scheduling/text.ts'

describe('made-up rosters', () => {
  test.each([
    { employees: 12, weeks: 1, shifts: 1, seed: 1 },
    { employees: 12, weeks: 2, shifts: 1, seed: 1 },
    { employees: 8, weeks: 4, shifts: 5, seed: 2 },
    { employees: 3, weeks: 6, shifts: 12, seed: 3 },
  ])('have the shape that was asked for, and a legal row for everybody: %o', (shape) => {
    const text = makeRosterInstance(shape)
    expect(makeRosterInstance(shape)).toBe(text)
    const instance = parseInstance(text)
    expect([instance.staff.length, instance.horizon, instance.shifts.length]).toEqual([shape.employees, 7 * shape.weeks, shape.shifts])
    expect(instance.cover).toHaveLength(instance.horizon * shape.shifts)
    const tables = compileTables(instance)
    const pricer = new Pricer(tables)
    for (let e = 0; e < shape.employees; e++) {
      pricer.cheapest(e, new Float64Array(tables.horizon * tables.values))
      expect(pricer.legal, `employee ${e}`).toBe(true)
    }
  })

  test('other seeds make other instances', () => {
    const [first, second] = [1, 2].map((seed) => makeRosterInstance({ employees: 5, weeks: 2, shifts: 3, seed }))
    expect(first).not.toBe(second)
  })
})
