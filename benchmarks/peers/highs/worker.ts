import { parentPort, workerData } from 'node:worker_threads'
import { solveExactly } from './solve.ts'

/** The thread of the programme: what it is given is `workerData`, what it finds its only message. */
const { plan, first, options } = workerData as {
  plan: Parameters<typeof solveExactly>[0]
  first: Parameters<typeof solveExactly>[1]
  options: Parameters<typeof solveExactly>[2]
}
parentPort!.postMessage(await solveExactly(plan, first, options))
