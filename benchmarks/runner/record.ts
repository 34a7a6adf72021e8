import type { Cost } from '../../src/solve/model.ts'

/** One line of `results.jsonl`. */
export interface Result extends Cost {
  /** afterbell, or a peer's name */
  readonly solver: string
  readonly suite: string
  readonly instance: string
  readonly seed: number
  readonly threads: number
  /** seconds allowed, of wall clock after compiling */
  readonly timeLimit: number
  /** the single number, where a suite has one and nothing hard is broken; null otherwise */
  readonly cost: number | null
  /** wall clock used */
  readonly seconds: number
  readonly compileSeconds: number | null
  readonly movesPerSecond: number | null
  /** proved, in soft: no solution with hard 0 costs less, however long it takes; of wishes that cannot all be met */
  readonly floor: number | null
  /** proved, in soft: no solution with hard 0 and at most this one's medium costs less */
  readonly bound: number | null
  /** proved, in medium: no solution with hard 0 costs less */
  readonly mediumBound: number | null
  /** (soft − bound) ÷ soft; null while a lower medium is not ruled out */
  readonly provenGap: number | null
  /** (soft − bound) ÷ max(1, soft − floor); null likewise */
  readonly provenGapAboveFloor: number | null
  readonly bestKnown: number | null
  readonly commit: string
  readonly machine: string
  /** when the best changed: seconds, hard, medium, soft */
  readonly curve: readonly CurvePoint[]
}

export type CurvePoint = readonly [seconds: number, hard: number, medium: number, soft: number]

/** What could not be run, and why: a peer that is not installed, a file that is no instance, a run that ended in an error. */
export interface Missing {
  readonly solver?: string
  readonly instance?: string
  readonly seed?: number
  readonly reason: string
}

export const byLevel = (a: Cost, b: Cost): number => a.hard - b.hard || a.medium - b.medium || a.soft - b.soft

/** One number for a run, for means and differences: 1,000,000 for each hard and 1,000 for each medium violation. */
export const toOne = ({ hard, medium, soft }: Cost): number => hard * 1_000_000 + medium * 1_000 + soft
