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

/** What a search that has made several beginnings goes on from. */
export interface Prospect<Solution> {
  /** what it is chosen by: the lower, the better it is expected to end */
  readonly worth: number
  readonly solution: Solution
}

/** A compiled document: one search at a time, whose best solution can be decoded at any moment. */
export interface Compiled<Solution> {
  /** starts from here instead of from nothing */
  encode(solution: Solution): void
  search(options: SearchOptions): Generator<Progress, void, void>
  /** @returns the best solution so far, by level */
  decode(): Solution
  /** takes over a better solution from elsewhere, between two reports of the search, which goes on from there. Absent: it knows its own alone */
  adopt?(solution: Solution): void
  /** @returns what the search goes on from, while it would still rather go on from something better */
  prospect?(): Prospect<Solution> | undefined
  /** goes on from what another search has found, between two reports */
  pursue?(better: Prospect<Solution>): void
  /** amounts of the best solution by row id */
  breakdown(): Readonly<Record<string, number>>
}

/** Improves solutions by other means than the search, exact ones: a part of the problem at a time, or all of it. */
export interface Improver<Solution> {
  /** share of a time limit that is well spent here, after the search, 0 … 1 */
  readonly share: number
  /** seconds of search after which more of it finds nothing that this would not, where that is known */
  readonly searchSeconds?: number
  /** Tries once. The part that it chooses, and how large, depends on what earlier tries gained. */
  improve(solution: Solution, options: { readonly timeLimitSeconds: number; readonly signal?: AbortSignal }): Promise<Improvement<Solution>>
}

export interface Improvement<Solution> {
  /** absent where nothing better was found */
  readonly solution?: Solution
  /** proved: nothing better exists at all */
  readonly done: boolean
}

/** Trades best solutions with searches elsewhere. */
export interface Exchange<Solution> {
  /** @returns a solution from elsewhere that is better than this search's own, where there is one */
  trade(own: Cost, used: number, solution: () => Solution): Solution | undefined
  /** @returns what another search goes on from, where that is better than this search's own */
  compare(own: Prospect<Solution>): Prospect<Solution> | undefined
}

/** A model turns documents into integers and integers back. */
export interface Model<Document, Solution> {
  readonly name: string
  /** @throws with every fault listed, when the input is no document of this model */
  parse(input: unknown): Document
  compile(document: Document): Compiled<Solution>
  /** absent where the search is all there is, for this document or at all */
  improver?(document: Document): Improver<Solution> | undefined
}

export interface SolveOptions<Solution> {
  /** seconds of wall clock after compiling; default 30 when no other limit is given */
  readonly timeLimitSeconds?: number
  readonly stepLimit?: number
  /** further rules; the search stops when one says so */
  readonly stop?: readonly StopRule[]
  readonly seed?: number
  readonly start?: Solution
  /** what it trades best solutions with; never under a step limit, which fixes the outcome */
  readonly exchange?: Exchange<Solution>
  /** least share of the time limit for the model's improver, where it has one; default: what the improver asks for */
  readonly improvingShare?: number
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
