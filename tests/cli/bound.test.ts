import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallPlan } from '../support/plan.ts'
import { afterbell } from './run.ts'

/** The floor of a tiny school, by the real command. */

const folder = mkdtempSync(join(tmpdir(), 'afterbell-bound-'))
const plan = join(folder, 'plan.json')
beforeAll(() => writeFileSync(plan, JSON.stringify(smallPlan())))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('says what is proved, and what is counted', async () => {
  const { code, out } = await afterbell(['bound', plan, '--time', '2', '--medium', '0', '--json'])
  expect(code).toBe(0)
  const { medium, soft, covers, proven, seconds } = JSON.parse(out)
  expect(medium).toBe(0)
  // 83 is the optimum, by the full integer programme
  expect(soft).toBeGreaterThan(60)
  expect(soft).toBeLessThanOrEqual(83)
  expect(covers).toContain('student-choice')
  expect(typeof proven).toBe('boolean')
  expect(seconds).toBeGreaterThan(0)
})

test('in words; without a medium cost empty seats count too, and cost no pay', async () => {
  const { code, out } = await afterbell(['bound', plan, '--time', '1'])
  expect(code).toBe(0)
  const [, soft] = out.match(/^medium at least 0 {2}soft at least (\d+)\ncounted: unfilled-seat, /)!
  expect(Number(soft)).toBeLessThan(60)
})
