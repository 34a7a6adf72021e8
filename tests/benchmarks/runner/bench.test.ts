import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bench } from '../../../benchmarks/runner/bench.ts'
import { suites } from '../../../benchmarks/suites/index.ts'
import { findInstances } from '../../../benchmarks/suites/instances.ts'

const data = join(import.meta.dirname, '../../models/course-timetabling/fixtures')
const courses = suites.find((suite) => suite.name === 'course-timetabling')!
const schools = suites.find((suite) => suite.name === 'after-school')!

let out: string
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'bench-'))
})
afterAll(() => rmSync(out, { recursive: true, force: true }))

describe('the bench', () => {
  test('runs, checks, and leaves results, solutions and reports', async () => {
    const failures = await bench(courses, { data, time: 1, seeds: [3, 4], threads: [1], out, peers: ['nobody'], peersOnly: false })
    expect(failures).toBe(0)
    expect(readdirSync(out).sort()).toEqual(['report.html', 'report.md', 'results.jsonl', 'toy-3.sol', 'toy-4.sol'])
    const results = readFileSync(join(out, 'results.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(results.map((result) => [result.solver, result.instance, result.seed, result.hard])).toEqual([
      ['afterbell', 'toy', 3, 0],
      ['afterbell', 'toy', 4, 0],
    ])
    const [first] = results
    const { hard, soft } = courses.check(
      findInstances(courses, data, ['toy'], out)[0].document,
      courses.parseSolution(undefined, readFileSync(join(out, 'toy-3.sol'), 'utf8')),
    )
    expect([first.hard, first.cost]).toEqual([hard, soft])
    expect(first.curve.length).toBeGreaterThan(0)
    expect(readFileSync(join(out, 'report.md'), 'utf8')).toContain('nobody: there is no benchmarks/peers/nobody/peer.json')
  })
})

describe('a bench with bounds', () => {
  test('proves after each run what costs at least as much, beside the floor, and says both gaps', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-bound-'))
    try {
      const options = { time: 1, seeds: [1], threads: [1], out: folder, peers: [], peersOnly: false, bound: 2 }
      expect(await bench(schools, { ...options, instances: ['village-3'] })).toBe(0)
      const run = JSON.parse(readFileSync(join(folder, 'results.jsonl'), 'utf8'))
      expect([run.hard, run.medium, run.mediumBound]).toEqual([0, 0, 0])
      expect(run.floor).toBeGreaterThan(0)
      expect(run.bound).toBeGreaterThanOrEqual(run.floor)
      expect(run.bound).toBeLessThanOrEqual(run.soft)
      expect(run.provenGap).toBeCloseTo((run.soft - run.bound) / run.soft)
      expect(run.provenGapAboveFloor).toBeCloseTo((run.soft - run.bound) / (run.soft - run.floor))
      const gaps = [run.provenGap, run.provenGapAboveFloor].map((gap) => `${(100 * gap).toFixed(1)} %`)
      expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain(`| ${run.bound} | ${gaps.join(' | ')} |`)
      await expect(bench(courses, { ...options, data })).rejects.toThrow('--bound: course-timetabling has no lower bound')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('a directory that holds other files', () => {
  test('they are left out and named; where nothing else is there, or one is asked for, it is an error', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-mixed-'))
    try {
      mkdirSync(join(folder, 'folder.ectt'))
      writeFileSync(join(folder, 'notes.ectt'), 'not an instance')
      const options = { data: folder, time: 1, seeds: [1], threads: [1], out: join(folder, 'out'), peers: [], peersOnly: false }
      await expect(bench(courses, options)).rejects.toThrow('notes.ectt is no instance of course-timetabling: line 1')
      copyFileSync(join(data, 'toy.ectt'), join(folder, 'older.ctt'))
      expect(await bench(courses, options)).toBe(0)
      expect(readFileSync(join(folder, 'out/report.md'), 'utf8')).toMatch(/\| older \| afterbell \|.*## Not run.*- notes: .*is no instance/s)
      await expect(bench(courses, { ...options, instances: ['notes'] })).rejects.toThrow('is no instance')
      await expect(bench(courses, { ...options, peers: ['nobody'], peersOnly: true })).rejects.toThrow('nothing to run: notes: ')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('finding instances', () => {
  test('all of a directory, or by name', () => {
    expect(findInstances(courses, data, undefined, out).map(({ name }) => name)).toEqual(['toy'])
    expect(() => findInstances(courses, data, ['comp99'], out)).toThrow('there are toy')
    expect(() => findInstances(courses, undefined, undefined, out)).toThrow('--data')
  })

  test('schools are made by name, the same ones every time, and written for the peers', () => {
    const [village] = findInstances(schools, undefined, ['village-3'], out)
    expect(village.document).toEqual(findInstances(schools, undefined, ['village-3'], out)[0].document)
    expect(schools.model.parse(JSON.parse(readFileSync(village.path, 'utf8')))).toEqual(village.document)
    const [tight] = findInstances(schools, undefined, ['village-3-tight'], out)
    expect(tight.document).not.toEqual(village.document)
    expect(() => findInstances(schools, undefined, ['hamlet-3'], out)).toThrow('no instance hamlet-3')
  })

  test('where nothing is named, every school from town up is made, normal and tight', () => {
    expect(findInstances(schools, undefined, undefined, out).map(({ name }) => name)).toEqual([
      'town-7',
      'town-7-tight',
      'city-7',
      'city-7-tight',
      'campus-7',
      'campus-7-tight',
    ])
  })
})
