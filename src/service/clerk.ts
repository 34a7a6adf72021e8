import { Piscina } from 'piscina'
import type { Clerk, ClerkUrls } from './clerk-thread.ts'
import { Problem } from './problems.ts'

export type { Admission, ChangeOrder, Packed, Pricing, Refusal } from './clerk-thread.ts'

type Task = keyof Clerk

/** The threads that read documents, behind one function per task. */
export interface ClerkPool {
  /** A large document goes to the thread, and is no longer here then, rather than being copied. */
  run<T extends Task>(task: T, value: Parameters<Clerk[T]>[0]): Promise<Awaited<ReturnType<Clerk[T]>>>
  /** tasks that wait for a thread */
  waiting(): number
  close(): Promise<void>
}

/** tasks of milliseconds: they have threads of their own, and never wait behind a document of many MB that is taken in */
const shows: ReadonlySet<Task> = new Set<Task>(['view', 'viewOn', 'report', 'summary', 'compare', 'readChanges'])

/** at the end, what is being read has so long */
const graceMilliseconds = 1500

/** more waiting tasks than this are refused: an answer in a minute helps nobody */
const patience = 200

export function openClerk({ threads, ...urls }: ClerkUrls & { readonly threads: number }): ClerkPool {
  const open = () =>
    new Piscina({
      filename: new URL('./clerk-thread.ts', import.meta.url).href,
      workerData: urls,
      minThreads: threads,
      maxThreads: threads,
      maxQueue: patience,
      concurrentTasksPerWorker: 1,
    })
  const pools = { incoming: open(), shown: open() }
  return {
    run: async (task, value) => {
      const pool = shows.has(task) ? pools.shown : pools.incoming
      if (pool.queueSize >= patience) throw new Problem('unavailable', { retryAfterSeconds: 5 })
      return await pool.run({ task, value }, { transferList: movable(value) })
    },
    waiting: () => pools.incoming.queueSize + pools.shown.queueSize,
    close: async () => {
      const all = Object.values(pools)
      const soon = new Promise((resolve) => setTimeout(resolve, graceMilliseconds).unref())
      await Promise.race([Promise.all(all.map((pool) => pool.close())), soon])
      // whoever waits for a document that takes longer is told that the service is gone
      await Promise.all(all.map((pool) => pool.destroy()))
    },
  }
}

/** documents of fewer bytes are copied: small buffers share their memory with others */
const largeBytes = 100_000

function movable(value: unknown): ArrayBuffer[] {
  const json = (value as { json?: unknown } | undefined)?.json
  const own = json instanceof Uint8Array && json.byteLength >= largeBytes && json.byteLength === json.buffer.byteLength
  return own ? [json.buffer as ArrayBuffer] : []
}
