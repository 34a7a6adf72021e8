import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileSchool } from '../../models/after-school/compile/school.ts'
import { afterSchool } from '../../models/after-school/model.ts'
import { wishFloor } from '../../models/after-school/relax/wishes.ts'
import { proofLine, proofOf } from '../../src/cli/proof.ts'
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

test('a solve says bound and gap of its timetable, in its report too', async () => {
  const out = join(folder, 'timetable.json')
  const { code, out: said } = await afterbell(['solve', plan, '--steps', '20000', '--quiet', '--bound', '2', '--out', out, '--json'])
  expect(code).toBe(0)
  const line = JSON.parse(said)
  expect(line.bound.medium).toBe(0)
  expect(line.bound.soft).toBeLessThanOrEqual(83)
  expect(line.bound.covers).toContain('pay')
  expect(line.gap).toBeCloseTo((line.soft - line.bound.soft) / line.soft)
  expect(line.floor).toBeGreaterThan(0)
  expect(line.floor).toBeLessThanOrEqual(line.bound.soft)
  expect(line.aboveFloor).toBe(line.soft - line.floor)
  expect(line.gapAboveFloor).toBeCloseTo((line.soft - line.bound.soft) / (line.soft - line.floor))
  expect(line.bound.gapAboveFloor).toBe(line.gapAboveFloor)
  const { report } = JSON.parse(readFileSync(out, 'utf8'))
  expect(report).toMatchObject({ bound: line.bound, floor: line.floor, aboveFloor: line.aboveFloor })
})

test('a timetable says what of it lies above the floor, with and without a proof, in words too', async () => {
  const { code, out } = await afterbell(['solve', plan, '--steps', '20000', '--quiet', '--out', join(folder, 'plain.json')])
  expect(code).toBe(0)
  const { report } = JSON.parse(readFileSync(join(folder, 'plain.json'), 'utf8'))
  expect(report.floor).toBe(wishFloor(compileSchool(afterSchool.parse(smallPlan()))))
  expect(report.aboveFloor).toBe(report.soft - report.floor)
  expect(out).toContain(`soft at least ${report.floor} by the wishes alone; above that ${report.aboveFloor}\n`)
  expect(proofLine({ medium: 0, soft: 90, covers: 'all', proven: false, gap: 0.1, gapAboveFloor: 0.25 }, 'en')).toContain(
    'at most 10.0 % less, 25.0 % of what is above the floor',
  )
})

test('what the solve has proved itself needs no bound; what breaks a hard rule has none', async () => {
  const signal = new AbortController().signal
  const optimum = await proofOf(afterSchool.parse(smallPlan()), { hard: 0, medium: 2, soft: 83, floor: 40 }, 1, true, signal)
  expect(optimum).toEqual({ medium: 2, soft: 83, covers: 'all', proven: true, gap: 0, gapAboveFloor: 0 })
  expect(proofLine(optimum!, 'en')).toBe('proved: medium at least 2, soft at least 83: nothing better exists\n')
  expect(await proofOf(afterSchool.parse(smallPlan()), { hard: 1, medium: 0, soft: 0, floor: 0 }, 1, false, signal)).toBeUndefined()
})
