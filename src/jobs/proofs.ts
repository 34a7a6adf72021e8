import { Worker } from 'node:worker_threads'
import type { Bound } from '../store/bounds.ts'
import type { ProofOrder, ProofWord } from './prover.ts'

/** What is proved about the timetables of one solve's plan, while it is searched. */
export interface Proof {
  /** @returns the highest bound that holds for timetables of at most this medium cost; null while there is none */
  boundFor(medium: number): Bound | null
  /** asks for a bound of timetables of at most this medium cost, once: the search has come down to it */
  settle(medium: number, seconds: number): void
  end(): void
}

/** A bound, and the medium cost up to which it holds. */
export interface Proved extends Bound {
  readonly upToMedium: number
}

/** The bounds of all solves of a process, proved by one thread, which is begun anew after a fault. */
export class Proofs {
  private readonly proverUrl: string
  private worker: Worker | undefined
  private readonly open = new Map<number, (proved: Proved) => void>()
  private last = 0

  /** @param proverUrl a module that exports a `Prover` as `answers` */
  constructor(proverUrl: string) {
    this.proverUrl = proverUrl
    // the first solve should not wait until the model is read
    this.worker = this.start()
  }

  /** @param plan gzipped JSON @param known proved earlier, of the same plan and weights */
  begin(plan: Uint8Array, weights: Readonly<Record<string, number>> | undefined, known?: Proved): Proof {
    const proof = ++this.last
    const proved: Proved[] = known ? [known] : []
    this.open.set(proof, (more) => proved.push(more))
    this.send({ proof, plan, weights })
    let settled = known ? known.upToMedium : Number.NEGATIVE_INFINITY
    return {
      boundFor: (medium) => highest(proved.filter(({ upToMedium }) => medium <= upToMedium)),
      settle: (medium, seconds) => {
        // a bound of timetables that cost more in medium holds for these, too
        if (medium <= settled) return
        settled = Number.POSITIVE_INFINITY
        this.send({ proof, medium, seconds })
      },
      end: () => {
        if (this.open.delete(proof)) this.worker?.postMessage({ proof, end: true } satisfies ProofOrder)
      },
    }
  }

  async close(): Promise<void> {
    this.open.clear()
    await this.worker?.terminate()
  }

  private send(order: ProofOrder): void {
    this.worker ??= this.start()
    this.worker.postMessage(order)
  }

  private start(): Worker {
    const worker = new Worker(new URL('./proof-thread.ts', import.meta.url), { workerData: { proverUrl: this.proverUrl } })
    // the process may end without it
    worker.unref()
    worker.on('message', ({ proof, floor, upToMedium }: ProofWord) => {
      const { medium, soft, covers, proven, floor: least } = floor
      if (soft !== null) this.open.get(proof)?.({ medium, soft, covers: [...covers], proven, floor: least, upToMedium: upToMedium ?? Number.POSITIVE_INFINITY })
    })
    // solves that it was to speak of go without; the next one begins another
    const gone = () => {
      if (this.worker === worker) this.worker = undefined
    }
    worker.on('error', gone)
    worker.on('exit', gone)
    return worker
  }
}

function highest(proved: readonly Proved[]): Bound | null {
  const [first, ...rest] = proved
  if (!first) return null
  const best = rest.reduce((kept, one) => (one.soft > kept.soft || (one.soft === kept.soft && one.proven) ? one : kept), first)
  const { upToMedium: _, ...bound } = best
  return { ...bound, medium: Math.max(...proved.map(({ medium }) => medium)) }
}
