import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { checkTimetable } from '../../../models/after-school/check/index.ts'
import type { TimetableParts } from '../../../models/after-school/timetable.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { firstTimetable } from '../facts/start.ts'
import type { Exact } from './solve.ts'

/**
 * `node main.ts PLAN SOLUTION SECONDS SEED`: the peer, as the bench runs it.
 *
 * The first timetable is written at once. The programme of a large school may be built for longer than there is time, or need more memory than a thread may have:
 * then its thread ends, with a word about it, and the first timetable is what is left.
 */
const [instance, solution, seconds, seed] = process.argv.slice(2)
const mostMegabytes = 8192
const plan = parsePlan(JSON.parse(readFileSync(instance, 'utf8')))
const elapsed = () => process.uptime()

function write(timetable: TimetableParts): void {
  writeFileSync(`${solution}.new`, JSON.stringify(timetable))
  renameSync(`${solution}.new`, solution)
  const { hard, medium, soft } = checkTimetable(plan, timetable)
  process.stdout.write(`${JSON.stringify({ seconds: Math.round(elapsed() * 100) / 100, hard, medium, soft })}\n`)
}

const first = firstTimetable(plan)
write(first)
const left = Math.max(1, Number(seconds) - elapsed())
const worker = new Worker(new URL('./worker.ts', import.meta.url), {
  workerData: { plan, first, options: { timeLimitSeconds: left, seed: Number(seed) } },
  resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
})
const end = (words?: string) => {
  if (words) process.stderr.write(`${words}\n`)
  process.exit(0)
}
// HiGHS hears of its limit between two steps of its own, and building hears of none
setTimeout(() => end('the programme was not solved in time'), left * 1000 + 2000)
worker.once('error', (error) => end(`the programme failed: ${error.message}`))
worker.once('message', ({ timetable, bound }: Exact) => {
  if (timetable !== first) write(timetable)
  process.stdout.write(`${JSON.stringify({ bound })}\n`)
  end()
})
