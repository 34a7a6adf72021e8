import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { commitOf, machine } from '../runner/machine.ts'
import { suites } from '../suites/index.ts'
import { findInstances } from '../suites/instances.ts'
import type { AnySuite } from '../suites/suite.ts'
import type { Question } from './measure-member.ts'
import type { Price } from './price.ts'

export interface MicroOptions {
  readonly data?: string
  readonly instances?: readonly string[]
  readonly out: string
}

const yardstickMoves = 10_000_000
const yardstickRounds = 5

/** Prices every constraint alone, on the instances named, and on course timetabling the whole kernel against a hand-written loop. Writes `micro.md`. */
export async function micro({ data, instances, out }: MicroOptions): Promise<void> {
  if (!instances) throw new Error('the micro bench wants --instances: comp05 (with --data), Instance9, town-7 …')
  mkdirSync(out, { recursive: true })
  const lines = ['# Micro bench', '', `- commit: ${commitOf(import.meta.dirname)}`, `- machine: ${machine()}`, '']
  for (const name of instances) {
    const { suite, path } = find(name, data, out)
    const text = readFileSync(path, 'utf8')
    lines.push(`## ${name} (${suite.name})`, '', 'Each rule in a thread of its own; nanoseconds of one call.', '')
    const rules = await measure<readonly string[]>({ suite: suite.name, text, ask: 'rules' })
    const calls = suite.name === 'after-school'
    lines.push(`| rule | level | delta | apply |${calls ? ' calls a move |' : ''}`, `| --- | --- | ---: | ---: |${calls ? ' ---: |' : ''}`)
    for (const rule of rules) {
      const price = await measure<Price & { readonly calls?: number }>({ suite: suite.name, text, ask: 'price', rule })
      const called = price.calls === undefined ? '' : ` ${price.calls.toFixed(2)} |`
      lines.push(`| ${rule} | ${price.level} | ${price.delta.toFixed(1)} | ${price.apply.toFixed(1)} |${called}`)
      process.stderr.write(`${name} ${rule}: delta ${price.delta.toFixed(1)} ns, apply ${price.apply.toFixed(1)} ns\n`)
    }
    lines.push('')
    if (suite.name === 'course-timetabling') lines.push(...(await yardstick(name, text)))
  }
  const report = `${lines.join('\n')}\n`
  writeFileSync(join(out, 'micro.md'), report)
  process.stdout.write(report)
}

/** kernel and hand-written loop in turns */
async function yardstick(name: string, text: string): Promise<readonly string[]> {
  const ratios: number[] = []
  const speeds = { kernel: [] as number[], 'hand-written': [] as number[] }
  for (let round = 0; round < yardstickRounds; round++) {
    for (const how of round % 2 === 0 ? (['kernel', 'hand-written'] as const) : (['hand-written', 'kernel'] as const)) {
      speeds[how].push(await measure<number>({ suite: 'course-timetabling', text, ask: 'speed', how, moves: yardstickMoves }))
    }
    ratios.push(speeds.kernel[round] / speeds['hand-written'][round])
    process.stderr.write(`${name} kernel against hand-written: ${(100 * ratios[round]).toFixed(0)} %\n`)
  }
  const million = (speed: number) => (speed / 1e6).toFixed(2)
  return [
    `One annealing of ${yardstickMoves / 1e6} M moves, the second in its thread, ${yardstickRounds} rounds in turns: kernel ${million(median(speeds.kernel))} M moves/s, hand-written ${million(median(speeds['hand-written']))} M moves/s; ratio of a round ${ratios.map((ratio) => `${(100 * ratio).toFixed(0)} %`).join(', ')}; median **${(100 * median(ratios)).toFixed(0)} %**.`,
    '',
  ]
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

/** the suite that knows an instance of this name */
function find(name: string, data: string | undefined, out: string): { readonly suite: AnySuite; readonly path: string } {
  const why: string[] = []
  for (const suite of suites) {
    try {
      return { suite, path: findInstances(suite, data, [name], out)[0].path }
    } catch (error) {
      why.push(`${suite.name}: ${error instanceof Error ? error.message : error}`)
    }
  }
  throw new Error(why.join('\n'))
}

function measure<Answer>(question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./measure-member.ts', import.meta.url), { workerData: question })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
