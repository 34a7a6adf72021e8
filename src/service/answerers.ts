import { Piscina } from 'piscina'
import type { Answerer } from './answer-thread.ts'
import { Problem } from './problems.ts'

type Task = keyof Answerer

/** The threads that mend timetables and answer questions, behind one function per task. */
export interface AnswerPool {
  run<T extends Task>(task: T, value: Parameters<Answerer[T]>[0]): Promise<Awaited<ReturnType<Answerer[T]>>>
  /** its threads end, or have ended: a broken task says nothing about its question */
  readonly closed: boolean
  close(): Promise<void>
}

/** more waiting tasks than this are refused */
const patience = 50

/** Changes of today have threads of their own: they never wait behind a question. */
export function openAnswerers({ answersUrl, threads }: { answersUrl: string; threads: number }): AnswerPool {
  const open = (most: number) =>
    new Piscina({
      filename: new URL('./answer-thread.ts', import.meta.url).href,
      workerData: { answersUrl },
      minThreads: 0,
      maxThreads: most,
      // a warm thread has its plans compiled
      idleTimeout: 600_000,
      maxQueue: patience,
      concurrentTasksPerWorker: 1,
    })
  const pools = { changes: open(threads), questions: open(1), bounds: open(1) }
  let closed = false
  return {
    get closed() {
      return closed
    },
    run: async (task, value) => {
      const pool = task === 'rebalance' ? pools.changes : task === 'bound' ? pools.bounds : pools.questions
      if (pool.queueSize >= patience) throw new Problem('unavailable', { retryAfterSeconds: 5 })
      return await pool.run({ task, value })
    },
    close: async () => {
      closed = true
      // whatever is still worked on is in the queue
      await Promise.all(Object.values(pools).map((pool) => pool.destroy()))
    },
  }
}
