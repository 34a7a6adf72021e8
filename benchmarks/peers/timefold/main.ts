import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { hasParts, schoolFacts } from '../facts/school.ts'

/**
 * `node main.ts SUITE INSTANCE SOLUTION SECONDS SEED`: the peer, as the bench runs it. A plan is resolved to plain numbers first; the time that takes counts.
 * Whatever stops this program, the solver it has started ends by its own clock.
 */
const [suite, instance, solution, seconds, seed] = process.argv.slice(2)
const scratch = mkdtempSync(join(tmpdir(), 'timefold-'))
let input = instance
if (suite === 'after-school') {
  input = join(scratch, 'school.json')
  const plan = parsePlan(JSON.parse(readFileSync(instance, 'utf8')))
  if (plan.baseline || hasParts(plan.pins)) throw new RangeError('pins or a baseline: the Timefold model does not know them')
  writeFileSync(input, JSON.stringify(schoolFacts(plan)))
}
const left = Math.max(1, Number(seconds) - process.uptime())
const jar = join(import.meta.dirname, 'target/timefold-peer.jar')
const [java, ...words] = ['java', '-jar', jar, suite, input, solution, String(left), seed]
const solver = spawn(java, words, { stdio: ['ignore', 'inherit', 'inherit'] })
solver.once('close', (code) => {
  rmSync(scratch, { recursive: true, force: true })
  process.exitCode = code ?? 1
})
