import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { schoolFacts } from '../facts/school.ts'

/**
 * `node main.ts SUITE INSTANCE SOLUTION SECONDS SEED THREADS`: the peer, as the bench runs it. A plan is resolved to plain numbers first; the time that takes counts.
 * The community edition has one thread a solver: with more threads, as many solvers with seeds of their own run side by side, and the best of their solutions is the peer's.
 */
const [suite, instance, solution, seconds, seed, threads = '1'] = process.argv.slice(2)
const scratch = mkdtempSync(join(tmpdir(), 'timefold-'))
let input = instance
if (suite === 'after-school') {
  input = join(scratch, 'school.json')
  writeFileSync(input, JSON.stringify(schoolFacts(parsePlan(JSON.parse(readFileSync(instance, 'utf8'))))))
}
const left = Math.max(1, Number(seconds) - process.uptime())
const jar = join(import.meta.dirname, 'target/timefold-peer.jar')
const count = Math.max(1, Number(threads))

type Cost = readonly [hard: number, medium: number, soft: number]
let best: Cost | undefined
const speeds: number[] = []

/** Passes on what a solver says where it is better than all before; its solution is written by then. */
function hear(line: string, own: string): void {
  const { movesPerSecond, hard, medium, soft } = JSON.parse(line)
  if (movesPerSecond !== undefined) {
    speeds.push(movesPerSecond)
    return
  }
  const cost: Cost = [hard, medium, soft]
  const first = best && cost.findIndex((amount, level) => amount !== best![level])
  if (best && (first === -1 || cost[first!] > best[first!])) return
  // the solver may have replaced its solution meanwhile: it is one still better, and heard of next
  copyFileSync(own, `${solution}.new`)
  renameSync(`${solution}.new`, solution)
  best = cost
  process.stdout.write(`${line}\n`)
}

function start(k: number): Promise<number> {
  const own = join(scratch, `solution-${k}`)
  // one thread each, the collector of garbage too; half of the machine's memory for all of them
  const options = ['-XX:+UseSerialGC', `-XX:MaxRAMPercentage=${Math.floor(50 / count)}`]
  const child: ChildProcess = spawn('java', [...options, '-jar', jar, suite, input, own, String(left), String(Number(seed) + 1000 * k)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout! })
  lines.on('line', (line) => {
    if (line.startsWith('{') && (existsSync(own) || line.includes('movesPerSecond'))) hear(line, own)
  })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

const codes = await Promise.all(Array.from({ length: count }, (_, k) => start(k)))
rmSync(scratch, { recursive: true, force: true })
if (speeds.length > 0) process.stdout.write(`${JSON.stringify({ movesPerSecond: speeds.reduce((sum, speed) => sum + speed, 0) })}\n`)
process.exitCode = Math.max(...codes)
