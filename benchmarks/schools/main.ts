import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { afterSchool } from '../../models/after-school/model.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import type { School, Tier } from '../scenarios/index.ts'
import { generate } from '../scenarios/index.ts'

/**
 * How fast the solver gets where, over generated schools: seconds after compiling until hard 0 and until medium reaches its floor, soft at the end, moves a second, memory.
 * One process, one thread: every solve but the first is not the first of its process. `--curve` gives soft by time limit instead, one solve each.
 *
 *   npm run -s bench:schools -- --schools village,town --tiers normal,tight --seeds 10
 *   npm run -s bench:schools -- --schools village --tiers tight --seeds 11-60
 *   npm run -s bench:schools -- --schools city --seeds 1 --curve 10,30,100,300
 */

/** seconds for each solve, unless `--time` says otherwise: what issue and README promise for medium */
const seconds: Readonly<Record<School, number>> = { village: 1, town: 10, city: 20, campus: 60 }

interface Run {
  readonly compile: number
  readonly hardAt: number
  readonly mediumAt: number
  readonly hard: number
  readonly medium: number
  readonly soft: number
  readonly movesPerSecond: number
}

function run(school: School, tier: Tier, seed: number, limit: number): Run {
  const { plan: input, shortage } = generate({ school, seed, tier })
  const plan = parsePlan(input)
  const begin = performance.now()
  const compiled = afterSchool.compile(plan)
  const start = performance.now()
  const now = () => (performance.now() - start) / 1000
  // normal and tight tiers plant a timetable with medium 0; the over tier's floor is what counting proves: seats of 40 that lack people
  const floor = tier === 'over' ? 40 * shortage.reduce((sum, s) => sum + Math.max(0, s.seatsAtLeast - s.people), 0) : 0
  let hardAt = Number.POSITIVE_INFINITY
  let mediumAt = Number.POSITIVE_INFINITY
  let last = { hard: 0, medium: 0, soft: 0, steps: 0 }
  for (const progress of compiled.search({ seed, used: () => now() / limit })) {
    last = progress
    if (progress.hard === 0) hardAt = Math.min(hardAt, now())
    if (progress.hard === 0 && progress.medium <= floor) mediumAt = Math.min(mediumAt, now())
    if (progress.done || now() >= limit) break
  }
  return { ...last, compile: (start - begin) / 1000, hardAt, mediumAt, movesPerSecond: last.steps / now() }
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[Math.trunc(list.length / 2)]
const figure = (n: number): string => (Number.isFinite(n) ? n.toFixed(2) : 'never')

const { values } = parseArgs({
  options: {
    schools: { type: 'string', default: 'village,town,city,campus' },
    tiers: { type: 'string', default: 'normal' },
    seeds: { type: 'string', default: '3' },
    time: { type: 'string' },
    curve: { type: 'string' },
  },
})
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`
console.log(`${machine}; one thread\n`)
// so many from 1 on, or from one to another
const [first, last] = values.seeds.includes('-') ? values.seeds.split('-').map(Number) : [1, Number(values.seeds)]
const seeds = Array.from({ length: last - first + 1 }, (_, i) => first + i)
if (values.curve) {
  console.log('| school | tier | seed | seconds | hard | medium | soft |\n| --- | --- | --- | --- | --- | --- | --- |')
  for (const school of values.schools.split(',') as School[]) {
    for (const tier of values.tiers.split(',') as Tier[]) {
      for (const seed of seeds) {
        for (const limit of values.curve.split(',').map(Number)) {
          const r = run(school, tier, seed, limit)
          console.log(`| ${school} | ${tier} | ${seed} | ${limit} | ${r.hard} | ${r.medium} | ${r.soft} |`)
        }
      }
    }
  }
} else {
  console.log(
    '| school | tier | seeds | s each | compile s, most | hard 0 at s, latest | medium at its floor: seeds | at s, median | latest | medium at end, most | soft, median | M moves/s, median |',
  )
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const school of values.schools.split(',') as School[]) {
    for (const tier of values.tiers.split(',') as Tier[]) {
      const limit = values.time === undefined ? seconds[school] : Number(values.time)
      const runs = seeds.map((seed) => run(school, tier, seed, limit))
      const most = (f: (r: Run) => number) => Math.max(...runs.map(f))
      const middle = (f: (r: Run) => number) => median(runs.map(f))
      const late = seeds.filter((_, i) => !Number.isFinite(runs[i].mediumAt))
      const reached = `${runs.length - late.length} of ${runs.length}${late.length > 0 ? `, not ${late.join(', ')}` : ''}`
      console.log(
        `| ${school} | ${tier} | ${runs.length} | ${limit} | ${most((r) => r.compile).toFixed(2)} | ${figure(most((r) => r.hardAt))} | ${reached} | ${figure(middle((r) => r.mediumAt))} | ${figure(most((r) => r.mediumAt))} | ${most((r) => r.medium)} | ${middle((r) => r.soft)} | ${(middle((r) => r.movesPerSecond) / 1e6).toFixed(2)} |`,
      )
    }
  }
}
console.log(`\npeak memory of the process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
