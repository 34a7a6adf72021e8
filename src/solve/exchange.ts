import type { MessagePort, Worker } from 'node:worker_threads'
import type { Cost, Exchange, Prospect } from './model.ts'
import { isBetter } from './solve.ts'

/** A solution with its cost: what threads pass on to each other. */
export interface Priced<Solution> {
  readonly cost: Cost
  readonly solution: Solution
}

/** What a thread says that is worth passing on: its best solution, or what it goes on from. */
export type Offer<Solution> = { readonly better: Priced<Solution> } | { readonly prospect: Prospect<Solution> }

/** What a thread of a portfolio hears. */
export type MemberOrder<Solution> = 'cancel' | Offer<Solution>

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
  /** the best that another thread goes on from, and the best that it has been told of */
  private prospect: Prospect<Solution> | undefined
  private told = Number.POSITIVE_INFINITY

  constructor(port: MessagePort) {
    this.port = port
  }

  hear(offer: Offer<Solution>): void {
    if ('prospect' in offer) {
      if (offer.prospect.worth < (this.prospect?.worth ?? Number.POSITIVE_INFINITY)) this.prospect = offer.prospect
      return
    }
    this.known = offer.better.cost
    this.heard = offer.better
  }

  compare(own: Prospect<Solution>): Prospect<Solution> | undefined {
    if (this.prospect && this.prospect.worth < own.worth) return this.prospect
    if (own.worth < Math.min(this.told, this.prospect?.worth ?? Number.POSITIVE_INFINITY)) {
      this.told = own.worth
      this.port.postMessage({ prospect: own } satisfies Offer<Solution>)
    }
    return undefined
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

  passOn(from: Worker, offer: Offer<Solution>): void {
    if ('better' in offer) {
      if (this.best && !isBetter(offer.better.cost, this.best)) return
      this.best = offer.better.cost
    }
    for (const worker of this.workers) if (worker !== from) worker.postMessage(offer satisfies MemberOrder<Solution>)
  }

  cancel(): void {
    for (const worker of this.workers) worker.postMessage('cancel' satisfies MemberOrder<Solution>)
  }
}
