import { describe, expect, test } from 'vitest'
import { rows } from '../../../../models/after-school/catalogue.ts'
import { changeCases } from './cases/change.ts'
import { continuityCases } from './cases/continuity.ts'
import { demandCases } from './cases/demand.ts'
import { roomCases } from './cases/rooms.ts'
import { sessionCases } from './cases/sessions.ts'
import { staffCases } from './cases/staff.ts'
import { studentCases } from './cases/students.ts'
import { price } from './support.ts'

const cases = [...sessionCases, ...roomCases, ...staffCases, ...studentCases, ...demandCases, ...continuityCases, ...changeCases]

describe.each(rows)('$id', ({ id, level, weight }) => {
  const own = cases.filter((entry) => entry.row === id)

  test('has a case that costs nothing and one that costs something', () => {
    expect(own.some((entry) => entry.amount === 0)).toBe(true)
    expect(own.some((entry) => entry.amount > 0)).toBe(true)
  })

  test.each(own)('$name: $amount', (entry) => {
    const row = price(entry)
    expect(row).toMatchObject({ amount: entry.amount, level, weight, cost: weight * entry.amount })
    expect(row.findings.reduce((sum, finding) => sum + finding.amount, 0)).toBe(entry.amount)
    for (const { amount, where, text } of row.findings) {
      expect(amount).toBeGreaterThan(0)
      expect(Object.keys(where)).not.toHaveLength(0)
      expect(text.en).toMatch(/^[^\p{Script=Han}]+$/u)
      expect(text.zh).toMatch(/\p{Script=Han}/u)
      expect(`${text.en}${text.zh}`).not.toMatch(/undefined|NaN|\[object/)
    }
  })
})
