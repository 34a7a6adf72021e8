import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { afterSchool } from '../../models/after-school/model.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import { type Change, prepare, type Rebalanced, rebalance } from '../../models/after-school/rebalance/index.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import { Random } from '../../src/kernel/random.ts'
import { solve } from '../../src/solve/solve.ts'
import { generate } from '../scenarios/index.ts'
import { absence, type Day, disruption, lasting, serviceDays } from './disruptions.ts'
import { freshWeek, type WeekPrice } from './fresh.ts'
import { aboveMinimum } from './minimum.ts'

/**
 * How fast and how well a timetable is mended: `node benchmarks/rebalance/main.ts --school city --seed 1`. Prints one line of JSON for each part. Milliseconds are of the thread
 * that answers: wall clock, and the processor time that it took, which other work on the machine does not change.
 */
const { values } = parseArgs({
  options: {
    school: { type: 'string', default: 'town' },
    seed: { type: 'string', default: '1' },
    time: { type: 'string', default: '20' },
    moves: { type: 'string' },
    absences: { type: 'string', default: '100' },
    together: { type: 'string', default: '20' },
    days: { type: 'string', default: '20' },
    week: { type: 'string', default: '100' },
    standing: { type: 'string', default: '100' },
    fresh: { type: 'string', default: '5' },
    steps: { type: 'string', default: '20000000' },
    minimum: { type: 'string', default: '0' },
    limit: { type: 'string', default: '20' },
  },
})
const school = (['village', 'town', 'city', 'campus'] as const).find((name) => name === values.school)
if (!school) throw new RangeError(`no school ${values.school}`)
const seed = Number(values.seed)

const plan: Plan = afterSchool.parse(generate({ school, seed, tier: 'normal' }).plan)
const {
  solution: timetable,
  hard,
  medium,
  soft,
} = await solve(afterSchool, plan, {
  ...(values.moves === undefined ? { timeLimitSeconds: Number(values.time) } : { stepLimit: Number(values.moves) }),
  seed,
})
const days = serviceDays(plan, timetable)
say({ part: 'timetable', hard, medium, soft, ...(values.moves === undefined ? { seconds: Number(values.time) } : { moves: Number(values.moves) }) })

const began = performance.now()
prepare(plan)
say({ part: 'prepare', milliseconds: Math.round(performance.now() - began) })

const random = new Random(seed)
if (Number(values.absences) > 0) await singles(Number(values.absences), Number(values.minimum), Number(values.limit))
if (Number(values.together) > 0) together(Number(values.together))
if (Number(values.days) > 0) term(Number(values.days))
await week(Number(values.week))
await standing(Number(values.standing))

/** one person away for a day, from the term's timetable each time */
async function singles(n: number, compared: number, limitSeconds: number): Promise<void> {
  const runs: Timed[] = []
  const minima: { above: number; proved: boolean }[] = []
  let cancelling = 0
  for (let i = 0; i < n; i++) {
    const change = absence(random, pick(days))
    const run = timed(timetable, [change])
    runs.push(run)
    if (i >= compared) continue
    const against = await aboveMinimum(plan, timetable, change, run.answer, limitSeconds)
    if (against) minima.push(against)
    else cancelling++
  }
  const dated = runs.flatMap(({ answer }) => answer.dated)
  const proved = minima.filter((one) => one.proved)
  say({
    part: 'one absence',
    runs: n,
    ...spread(runs),
    hardZero: share(dated, ({ cost }) => cost.hard === 0),
    provenAtOnce: share(dated, ({ proven }) => proven),
    methods: Object.fromEntries([...Map.groupBy(dated, ({ method }) => method)].map(([method, list]) => [method, list.length])),
    ...(compared > 0 && {
      exact: {
        compared: minima.length,
        proved: proved.length,
        atMinimum: share(proved, ({ above }) => above <= 0.5),
        atMostOneAbove: share(proved, ({ above }) => above <= 1.5),
        cancelling,
      },
    }),
  })
}

/** five people away on one day, told at once */
function together(n: number): void {
  const runs = Array.from({ length: n }, () => {
    const day = pick(days)
    const away = new Set<string>()
    const changes = Array.from({ length: 5 }, () => {
      const change = absence(random, day, away)
      if (change.kind === 'staff-away') away.add(change.staff)
      return change
    })
    return timed(timetable, changes)
  })
  say({
    part: 'five at once',
    runs: n,
    ...spread(runs),
    hardZero: share(
      runs.flatMap(({ answer }) => answer.dated),
      ({ cost }) => cost.hard === 0,
    ),
  })
}

/** one to five disruptions a day over a term, each told when it happens; every answer is remembered */
function term(n: number): void {
  let now: TimetableParts | Rebalanced = timetable
  const runs: Timed[] = []
  for (let i = 0; i < n; i++) {
    const day = days[Math.floor((i * days.length) / n)]!
    const away = new Set<string>()
    for (let k = random.below(5); k >= 0; k--) {
      const change = disruption(random, plan, timetable, day, away)
      if (change.kind === 'staff-away') away.add(change.staff)
      const run = timed(now, [change])
      runs.push(run)
      now = run.answer
    }
  }
  const last = runs.at(-1)!.answer
  say({
    part: 'a term',
    days: n,
    runs: runs.length,
    ...spread(runs),
    hardZero: share(last.dated, ({ cost }) => cost.hard === 0),
    cancelled: last.dated.reduce((sum, d) => sum + d.cancelled.length, 0),
  })
}

/** so many disruptions of one and the same week, one after the other */
async function week(n: number): Promise<void> {
  const inWeek = days.filter(({ date }) => date >= '2026-11-16' && date <= '2026-11-20')
  const away = new Map<string, Set<string>>()
  await stream('a week', n, () => {
    const day = pick(inWeek)
    const gone = away.get(day.date) ?? new Set<string>()
    away.set(day.date, gone)
    const change = disruption(random, plan, timetable, day, gone)
    if (change.kind === 'staff-away') gone.add(change.staff)
    return change
  })
}

/** so many changes that hold to the end of the term, on one date after the other */
async function standing(n: number): Promise<void> {
  const gone = new Set<string>()
  const draws = new Random(seed - 1)
  await stream('a standing week', n, (i) => lasting(draws, plan, days[Math.floor((i * days.length) / (2 * n))]!, i, gone))
}

/** Changes one after the other, and what they have made of the last week that they touch, against a fresh solve. */
async function stream(part: string, n: number, next: (i: number) => Change): Promise<void> {
  if (n === 0) return
  let now: TimetableParts | Rebalanced = timetable
  const runs: Timed[] = []
  for (let i = 0; i < n; i++) {
    const run = timed(now, [next(i)])
    runs.push(run)
    now = run.answer
  }
  const { answer } = runs.at(-1)!
  say({ part, runs: n, ...spread(runs), hardZero: share(answer.dated, ({ cost }) => cost.hard === 0), ...(await against(answer, answer.dated.at(-1)!)) })
}

async function against(answer: Rebalanced, dated: Rebalanced['dated'][number]): Promise<Record<string, unknown>> {
  const solves = Number(values.fresh)
  if (solves === 0) return {}
  const { mended, fresh, tried } = await freshWeek(plan, answer, dated, { stepLimit: Number(values.steps), seed, solves })
  const told = ({ rows: _, ...price }: WeekPrice) => price
  return {
    cancelled: dated.cancelled.length,
    mended: told(mended),
    ...(fresh && {
      fresh: told(fresh),
      softAbovePercent: Math.round((10_000 * (mended.soft - fresh.soft)) / fresh.soft) / 100,
      softAboveByRow: above(mended.rows, fresh.rows),
    }),
    tried: tried.map(({ weight, price }) => ({ weight, ...told(price) })),
  }
}

function above(a: WeekPrice['rows'], b: WeekPrice['rows']): Record<string, number> {
  const rows = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  return Object.fromEntries(rows.map((row) => [row, (a[row] ?? 0) - (b[row] ?? 0)] as const).filter(([, difference]) => difference !== 0))
}

interface Timed {
  readonly answer: Rebalanced
  readonly wall: number
  readonly processor: number
}

function timed(current: TimetableParts | Rebalanced, changes: readonly Change[]): Timed {
  const start = performance.now()
  const used = process.cpuUsage()
  const answer = rebalance(plan, current, changes)
  const { user, system } = process.cpuUsage(used)
  return { answer, wall: performance.now() - start, processor: (user + system) / 1000 }
}

function spread(runs: readonly Timed[]): Record<string, number> {
  const at = (of: (run: Timed) => number, share: number) => {
    const sorted = runs.map(of).sort((a, b) => a - b)
    return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!)
  }
  const wall = (run: Timed) => run.wall
  const processor = (run: Timed) => run.processor
  return {
    wallP50: at(wall, 0.5),
    wallP95: at(wall, 0.95),
    processorP50: at(processor, 0.5),
    processorP95: at(processor, 0.95),
    load: Math.round(loadavg()[0]! * 10) / 10,
  }
}

function share<Item>(list: readonly Item[], is: (item: Item) => boolean): string {
  return `${list.filter(is).length} of ${list.length}`
}

function pick(list: readonly Day[]): Day {
  return list[random.below(list.length)]!
}

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ school, seed, ...line })}\n`)
}
