/** One bench run of the service, in a process of its own: `src/jobs/bench.ts` starts it, hears a word for every solve, and ends it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchTask, BenchWord } from '../../src/jobs/bench.ts'
import { commitOf, machine } from '../runner/machine.ts'
import { runOurs } from '../runner/run.ts'
import { suites } from '../suites/index.ts'
import { findInstances } from '../suites/instances.ts'

// whoever asked is gone: nobody hears the results
process.once('disconnect', () => process.exit(1))
const say = (word: BenchWord) =>
  new Promise<void>((resolve, reject) => process.send!(word, undefined, undefined, (error: Error | null) => (error ? reject(error) : resolve())))
const because = (error: unknown) => (error instanceof Error ? error.message : String(error))

const task = JSON.parse(process.argv[2]!) as BenchTask
const out = mkdtempSync(join(tmpdir(), 'afterbell-bench-run-'))
process.once('exit', () => rmSync(out, { recursive: true, force: true }))

const suite = suites.find(({ name }) => name === task.suite)
if (!suite) throw new Error(`no suite ${task.suite}`)
const folder = task.dataFolder === undefined ? undefined : join(task.dataFolder, suite.name)
const data = folder !== undefined && existsSync(folder) ? folder : undefined
const provenance = { commit: commitOf(join(import.meta.dirname, '../..')), machine: machine() }

for (const name of task.instances) {
  const seeds = task.seeds.filter((seed) => !task.done.some((one) => one.instance === name && one.seed === seed))
  if (seeds.length === 0) continue
  const found = load(name)
  for (const seed of seeds) {
    try {
      if ('reason' in found) throw new Error(found.reason)
      const { result } = await runOurs(suite, found, seed, { time: task.timeSeconds, threads: task.threads }, provenance, () => {})
      await say({ result: { ...result } })
    } catch (error) {
      await say({ failure: { instance: name, seed, reason: { en: because(error), zh: `没有结果：${because(error)}` } } })
    }
  }
}
process.disconnect()
process.exit(0)

/** @returns the instance, or why there is none, without the places of this machine */
function load(name: string) {
  try {
    return findInstances(suite!, data, [name], out)[0]!
  } catch (error) {
    return {
      reason: because(error)
        .replaceAll(task.dataFolder ?? out, 'the data folder')
        .replaceAll(out, 'the instances'),
    }
  }
}
