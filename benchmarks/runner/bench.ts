import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findInstances, type InstanceFile } from '../suites/instances.ts'
import type { AnySuite } from '../suites/suite.ts'
import { commitOf, machine } from './machine.ts'
import { findPeer, type Peer, runPeer } from './peer.ts'
import { Progress } from './progress.ts'
import { provenText } from './proven.ts'
import type { Missing, Result } from './record.ts'
import { htmlReport } from './report-html.ts'
import { markdownReport } from './report-markdown.ts'
import { type Hear, type Run, runOurs } from './run.ts'
import { nameOf, summarize } from './summary.ts'
import { missingText, type Report } from './table.ts'
import { compareThreads } from './thread-gain.ts'

export interface BenchOptions {
  readonly data?: string
  readonly instances?: readonly string[]
  /** seconds a run */
  readonly time: number
  readonly seeds: readonly number[]
  /** of each run; several are compared */
  readonly threads: readonly number[]
  readonly out: string
  /** seconds for the suite's lower bound after each run of ours */
  readonly bound?: number
  readonly peers: readonly string[]
  /** leave our own solver out */
  readonly peersOnly: boolean
}

type Solve = (instance: InstanceFile, seed: number, hear: Hear) => Promise<Run>

/**
 * Runs every solver on every instance with every seed, one at a time, and keeps the reports up to date after each run.
 * @returns how many runs ended without a result
 */
export async function bench(suite: AnySuite, options: BenchOptions): Promise<number> {
  const { out, seeds, time, threads, bound } = options
  if (bound !== undefined && !suite.bound) throw new Error(`--bound: ${suite.name} has no lower bound beside what its search proves`)
  mkdirSync(out, { recursive: true })
  const provenance = { commit: commitOf(join(import.meta.dirname, '../..')), machine: machine() }
  const counts = [...new Set(threads)]
  const missing: Missing[] = []
  const instances = findInstances(suite, options.data, options.instances, out, (instance, reason) => missing.push({ instance, reason }))
  const results: Result[] = []

  const solvers = new Map<string, Solve>()
  if (!options.peersOnly) {
    for (const count of counts)
      solvers.set(nameOf('afterbell', count, counts), (instance, seed, hear) =>
        runOurs(suite, instance, seed, { time, threads: count, ...(bound !== undefined && { bound }) }, provenance, hear),
      )
  }
  for (const name of options.peers) {
    const peer = findPeer(name, suite.name)
    if ('missing' in peer) missing.push({ solver: name, reason: peer.missing })
    else
      solvers.set(name, (instance, seed, hear) => runPeer(peer satisfies Peer, suite, instance, seed, { time, threads: Math.max(...counts) }, provenance, hear))
  }

  if (solvers.size === 0) throw new Error(`nothing to run: ${missing.map(missingText).join('; ')}`)
  const asked = instances.length * seeds.length * solvers.size
  const progress = new Progress(asked, time + (bound ?? 0))
  for (const one of missing) progress.say(`missing: ${missingText(one)}`)
  let done = 0
  const resultsFile = join(out, 'results.jsonl')
  writeFileSync(resultsFile, '')
  const report = (): Report => ({
    title: `Bench: ${suite.name}`,
    facts: [
      [
        'protocol',
        `${time} s a run, ${counts.join(' and ')} ${counts.join() === '1' ? 'thread' : 'threads'}, seeds ${seeds.join(', ')}, one run at a time${bound === undefined ? '' : `; then ${bound} s for a lower bound`}`,
      ],
      ['commit', provenance.commit],
      ['machine', provenance.machine],
      ['date', new Date().toISOString().slice(0, 10)],
    ],
    lines: summarize(results),
    compared: compareThreads(results),
    missing,
    done,
    asked,
    objective: suite.objective,
  })
  const write = () => {
    writeFileSync(join(out, 'report.md'), markdownReport(report()))
    writeFileSync(join(out, 'report.html'), htmlReport(report(), results))
  }

  write()
  let failures = 0
  for (const instance of instances) {
    for (const seed of seeds) {
      for (const [solver, solve] of solvers) {
        const label = `${instance.name} seed ${seed}${solvers.size > 1 ? ` ${solver}` : ''}`
        try {
          const { result, text } = await solve(instance, seed, (run) => progress.hear(done, label, run))
          results.push(result)
          appendFileSync(resultsFile, `${JSON.stringify(result)}\n`)
          writeFileSync(join(out, `${instance.name}-${seed}${solver === 'afterbell' ? '' : `-${solver.replace(' ×', '-')}`}.sol`), text)
          progress.say(`${label}: hard ${result.hard}, medium ${result.medium}, soft ${result.soft} in ${result.seconds.toFixed(1)} s${provenText(result)}`)
        } catch (error) {
          failures++
          const reason = error instanceof Error ? error.message : String(error)
          missing.push({ solver, instance: instance.name, seed, reason })
          progress.say(`${label}: no result: ${reason}`)
        }
        done++
        write()
      }
    }
  }
  return failures
}
