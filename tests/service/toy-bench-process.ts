import type { BenchTask, BenchWord } from '../../src/jobs/bench.ts'

/** A bench that solves nothing: an instance named `slow` never ends, `bad` has no result, `crash` takes the process down. */
const task = JSON.parse(process.argv[2]!) as BenchTask
process.once('disconnect', () => process.exit(1))
const say = (word: BenchWord) => new Promise<void>((resolve) => process.send!(word, undefined, undefined, () => resolve()))
for (const instance of task.instances) {
  for (const seed of task.seeds) {
    if (task.done.some((one) => one.instance === instance && one.seed === seed)) continue
    if (instance === 'slow') await new Promise((resolve) => setTimeout(resolve, 3_600_000))
    if (instance === 'crash') throw new Error('out of luck')
    await say(
      instance === 'bad'
        ? { failure: { instance, seed, reason: 'bad' } }
        : { result: { instance, seed, hard: 0, medium: 0, soft: seed, process: process.pid } },
    )
  }
}
process.exit(0)
