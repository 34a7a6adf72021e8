import type { Offer } from '../solve/exchange.ts'
import type { Cost, Outcome, SolveProgress } from '../solve/model.ts'

/** Where a solving thread finds its model: modules named by the composition root, since nothing below it imports models. */
export interface ModelSource {
  /** a module that exports a `Model` … */
  readonly modelUrl: string
  /** … under this name */
  readonly modelName: string
  /** a module that exports `domain`, whose `check` prices results and whose `sign` says how they came about */
  readonly domainUrl: string
}

/** What a solving thread is started with; documents are gzipped JSON. */
export interface ThreadTask {
  readonly source: ModelSource
  readonly plan: Uint8Array
  readonly start?: Uint8Array
  readonly weights?: Readonly<Record<string, number>>
  readonly timeSeconds?: number
  readonly steps?: number
  readonly target?: Cost
  /** of this thread, among so many */
  readonly seed: number
  readonly threads: number
  readonly checkpointSeconds: number
  /** somebody answers requests in this process: they go first */
  readonly standBack: boolean
  /** others search beside it, and better solutions are passed on */
  readonly trades: boolean
  /** least share of the time limit for the model’s improver */
  readonly improvingShare?: number
}

/** What it says: how far it is, or what is worth passing on to the others. */
export type ThreadMessage = { readonly progress: SolveProgress; readonly checkpoint?: Uint8Array; readonly outcome?: ThreadOutcome } | Offer<unknown>

export interface ThreadOutcome {
  readonly stopped: Outcome<unknown>['stopped']
  /** by the checker */
  readonly score: Cost
  readonly document: Uint8Array
  readonly report: Uint8Array
  /** the search has proved, by the plan’s own weights, that nothing better exists */
  readonly optimal: boolean
}
