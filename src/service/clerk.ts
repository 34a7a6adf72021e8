import { Piscina } from 'piscina'
import type { Clerk } from './clerk-thread.ts'
import { Problem } from './problems.ts'

export type { Admission, Packed, Pricing } from './clerk-thread.ts'

type Task = keyof Clerk

/** The threads that read documents, behind one function per task. */
export interface ClerkPool {
  run<T extends Task>(task: T, value: Parameters<Clerk[T]>[0]): Promise<Awaited<ReturnType<Clerk[T]>>>
  /** tasks that wait for a thread */
  waiting(): number
  close(): Promise<void>
}

/** more waiting tasks than this are refused: an answer in a minute helps nobody */
const patience = 200

export function openClerk({ domainUrl, scenariosUrl, threads }: { domainUrl: string; scenariosUrl: string; threads: number }): ClerkPool {
  const pool = new Piscina({
    filename: new URL('./clerk-thread.ts', import.meta.url).href,
    workerData: { domainUrl, scenariosUrl },
    minThreads: threads,
    maxThreads: threads,
    maxQueue: patience,
    concurrentTasksPerWorker: 1,
  })
  return {
    run: async (task, value) => {
      if (pool.queueSize >= patience) throw new Problem('unavailable', { retryAfterSeconds: 5 })
      return await pool.run({ task, value })
    },
    waiting: () => pool.queueSize,
    close: () => pool.close(),
  }
}
