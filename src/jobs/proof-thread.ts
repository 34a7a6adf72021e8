import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { standFarBack } from './courtesy.ts'
import type { ProofOrder, ProofWord, Prover } from './prover.ts'

/** The thread that proves bounds beside searches: floors at once, in the order in which they are asked for; a bound, which takes seconds, one at a time. */
const { proverUrl } = workerData as { proverUrl: string }
standFarBack()
const { answers: prover } = (await import(proverUrl)) as { answers: Prover }
const port = parentPort!

interface Open {
  readonly plan: unknown
  readonly cancel: AbortController
}
const open = new Map<number, Open>()
let turn: Promise<unknown> = Promise.resolve()

/** a fault of a proof is no fault of the solve that it is about: it goes without */
const quietly = async (work: () => unknown): Promise<void> => {
  try {
    await work()
  } catch {}
}

port.on('message', (order: ProofOrder) => {
  const { proof } = order
  const say = (floor: ProofWord['floor'], upToMedium: number | null) => {
    if (open.has(proof)) port.postMessage({ proof, floor, upToMedium } satisfies ProofWord)
  }
  if ('end' in order) {
    open.get(proof)?.cancel.abort()
    open.delete(proof)
  } else if ('plan' in order) {
    const stored = JSON.parse(gunzipSync(order.plan).toString())
    const plan = order.weights ? { ...stored, weights: { ...stored.weights, ...order.weights } } : stored
    open.set(proof, { plan, cancel: new AbortController() })
    void quietly(() => say(prover.floor(plan), null))
  } else {
    turn = turn.then(() =>
      quietly(async () => {
        const own = open.get(proof)
        if (!own) return
        const { medium, seconds } = order
        const tell = (floor: ProofWord['floor']) => say(floor, medium)
        // asked of what the search has found
        const known = { medium, soft: Number.POSITIVE_INFINITY }
        tell(await prover.bound(own.plan, { medium, known, seconds, signal: own.cancel.signal, tell }))
      }),
    )
  }
})
