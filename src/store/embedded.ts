import { Worker } from 'node:worker_threads'
import type { Request } from './embedded-thread.ts'

export interface Rows<T> {
  rows: T[]
  affectedRows?: number
  fields: { name: string; dataTypeID: number }[]
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never

/**
 * PGlite in a thread of its own, with the part of its interface that Kysely and pg-boss use.
 * One session: a transaction holds it alone, everything else queues behind.
 */
export class Embedded {
  closed = false
  readonly ready = true
  readonly waitReady = Promise.resolve()
  private readonly waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  private readonly worker: Worker
  private last = 0
  private turn: Promise<unknown> = Promise.resolve()

  private constructor(worker: Worker) {
    this.worker = worker
    worker.on('message', ({ id, value, error }) => {
      const waiter = this.waiting.get(id)
      this.waiting.delete(id)
      if (error) waiter?.reject(Object.assign(new Error(error.message), error))
      else waiter?.resolve(value as never)
    })
    const lost = (error: Error) => {
      this.closed = true
      for (const waiter of this.waiting.values()) waiter.reject(error)
      this.waiting.clear()
    }
    worker.on('error', lost)
    worker.on('exit', () => lost(new Error('the embedded database has ended')))
  }

  /** Opens the folder (absent: in memory), first filled from a dump where one is given. */
  static async open(folder?: string, dump?: Uint8Array): Promise<Embedded> {
    const worker = new Worker(new URL('./embedded-thread.ts', import.meta.url), { workerData: { folder, dump } })
    const embedded = new Embedded(worker)
    await new Promise((resolve, reject) => embedded.waiting.set(0, { resolve, reject }))
    return embedded
  }

  query<T>(text: string, values?: unknown[]): Promise<Rows<T>> {
    return this.alone(() => this.ask({ kind: 'query', text, values }))
  }

  exec(text: string): Promise<Rows<Record<string, unknown>>[]> {
    return this.alone(() => this.ask({ kind: 'exec', text }))
  }

  /** @returns the whole data folder as a gzipped tar, which `open` takes */
  dump(): Promise<Uint8Array> {
    return this.alone(() => this.ask({ kind: 'dump' }))
  }

  transaction<T>(callback: (tx: { query: Embedded['query']; rollback(): Promise<void> }) => Promise<T>): Promise<T> {
    return this.alone(async () => {
      await this.ask({ kind: 'exec', text: 'begin' })
      let open = true
      const end = async (word: 'commit' | 'rollback') => {
        if (!open) return
        open = false
        await this.ask({ kind: 'exec', text: word })
      }
      try {
        const value = await callback({ query: (text, values) => this.ask({ kind: 'query', text, values }), rollback: () => end('rollback') })
        await end('commit')
        return value
      } catch (error) {
        await end('rollback')
        throw error
      }
    })
  }

  async close(): Promise<void> {
    if (this.closed) return
    await this.alone(() => this.ask({ kind: 'close' }))
    this.closed = true
    await this.worker.terminate()
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work)
    this.turn = result.catch(() => {})
    return result
  }

  private ask<T>(request: Without<Request, 'id'>): Promise<T> {
    if (this.closed) return Promise.reject(new Error('the embedded database is closed'))
    const id = ++this.last
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.worker.postMessage({ ...request, id })
    })
  }
}
