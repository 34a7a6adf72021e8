import { parentPort, workerData } from 'node:worker_threads'
import { type MemberOrder, type Offer, PortExchange } from './exchange.ts'
import type { Model, Outcome, SolveProgress } from './model.ts'
import { solve } from './solve.ts'

/** What a thread of a portfolio is started with. */
export interface MemberTask {
  readonly document: unknown
  readonly start?: unknown
  readonly seed: number
  readonly timeLimitSeconds?: number
  readonly stepLimit?: number
  /** the portfolio has rules of its own that will end the search, so that no default limit is wanted */
  readonly untilCancelled: boolean
  /** other threads search the same document, and better solutions are passed on */
  readonly trades: boolean
  /** least share of the time limit for the model's improver */
  readonly improvingShare?: number
}

/** What it says: how far it is, a few times a second; what is worth passing on; and at the end what it found. */
export type MemberReport<Solution> = { readonly progress: SolveProgress } | Offer<Solution> | { readonly outcome: Outcome<Solution> }

const reportEveryMilliseconds = 100

/** The whole of a worker thread: a composition root's entry file calls this with its model. */
export async function runMember<Document, Solution>(model: Model<Document, Solution>): Promise<void> {
  if (!parentPort) throw new Error('a member of a portfolio runs in a worker thread')
  const port = parentPort
  const { document, start, untilCancelled, trades, ...limits } = workerData as MemberTask
  const cancel = new AbortController()
  const exchange = new PortExchange<Solution>(port)
  const listen = (order: MemberOrder<Solution>) => {
    if (order === 'cancel') cancel.abort()
    else exchange.hear(order)
  }
  port.on('message', listen)

  let said = Number.NEGATIVE_INFINITY
  const outcome = await solve(model, document as Document, {
    ...limits,
    ...(start !== undefined && { start: start as Solution }),
    ...(untilCancelled && { stop: [] }),
    ...(trades && { exchange }),
    signal: cancel.signal,
    onProgress: (progress) => {
      const now = performance.now()
      if (now - said < reportEveryMilliseconds) return
      said = now
      port.postMessage({ progress } satisfies MemberReport<Solution>)
    },
  })
  port.postMessage({ outcome } satisfies MemberReport<Solution>)
  port.off('message', listen)
  port.close()
}
