import type { MessagePort, Worker } from 'node:worker_threads'
import type { Cost, Exchange } from './model.ts'
import { isBetter } from './solve.ts'

/** A solution with its cost: what threads pass on to each other. */
export interface Priced<Solution> {
  readonly cost: Cost
  readonly solution: Solution
}

/** What a thread says of a solution that is worth passing on. */
interface Offer<Solution> {
  readonly better: Priced<Solution>
}

/** What a thread of a portfolio hears. */
export type MemberOrder<Solution> = 'cancel' | { readonly better: Priced<Solution> }

/** share of the budget before which nothing is traded: a hot search would only melt what it takes over */
const tradedFrom = 0.5
/** share of the budget between two trades: long enough for a search to make something of its own */
const tradedEvery = 0.05

/** Trades by way of the portfolio, which passes on what is better than all that it has seen. */
export class PortExchange<Solution> implements Exchange<Solution> {
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
    this.port.postMessage({ better: { cost: this.known, solution: solution() } } satisfies Offer<Solution>)
    return undefined
  }
}

/** The middle of it all: passes what is better than everything before on to all threads but the one that it comes from. */
export class Relay<Solution> {
  readonly workers: Worker[] = []
  private best: Cost | undefined

  passOn(from: Worker, better: Priced<Solution>): void {
    if (this.best && !isBetter(better.cost, this.best)) return
    this.best = better.cost
    for (const worker of this.workers) if (worker !== from) worker.postMessage({ better } satisfies MemberOrder<Solution>)
  }

  cancel(): void {
    for (const worker of this.workers) worker.postMessage('cancel' satisfies MemberOrder<Solution>)
  }
}
