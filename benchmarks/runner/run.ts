import type { Cost, Outcome } from '../../src/solve/model.ts'
import { solvePortfolio } from '../../src/solve/portfolio.ts'
import type { InstanceFile } from '../suites/instances.ts'
import type { AnySuite } from '../suites/suite.ts'
import { provenOf } from './proven.ts'
import { byLevel, type CurvePoint, type Result } from './record.ts'

export interface Limits {
  /** seconds */
  readonly time: number
  readonly threads: number
  /** seconds that the suite's lower bound gets after each run; absent: none is asked for */
  readonly bound?: number
}

/** What runs share: who measured, where. */
export interface Provenance {
  readonly commit: string
  readonly machine: string
}

export interface Run {
  readonly result: Result
  /** the solution file */
  readonly text: string
}

/** Hears how far a run is. */
export type Hear = (progress: Cost & { readonly seconds: number; readonly movesPerSecond?: number }) => void

/**
 * Solves once, on threads of its own: each search then runs code that no earlier search has shaped.
 * @throws if the checker's price of the written solution is not the solver's
 */
export async function runOurs(suite: AnySuite, instance: InstanceFile, seed: number, limits: Limits, provenance: Provenance, hear: Hear): Promise<Run> {
  const curve: CurvePoint[] = []
  let best: Cost | undefined
  const note = (progress: Cost & { seconds: number }) => {
    if (best && byLevel(progress, best) >= 0) return
    best = { hard: progress.hard, medium: progress.medium, soft: progress.soft }
    curve.push([Math.round(progress.seconds * 100) / 100, best.hard, best.medium, best.soft])
  }
  const outcome: Outcome<unknown> = await solvePortfolio(suite.member, instance.document, {
    threads: limits.threads,
    seed,
    timeLimitSeconds: limits.time,
    onProgress: (progress) => {
      note(progress)
      hear(progress)
    },
  })
  note(outcome)
  const text = suite.format(instance.document, outcome.solution)
  const checked = suite.check(instance.document, suite.parseSolution(instance.document, text))
  if (byLevel(checked, outcome) !== 0) {
    throw new Error(`the solver says ${levels(outcome)}, the checker ${levels(checked)}: one of them is wrong`)
  }
  // what the search has proved holds for medium 0
  const own = outcome.bound === undefined ? null : { medium: 0, soft: outcome.bound }
  const asked = limits.bound !== undefined && checked.hard === 0 && own?.soft !== checked.soft
  const bound = asked ? await suite.bound!(instance.document, { medium: checked.medium, timeLimitSeconds: limits.bound! }) : own
  return {
    text,
    result: {
      ...describe(suite, instance, checked),
      solver: 'afterbell',
      seed,
      threads: limits.threads,
      timeLimit: limits.time,
      seconds: Math.round(outcome.seconds * 1000) / 1000,
      compileSeconds: Math.round(outcome.compileSeconds * 1000) / 1000,
      movesPerSecond: outcome.movesPerSecond,
      ...provenOf(checked, suite.floor?.(instance.document) ?? null, bound),
      ...provenance,
      curve,
    },
  }
}

/** @returns what a result says of its instance and its price, whoever solved it */
export function describe(suite: AnySuite, instance: InstanceFile, checked: Cost) {
  const single = suite.objective === 'cost' && checked.hard === 0 && checked.medium === 0
  return {
    suite: suite.name,
    instance: instance.name,
    hard: checked.hard,
    medium: checked.medium,
    soft: checked.soft,
    cost: single ? checked.soft : null,
    bestKnown: suite.bestKnown[instance.name] ?? null,
  }
}

const levels = (cost: Cost) => `${cost.hard} ${cost.medium} ${cost.soft}`
