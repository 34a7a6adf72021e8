import { describe, expect, test } from 'vitest'
import { abReport } from '../../../benchmarks/runner/ab.ts'
import { besidePeers } from '../../../benchmarks/runner/beside-peers.ts'
import { provenOf, provenText } from '../../../benchmarks/runner/proven.ts'
import type { Result } from '../../../benchmarks/runner/record.ts'
import { htmlReport } from '../../../benchmarks/runner/report-html.ts'
import { markdownReport } from '../../../benchmarks/runner/report-markdown.ts'
import { summarize, totals } from '../../../benchmarks/runner/summary.ts'

const result = (solver: string, instance: string, seed: number, soft: number, more: Partial<Result> = {}): Result => ({
  suite: 'course-timetabling',
  solver,
  instance,
  seed,
  threads: 1,
  timeLimit: 10,
  hard: 0,
  medium: 0,
  soft,
  cost: soft,
  seconds: 10,
  compileSeconds: 0.1,
  movesPerSecond: 2e6,
  bound: null,
  floor: null,
  mediumBound: null,
  provenGap: null,
  provenGapAboveFloor: null,
  bestKnown: instance === 'comp11' ? 0 : 50,
  commit: 'abc',
  machine: 'm',
  curve: [
    [0.1, 3, 0, 900],
    [1, 0, 0, soft + 40],
    [8, 0, 0, soft],
  ],
  ...more,
})

const results = [
  result('afterbell', 'comp02', 1, 60),
  result('afterbell', 'comp02', 2, 70),
  result('peer', 'comp02', 1, 100, { bound: 40, movesPerSecond: null }),
  result('peer', 'comp02', 2, 80, { hard: 2, cost: null, movesPerSecond: null }),
  result('afterbell', 'comp11', 1, 2),
]

describe('the summary', () => {
  const lines = summarize(results)

  test('a line for each instance and solver', () => {
    expect(lines.map((line) => [line.instance, line.solver, line.runs, line.feasible, line.soft])).toEqual([
      ['comp02', 'afterbell', 2, 2, 65],
      ['comp02', 'peer', 2, 1, 100],
      ['comp11', 'afterbell', 1, 1, 2],
    ])
  })

  test('best and worst go by level, gaps by what is known and what is proved', () => {
    const [ours, peer, zero] = lines
    expect([ours.best.soft, ours.worst.soft, ours.gap]).toEqual([60, 70, 0.3])
    expect([peer.best.soft, peer.worst.hard, peer.bound, peer.provenGap]).toEqual([100, 2, 40, 0.6])
    expect([zero.gap, zero.provenGap]).toEqual([2, null])
  })

  test('above a floor: the mean, and the gap of the best, which a lower medium that is not ruled out leaves open', () => {
    const run = (seed: number, medium: number, soft: number, bound: number, mediumBound: number) =>
      result('afterbell', 'town-7', seed, soft, { medium, ...provenOf({ hard: 0, medium, soft }, 100, { medium: mediumBound, soft: bound }) })
    const [line] = summarize([run(1, 0, 300, 180, 0), run(2, 0, 340, 200, 0)])
    expect([line.floor, line.aboveFloor, line.bound]).toEqual([100, 220, 200])
    expect([line.provenGap, line.provenGapAboveFloor]).toEqual([100 / 300, 100 / 200])
    const [open] = summarize([run(1, 40, 300, 180, 0)])
    expect([open.aboveFloor, open.bound, open.provenGap, open.provenGapAboveFloor]).toEqual([200, 180, null, null])
    expect(provenText(run(1, 0, 300, 180, 0))).toBe('; 200 above the floor; proved at least medium 0, soft 180; gap 40.0 %, 60.0 % of what is above the floor')
    expect(provenText(run(1, 40, 300, 180, 0))).toBe('; 200 above the floor; proved at least medium 0, soft 180')
    expect(provenText(results[0])).toBe('')
    const text = markdownReport({ title: 't', facts: [], lines: [line], missing: [], done: 2, asked: 2, objective: 'levels' as const })
    expect(text).toContain('| 220 | 50 | 540.0 % | 200 | 33.3 % | 50.0 % |')
  })

  test('a floor is proved, too: no bound below it is told', () => {
    expect(provenOf({ hard: 0, medium: 0, soft: 300 }, 100, { medium: 0, soft: 0 })).toMatchObject({ bound: 100, provenGap: 200 / 300, provenGapAboveFloor: 1 })
  })

  test('no sum where an instance has no feasible run; all levels where levels count', () => {
    const broken = summarize([...results, result('afterbell', 'comp05', 1, 431, { hard: 1, cost: null })])
    expect(totals(broken)[0]).toMatchObject({ instances: 3, hard: 1, soft: null, gap: null, feasible: false })
    const report = { title: 't', facts: [], missing: [], done: 1, asked: 1 }
    expect(markdownReport({ ...report, lines: broken, objective: 'cost' })).toContain('| sum of 3 | afterbell |  | not all |  |')
    const schools = summarize([result('afterbell', 'a', 1, 100, { medium: 41 }), result('afterbell', 'b', 1, 200, { medium: 2 })])
    expect(markdownReport({ ...report, lines: schools, objective: 'levels' })).toContain('| sum of 2 | afterbell |  | all | 0 / 43 / 300 |')
  })

  test('sums by solver', () => {
    expect(totals(lines)).toMatchObject([
      { solver: 'afterbell', instances: 2, soft: 67, bestKnown: 50, feasible: true },
      { solver: 'peer', instances: 1, soft: 100, feasible: false },
    ])
  })
})

describe('ours beside peers', () => {
  const run = (solver: string, instance: string, seed: number, medium: number, soft: number) => result(solver, instance, seed, soft, { medium })
  const table = (all: Result[]) => besidePeers(summarize(all))?.rows

  test.each([
    ['every run', [1, 50], [1, 60], [2, 10], [1, 61], '0.5,-19.5,ours, every run'],
    ['on the mean', [1, 50], [3, 60], [2, 10], [3, 61], '0.5,-19.5,ours, on the mean'],
    ['not', [1, 50], [1, 60], [1, 10], [1, 20], '0,-40,peer'],
    ['equal', [1, 50], [1, 60], [1, 60], [1, 50], '0,0,equal'],
  ])('better: %s', (_, [m1, s1], [m2, s2], [m3, s3], [m4, s4], expected) => {
    const rows = table([run('afterbell', 'a', 1, m1, s1), run('afterbell', 'a', 2, m2, s2), run('peer', 'a', 1, m3, s3), run('peer', 'a', 2, m4, s4)])!
    expect(rows[0].slice(3).join().replaceAll('+', '')).toBe(expected)
    expect(rows[1].at(-1)).toBe(`ours on ${expected.includes('ours') ? 1 : 0} of 1`)
  })

  test('an instance without ours, and ours without a peer, are not compared', () => {
    expect(table([run('afterbell', 'a', 1, 0, 1), run('peer', 'b', 1, 0, 2)])).toBeUndefined()
  })

  test('is in both reports', () => {
    const report = { title: 't', facts: [], lines: summarize(results), missing: [], done: 5, asked: 5, objective: 'cost' as const }
    expect(markdownReport(report)).toContain('| comp02 | peer | +1 | 0 | +35 | ours, every run |')
    expect(htmlReport(report, results)).toContain('Beside peers')
  })
})

describe('the reports', () => {
  const report = {
    title: 'Bench: a | b',
    facts: [['machine', '<two> cores']] as const,
    lines: summarize(results),
    missing: [{ solver: 'cp-sat', reason: 'no Python' }],
    done: 5,
    asked: 6,
    objective: 'cost' as const,
  }

  test('Markdown: the table, what is unfinished, what was not run', () => {
    const text = markdownReport(report)
    expect(text).toContain('| comp02 | afterbell | 2 | 2 | 65 | 60 | 70 | 7.1 |  | 50 | 30.0 % |  |  |  | 2.00 |')
    expect(text).toContain('| comp02 | peer | 2 | 1 | 100 | 100 | (hard 2) | 0 |  | 50 | 100.0 % | 40 | 60.0 % |  |  |')
    expect(text).toContain('**unfinished**: 5 of 6 runs')
    expect(text).toContain('- cp-sat: no Python')
  })

  test('a page: escaped, one chart per instance, one line per run, progress while it runs', () => {
    const page = htmlReport(report, results)
    expect(page).toContain('&lt;two&gt; cores')
    expect(page.match(/<svg /g)).toHaveLength(2)
    expect(page.match(/<path /g)).toHaveLength(5)
    expect(page).toContain('<progress max="6" value="5">')
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
    expect(htmlReport({ ...report, done: 6 }, results)).not.toContain('<progress')
  })

  test('numbers of threads are told apart, and runs that leave something broken', () => {
    const page = htmlReport(report, [
      result('afterbell', 'comp02', 1, 60),
      result('afterbell', 'comp02', 1, 50, { threads: 2 }),
      result('afterbell', 'comp05', 1, 431, { hard: 1, cost: null, curve: [[1, 1, 0, 431]] }),
    ])
    expect(page).toContain('<title>afterbell ×1, seed 1: 60</title>')
    expect(page).toContain('<title>afterbell ×2, seed 1: 50</title>')
    expect(page).toContain('<title>afterbell ×1, seed 1: 431 (hard 1)</title>')
    expect(page.match(/stroke-dasharray="1 3"/g)).toHaveLength(1)
    expect(page.match(/class="key"/g)).toHaveLength(2)
  })

  test('curves tell what lies above the floor, where one is known', () => {
    const page = htmlReport(report, [result('afterbell', 'a town', 1, 1060, { floor: 1000, bestKnown: null })])
    // from the best to where the run stood after a twentieth of its time
    expect([...page.matchAll(/text-anchor="end">([^<]+)<\/text>/g)].map(([, text]) => text)).toEqual(['above the floor of 1000', '60', '80', '100'])
    expect(page).toContain('afterbell, seed 1: 1060, 60 above the floor')
    expect(htmlReport(report, results)).not.toContain('above the floor of')
  })
})

describe('two revisions', () => {
  const side = (name: string, softs: Record<string, readonly number[]>) => ({
    name,
    commit: name,
    results: Object.entries(softs).flatMap(([instance, values]) => values.map((soft, i) => result('afterbell', instance, i + 1, soft))),
  })
  const text = abReport(
    'course-timetabling',
    [
      side('v1', { comp02: [60, 61, 62], comp05: [300, 340, 320], comp11: [0, 0, 0] }),
      side('here', { comp02: [50, 51, 52], comp05: [310, 350, 290], comp11: [0, 0, 0] }),
    ],
    { time: 10, threads: [1], seeds: [1, 2, 3] },
    ['comp02', 'comp05', 'comp11', 'comp12'],
  )

  test.each([
    ['beyond the noise', /\| comp02 \| 61\.0 \| 51\.0 \| -10\.0 \| ± 2\.3 \| 100 % \| \*\*here is better\*\* \|/],
    ['within it', /\| comp05 \| 320\.0 \| 316\.7 \| -3\.3 \| ± \d+\.\d \| 100 % \| here lower, within the noise \|/],
    ['equal', /\| comp11 \| 0\.0 \| 0\.0 \| 0\.0 \| ± 0\.0 \| 100 % \| equal \|/],
    ['an instance that neither has solved', /Left out, without a result on both sides: comp12\./],
    ['the sum', /\| sum of 3 \| 381\.0 \| 367\.7 \| -13\.3 \|/],
  ])('%s', (_, line) => {
    expect(text).toMatch(line)
  })
})
