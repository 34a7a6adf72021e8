import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Cost, Exchange, Model, Outcome, SolveProgress } from './model.ts'
import { isBetter, solve } from './solve.ts'

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

/** A solution with its cost: what threads pass on to each other. */
export interface Priced<Solution> {
  readonly cost: Cost
  readonly solution: Solution
}

/** What it says: how far it is, a few times a second; what is worth passing on; and at the end what it found. */
export type MemberReport<Solution> = { readonly progress: SolveProgress } | { readonly better: Priced<Solution> } | { readonly outcome: Outcome<Solution> }

/** What it hears. */
export type MemberOrder<Solution> = 'cancel' | { readonly better: Priced<Solution> }

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
    else exchange.hear(order.better)
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

/** share of the budget before which nothing is traded: a hot search would only melt what it takes over */
const tradedFrom = 0.5
/** share of the budget between two trades: long enough for a search to make something of its own */
const tradedEvery = 0.05

/** Trades by way of the portfolio, which passes on what is better than all that it has seen. */
class PortExchange<Solution> implements Exchange<Solution> {
  private readonly port: MessagePort
  private known: Cost | undefined
  private heard: Priced<Solution> | undefined
  private next = tradedFrom

  constructor(port: MessagePort) {
    this.port = port
  }

  hear(better: Priced<Solution>): void {
    this.known = better.cost
    this.heard = better
  }

  trade(own: Cost, used: number, solution: () => Solution): Solution | undefined {
    if (used < this.next) return undefined
    this.next = used + tradedEvery
    const { heard, known } = this
    this.heard = undefined
    if (heard && isBetter(heard.cost, own)) return heard.solution
    if (known && !isBetter(own, known)) return undefined
    const { hard, medium, soft } = own
    this.known = { hard, medium, soft }
    this.port.postMessage({ better: { cost: this.known, solution: solution() } } satisfies MemberReport<Solution>)
    return undefined
  }
}
