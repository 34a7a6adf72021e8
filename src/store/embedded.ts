import { Worker } from 'node:worker_threads'
import type { Request } from './embedded-thread.ts'

export interface Rows<T> {
  rows: T[]
  affectedRows?: number
  fields: { name: string; dataTypeID: number }[]
}

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never
type Asked = Without<Request, 'id'>

export interface Patience {
  /** milliseconds: a statement that takes longer has met a database that hangs; PGlite does where the disk is full. Usual ones take some */
  readonly statement: number
  /** milliseconds more for every MB that it brings */
  readonly megabyte: number
  /** milliseconds of what is done to everything: the schema brought up to date, a dump, the end */
  readonly whole: number
  /** milliseconds between two attempts to open it again */
  readonly pause: number
  /** milliseconds that such an attempt may take */
  readonly opening: number
}

const usual: Patience = { statement: 5000, megabyte: 4000, whole: 120_000, pause: 3000, opening: 60_000 }
/** what was in memory cannot be opened again: no disk there that could be full */
const endless: Patience = { ...usual, statement: 60_000 }
/** milliseconds between two looks at what takes how long; time in which nobody could look, of a machine that slept, does not count */
const look = 250

/**
 * PGlite in a thread of its own, with the part of its interface that Kysely and pg-boss use.
 * One session: a transaction holds it alone, everything else queues behind. A thread that ends or hangs is replaced by a new one on the same folder.
 */
export class Embedded {
  closed = false
  readonly ready = true
  readonly waitReady = Promise.resolve()
  private readonly folder: string | undefined
  private readonly patience: Patience
  private readonly waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }>()
  /** undefined while there is none: it was lost, or is being opened */
  private worker: Worker | undefined
  private last = 0
  private turn: Promise<unknown> = Promise.resolve()
  private reopening: NodeJS.Timeout | undefined

  private constructor(folder: string | undefined, patience: Patience) {
    this.folder = folder
    this.patience = patience
  }

  /** Opens the folder (absent: in memory), first filled from a dump where one is given. */
  static async open(folder?: string, dump?: Uint8Array, patience = folder === undefined ? endless : usual): Promise<Embedded> {
    const embedded = new Embedded(folder, patience)
    embedded.worker = await embedded.begin(dump)
    return embedded
  }

  query<T>(text: string, values?: unknown[]): Promise<Rows<T>> {
    return this.alone((worker) => this.ask(worker, { kind: 'query', text, values }))
  }

  exec(text: string): Promise<Rows<Record<string, unknown>>[]> {
    return this.alone((worker) => this.ask(worker, { kind: 'exec', text }))
  }

  /** @returns the whole data folder as a gzipped tar, which `open` takes */
  dump(): Promise<Uint8Array> {
    return this.alone((worker) => this.ask(worker, { kind: 'dump' }))
  }

  transaction<T>(callback: (tx: { query: Embedded['query']; rollback(): Promise<void> }) => Promise<T>): Promise<T> {
    return this.alone(async (worker) => {
      await this.ask(worker, { kind: 'exec', text: 'begin' })
      let open = true
      const end = async (word: 'commit' | 'rollback') => {
        if (!open) return
        open = false
        await this.ask(worker, { kind: 'exec', text: word })
      }
      try {
        const value = await callback({ query: (text, values) => this.ask(worker, { kind: 'query', text, values }), rollback: () => end('rollback') })
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
    clearTimeout(this.reopening)
    try {
      await this.alone((worker) => this.ask(worker, { kind: 'close' }))
    } catch {
      // it has gone already
    }
    this.closed = true
    clearTimeout(this.reopening)
    await this.worker?.terminate()
  }

  /** @returns a thread that has the database open */
  private begin(dump?: Uint8Array): Promise<Worker> {
    const worker = new Worker(new URL('./embedded-thread.ts', import.meta.url), { workerData: { folder: this.folder, dump } })
    return new Promise((resolve, reject) => {
      const hanging = setTimeout(() => void worker.terminate(), this.patience.opening)
      const lost = (error: Error) => {
        clearTimeout(hanging)
        reject(error)
        this.lose(worker, error)
      }
      worker.once('error', lost)
      worker.once('exit', () => lost(new Error('the embedded database has ended')))
      worker.on('message', ({ id, value, error }) => {
        if (id === 0) {
          clearTimeout(hanging)
          return resolve(worker)
        }
        const waiter = this.waiting.get(id)
        this.waiting.delete(id)
        clearTimeout(waiter?.timer)
        if (error) waiter?.reject(Object.assign(new Error(error.message), error))
        else waiter?.resolve(value as never)
        // what a server would end itself for: it could not keep its log. From here on this one only hangs
        if (error && isLogLost(error)) this.lose(worker, new Error('the embedded database has no room for its log'))
      })
    })
  }

  /** Whoever waits is told; what was not committed is undone when it is opened again. */
  private lose(worker: Worker, error: Error): void {
    if (this.worker !== worker) return
    this.worker = undefined
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    this.waiting.clear()
    void worker.terminate()
    this.reopen()
  }

  private reopen(): void {
    // what was in memory is gone
    if (this.closed || this.folder === undefined) return
    this.reopening = setTimeout(() => {
      this.begin().then(
        (worker) => {
          if (this.closed) void worker.terminate()
          else this.worker = worker
        },
        () => this.reopen(),
      )
    }, this.patience.pause)
  }

  private alone<T>(work: (worker: Worker | undefined) => Promise<T>): Promise<T> {
    const result = this.turn.then(() => work(this.worker))
    this.turn = result.catch(() => {})
    return result
  }

  /** @returns milliseconds */
  private patienceFor(request: Asked): number {
    const { statement, megabyte, whole } = this.patience
    if (request.kind === 'query' && !/^\s*(create|alter|drop)\s/i.test(request.text))
      return statement + (megabyte * (request.values ?? []).reduce<number>((sum, value) => sum + sizeOf(value), 0)) / 1e6
    return request.kind === 'exec' && /^(begin|commit|rollback)$/.test(request.text) ? statement : whole
  }

  /** @param worker the one that the work began with: what a transaction began in one must not go on in another */
  private ask<T>(worker: Worker | undefined, request: Asked): Promise<T> {
    if (this.closed) return Promise.reject(new Error('the embedded database is closed'))
    if (!worker || worker !== this.worker) return Promise.reject(new Error('the embedded database is away'))
    const id = ++this.last
    return new Promise((resolve, reject) => {
      let left = this.patienceFor(request)
      const timer = setInterval(() => {
        left -= look
        if (left <= 0) this.lose(worker, new Error('the embedded database does not answer'))
      }, look)
      this.waiting.set(id, { resolve, reject, timer })
      worker.postMessage({ ...request, id })
    })
  }
}

const sizeOf = (value: unknown): number => (typeof value === 'string' ? value.length : value instanceof Uint8Array ? value.length : 0)

const isLogLost = ({ code, message }: { code?: string; message: string }): boolean => /^(53100|58030)$/.test(code ?? '') && message.includes('pg_wal')
