import { parseArgs } from 'node:util'

export const usage = `npm run -s bench -- --suite NAME [options]

  --suite NAME        course-timetabling, shift-scheduling, after-school, or micro
  --data DIR          where the instances are; any directory will do
  --instances A,B     which of them (default: all in DIR); after-school also makes schools by name: town-7, city-2-tight
                      (without DIR and names: a town, a city and a campus, normal and tight)
  --time SECONDS      for each run, wall clock after compiling (default 60)
  --seeds 1,2,3       one run each (default 1)
  --threads N         for each run (default 1); several, as 1,2, run in turns and are compared
  --out DIR           for results.jsonl, INSTANCE-SEED.sol (with several numbers of threads INSTANCE-SEED-afterbell-THREADS.sol), report.md, report.html (default out/SUITE)
  --bound SECONDS     after each run of ours, prove for so long what a solution with its medium cost costs at least (after-school; default: not)
  --peer A,B          solvers in benchmarks/peers to run beside ours; may be repeated
  --peers-only        without ours
  --ab REV            ours at that revision and as it is here, in turns, and whether they differ by more than the noise
`

export interface Arguments {
  readonly suite: string
  readonly data?: string
  readonly instances?: readonly string[]
  readonly time: number
  readonly seeds: readonly number[]
  /** of each run; several are compared */
  readonly threads: readonly number[]
  readonly out: string
  /** seconds for a lower bound after each run */
  readonly bound?: number
  readonly peers: readonly string[]
  readonly peersOnly: boolean
  readonly ab?: string
}

/** @throws with what was given and what would do */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      suite: { type: 'string' },
      data: { type: 'string' },
      instances: { type: 'string' },
      time: { type: 'string', default: '60' },
      seeds: { type: 'string', default: '1' },
      threads: { type: 'string', default: '1' },
      out: { type: 'string' },
      bound: { type: 'string' },
      peer: { type: 'string', multiple: true, default: [] },
      'peers-only': { type: 'boolean', default: false },
      ab: { type: 'string' },
    },
  })
  if (values.suite === undefined) throw new Error('--suite is missing')
  const list = (text: string) => text.split(',').filter((word) => word !== '')
  const whole = (name: string, text: string, least: number) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least) throw new Error(`--${name} ${JSON.stringify(text)} is no whole number of at least ${least}`)
    return value
  }
  const positive = (name: string, text: string) => {
    const value = Number(text)
    if (!(value > 0 && Number.isFinite(value))) throw new Error(`--${name} ${JSON.stringify(text)} is no number of seconds above 0`)
    return value
  }
  const time = positive('time', values.time)
  const seeds = list(values.seeds).map((seed) => whole('seeds', seed, 0))
  if (seeds.length === 0) throw new Error('--seeds names no seed')
  const threads = list(values.threads).map((count) => whole('threads', count, 1))
  if (threads.length === 0) throw new Error('--threads names no number')
  if (values.ab !== undefined && threads.length > 1) throw new Error('--ab compares revisions, at one number of threads')
  const alone = values.ab !== undefined ? '--ab compares ours alone' : values.suite === 'micro' ? '--suite micro prices our rules alone' : undefined
  if (alone !== undefined && (values.peer.length > 0 || values['peers-only'])) throw new Error(`${alone}: leave out --peer and --peers-only`)
  if (values.suite === 'micro' && values.ab !== undefined) throw new Error('--suite micro has no --ab: run it in either checkout')
  if (values.ab !== undefined && values.bound !== undefined) throw new Error('--ab compares what revisions find, and proves nothing: leave out --bound')
  return {
    suite: values.suite,
    ...(values.data !== undefined && { data: values.data }),
    ...(values.instances !== undefined && { instances: list(values.instances) }),
    time,
    seeds,
    threads,
    out: values.out ?? `out/${values.suite}`,
    ...(values.bound !== undefined && { bound: positive('bound', values.bound) }),
    peers: values.peer.flatMap(list),
    peersOnly: values['peers-only'],
    ...(values.ab !== undefined && { ab: values.ab }),
  }
}
