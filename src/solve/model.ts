import type { StopRule } from './stop.ts'

/** A cost by level, in whole units. Lower is better, hard first. */
export interface Cost {
  readonly hard: number
  readonly medium: number
  readonly soft: number
}

/** What a search says after each batch of moves. */
export interface Progress extends Cost {
  /** moves tried so far */
  readonly steps: number
  /** the search has proved that nothing better exists, or that there is nothing to decide */
  readonly done: boolean
  /** proved: no solution with hard and medium 0 has a lower soft cost */
  readonly bound?: number
}

export interface SearchOptions {
  readonly seed: number
  /** moves after which the search will be stopped; the schedule fits it. Absent: it fits `remaining` */
  readonly stepLimit?: number
  /** @returns share of the budget that is used up, 0 … 1, asked once a batch; with a step limit it depends on steps alone */
  readonly used: (steps: number) => number
}

/** A compiled document: one search at a time, whose best solution can be decoded at any moment. */
export interface Compiled<Solution> {
  /** starts from here instead of from nothing */
  encode(solution: Solution): void
  search(options: SearchOptions): Generator<Progress, void, void>
  /** @returns the best solution so far, by level */
  decode(): Solution
  /** amounts of the best solution by row id */
  breakdown(): Readonly<Record<string, number>>
}

/** A model turns documents into integers and integers back. */
export interface Model<Document, Solution> {
  readonly name: string
  /** @throws with every fault listed, when the input is no document of this model */
  parse(input: unknown): Document
  compile(document: Document): Compiled<Solution>
}

export interface SolveOptions<Solution> {
  /** seconds of wall clock after compiling; default 30 when no other limit is given */
  readonly timeLimitSeconds?: number
  readonly stepLimit?: number
  /** further rules; the search stops when one says so */
  readonly stop?: readonly StopRule[]
  readonly seed?: number
  readonly start?: Solution
  /** cancels; the best so far is kept */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SolveProgress) => void
}

export interface SolveProgress extends Progress {
  readonly seconds: number
  readonly secondsLeft: number | undefined
  readonly movesPerSecond: number
}

export interface Outcome<Solution> extends SolveProgress {
  readonly solution: Solution
  readonly amounts: Readonly<Record<string, number>>
  readonly stopped: 'time' | 'steps' | 'target' | 'cancelled' | 'done'
  readonly compileSeconds: number
  readonly seed: number
}
