import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { InstanceFile } from '../suites/instances.ts'
import type { AnySuite } from '../suites/suite.ts'
import { provenOf } from './proven.ts'
import type { CurvePoint } from './record.ts'
import { describe, type Hear, type Limits, type Provenance, type Run } from './run.ts'

/**
 * A peer: a program in `benchmarks/peers/NAME/`, described by its `peer.json`.
 *
 * It reads the instance file that our own solver reads, and writes a solution file in our format. Meanwhile it may print lines of JSON on standard output:
 * `{"seconds":1.2,"hard":0,"medium":0,"soft":812}` for the curve, `{"bound":790}` for what it has proved, `{"movesPerSecond":120000}`. Other lines are passed over.
 * Whatever it says its solution costs, our checker prices it.
 */
export interface Peer {
  readonly name: string
  /** suites that it can read */
  readonly suites: readonly string[]
  /** commands that must succeed, run in the peer's folder, and what to do when one does not */
  readonly needs: readonly { readonly command: readonly [string, ...string[]]; readonly otherwise: string }[]
  /** the program and its arguments, run in the peer's folder; {suite} {instance} {time} {seed} {threads} {solution} are filled in: paths are absolute, time is in seconds */
  readonly run: readonly [string, ...string[]]
  /** seconds beyond the limit after which it is killed; default 30 */
  readonly graceSeconds?: number
}

const peersFolder = join(import.meta.dirname, '../peers')

/** @returns the peer, or why it cannot be used here */
export function findPeer(name: string, suite: string, folder = peersFolder): Peer | { readonly missing: string } {
  const file = join(folder, name, 'peer.json')
  if (!existsSync(file)) return { missing: `there is no benchmarks/peers/${name}/peer.json` }
  const peer: Peer = { ...JSON.parse(readFileSync(file, 'utf8')), name }
  if (!peer.suites.includes(suite)) return { missing: `it does not solve ${suite}, only ${peer.suites.join(', ')}` }
  for (const { command, otherwise } of peer.needs) {
    const { status, error } = spawnSync(command[0], command.slice(1), { cwd: join(folder, name), stdio: 'ignore', timeout: 60_000 })
    if (status !== 0) return { missing: `\`${command.join(' ')}\` ${error ? `cannot be run (${error.message})` : `ends with ${status}`}: ${otherwise}` }
  }
  return peer
}

/**
 * Runs a peer once and prices what it wrote.
 * @throws with what it said last, when it ends with an error or leaves no solution
 */
export async function runPeer(
  peer: Peer,
  suite: AnySuite,
  instance: InstanceFile,
  seed: number,
  limits: Limits,
  provenance: Provenance,
  hear: Hear,
  folder = peersFolder,
): Promise<Run> {
  const scratch = mkdtempSync(join(tmpdir(), 'peer-'))
  try {
    const solution = join(scratch, 'solution')
    const fill: Record<string, string> = {
      suite: suite.name,
      instance: instance.path,
      time: String(limits.time),
      seed: String(seed),
      threads: String(limits.threads),
      solution,
    }
    const [program, ...args] = peer.run.map((word) => word.replace(/\{(\w+)\}/g, (whole, key: string) => fill[key] ?? whole)) as [string, ...string[]]
    const start = performance.now()
    const said = await converse(program, args, join(folder, peer.name), limits.time + (peer.graceSeconds ?? 30), hear)
    const seconds = Math.round(performance.now() - start) / 1000
    if (!existsSync(solution)) throw new Error(`it left no solution; its last words: ${said.tail || '(none)'}`)
    const text = readFileSync(solution, 'utf8')
    const checked = suite.check(instance.document, suite.parseSolution(instance.document, text))
    return {
      text,
      result: {
        ...describe(suite, instance, checked),
        solver: peer.name,
        seed,
        threads: limits.threads,
        timeLimit: limits.time,
        seconds,
        compileSeconds: null,
        movesPerSecond: said.movesPerSecond,
        ...provenOf(checked, suite.floor?.(instance.document) ?? null, said.bound === null ? null : { medium: 0, soft: said.bound }),
        ...provenance,
        curve: [...said.curve, [seconds, checked.hard, checked.medium, checked.soft]],
      },
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

interface Said {
  curve: CurvePoint[]
  bound: number | null
  movesPerSecond: number | null
  tail: string
}

function converse(program: string, args: readonly string[], cwd: string, patience: number, hear: Hear): Promise<Said> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const said: Said = { curve: [], bound: null, movesPerSecond: null, tail: '' }
    const listen = (line: string) => {
      said.tail = `${said.tail}\n${line}`.slice(-500)
      if (!line.startsWith('{')) return
      let message: Record<string, unknown>
      try {
        message = JSON.parse(line)
      } catch {
        return
      }
      const { seconds, hard, medium = 0, soft, bound, movesPerSecond } = message
      if (typeof bound === 'number') said.bound = bound
      if (typeof movesPerSecond === 'number') said.movesPerSecond = movesPerSecond
      if (typeof seconds === 'number' && typeof hard === 'number' && typeof medium === 'number' && typeof soft === 'number') {
        said.curve.push([seconds, hard, medium, soft])
        hear({ seconds, hard, medium, soft })
      }
    }
    createInterface({ input: child.stdout }).on('line', listen)
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.tail = `${said.tail}\n${line}`.slice(-500)
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), patience * 1000)
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      // a peer that was stopped late may have written a solution before: its last words do not matter then
      if (code === 0 || signal === 'SIGKILL') resolve(said)
      else reject(new Error(`it ended with ${code ?? signal}; its last words: ${said.tail.trim() || '(none)'}`))
    })
  })
}
