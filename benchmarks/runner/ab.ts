import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findInstances } from '../suites/instances.ts'
import type { AnySuite } from '../suites/suite.ts'
import type { Arguments } from './arguments.ts'
import { commitOf, machine } from './machine.ts'
import { type Result, toOne } from './record.ts'
import { type Comparison, compare, compareSums, mean } from './statistics.ts'
import { gainLegend } from './thread-gain.ts'

const root = join(import.meta.dirname, '../..')

/**
 * Runs the bench of another revision and the one that is checked out here in turns, each run in a process of its own, so that a machine that slows down slows both.
 * Writes `ab.md`, and each revision's results beside it.
 * @returns how many runs ended without a result
 */
export async function compareRevisions(suite: AnySuite, options: Arguments, revision: string): Promise<number> {
  const { out, seeds } = options
  mkdirSync(out, { recursive: true })
  const instances = findInstances(suite, options.data, options.instances, out)
  if (spawnSync('git', ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], { cwd: root }).status !== 0)
    throw new Error(`--ab ${revision}: there is no such revision`)
  const scratch = mkdtempSync(join(tmpdir(), 'ab-'))
  const other = join(scratch, 'other')
  execFileSync('git', ['worktree', 'add', '--detach', other, revision], { cwd: root, stdio: 'ignore' })
  try {
    if (!existsSync(join(other, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(other, 'node_modules'))
    const sides = [
      { name: revision, root: other, commit: commitOf(other), results: [] as Result[] },
      { name: 'here', root, commit: commitOf(root), results: [] as Result[] },
    ]
    let failures = 0
    for (const instance of instances) {
      for (const [turn, seed] of seeds.entries()) {
        // who goes first changes every time
        for (const side of turn % 2 === 0 ? sides : [...sides].reverse()) {
          const folder = join(scratch, 'out')
          const result = await runIn(side.root, folder, suite.name, instance.path, instance.name, seed, options)
          if (result) side.results.push(result)
          else failures++
          const said = result ? `hard ${result.hard}, medium ${result.medium}, soft ${result.soft}` : 'no result'
          process.stderr.write(`${instance.name} seed ${seed} ${side.name}: ${said}\n`)
        }
      }
    }
    sides.forEach((side, i) => {
      writeFileSync(join(out, `results-${'ab'[i]}.jsonl`), side.results.map((result) => `${JSON.stringify(result)}\n`).join(''))
    })
    const text = abReport(
      suite.name,
      sides,
      options,
      instances.map(({ name }) => name),
    )
    writeFileSync(join(out, 'ab.md'), text)
    process.stdout.write(text)
    return failures
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', other], { cwd: root, stdio: 'ignore' })
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function runIn(
  checkout: string,
  out: string,
  suite: string,
  path: string,
  name: string,
  seed: number,
  { time, threads: [threads] }: Arguments,
): Promise<Result | undefined> {
  rmSync(out, { recursive: true, force: true })
  const args = ['--suite', suite, '--data', resolve(path, '..'), '--instances', name]
  const limits = ['--seeds', String(seed), '--time', String(time), '--threads', String(threads), '--out', out]
  const child = spawn(process.execPath, [...process.execArgv, 'benchmarks/main.ts', ...args, ...limits], { cwd: checkout, stdio: 'ignore' })
  await new Promise((done) => child.once('close', done))
  const file = join(out, 'results.jsonl')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  return lines.length > 0 ? JSON.parse(lines[0]) : undefined
}

interface Side {
  readonly name: string
  readonly commit: string
  readonly results: readonly Result[]
}

/** Which revision is better on each instance, and whether by more than the seeds vary. */
export function abReport(
  suite: string,
  [a, b]: readonly Side[],
  { time, threads: [threads], seeds }: Pick<Arguments, 'time' | 'threads' | 'seeds'>,
  names: readonly string[],
): string {
  const pairs = names.map((instance) => ({
    instance,
    first: a.results.filter((result) => result.instance === instance).map(toOne),
    second: b.results.filter((result) => result.instance === instance).map(toOne),
  }))
  const whole = pairs.filter(({ first, second }) => first.length > 0 && second.length > 0)
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const line = (label: string, first: number, second: number, speed: string, comparison: Comparison) =>
    row([label, first.toFixed(1), second.toFixed(1), signed(comparison.difference), noiseText(comparison.noise), speed, verdict(comparison, a.name, b.name)])
  const speedOf = (side: Side, instance: string) =>
    mean(side.results.filter((result) => result.instance === instance).map((result) => result.movesPerSecond ?? Number.NaN))
  return [
    `# ${suite}: ${a.name} (${a.commit}) against here (${b.commit})`,
    '',
    `${time} s a run, ${threads} ${threads === 1 ? 'thread' : 'threads'}, seeds ${seeds.join(', ')}, in turns, each in a process of its own. ${machine()}`,
    '',
    `${gainLegend} Speed: moves per second, here against there.`,
    '',
    row(['instance', a.name, 'here', 'difference', 'noise', 'speed', 'verdict']),
    row(['---', '---:', '---:', '---:', '---:', '---:', '---']),
    ...whole.map(({ instance, first, second }) => {
      const speed = `${((100 * speedOf(b, instance)) / speedOf(a, instance)).toFixed(0)} %`
      return line(instance, mean(first), mean(second), speed, compare(first, second))
    }),
    ...(whole.length > 1
      ? [
          line(
            `sum of ${whole.length}`,
            whole.reduce((sum, { first }) => sum + mean(first), 0),
            whole.reduce((sum, { second }) => sum + mean(second), 0),
            '',
            compareSums(whole),
          ),
        ]
      : []),
    ...(whole.length < pairs.length
      ? ['', `Left out, without a result on both sides: ${pairs.flatMap((pair) => (whole.includes(pair) ? [] : [pair.instance])).join(', ')}.`]
      : []),
    '',
  ].join('\n')
}

const signed = (difference: number) => (difference > 0 ? '+' : '') + difference.toFixed(1)
const noiseText = (noise: number) => (Number.isFinite(noise) ? `± ${noise.toFixed(1)}` : 'unknown: one seed')

function verdict({ difference, noise }: Comparison, first: string, second: string): string {
  if (difference === 0) return 'equal'
  const better = difference < 0 ? second : first
  if (!Number.isFinite(noise)) return `${better} lower; two seeds or more would tell`
  return Math.abs(difference) > noise ? `**${better} is better**` : `${better} lower, within the noise`
}
