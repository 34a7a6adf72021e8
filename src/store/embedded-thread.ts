import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/**
 * The thread that owns the embedded database: its WebAssembly computes synchronously, so it must not share a thread with
 * whoever answers HTTP. Requests arrive one at a time, in order: `embedded.ts` sees to it.
 */
const { folder, dump } = workerData as { folder: string | undefined; dump: Uint8Array | undefined }
const port = parentPort!
const database = await PGlite.create({
  ...(folder !== undefined && { dataDir: folder }),
  ...(dump && { loadDataDir: new Blob([dump as Uint8Array<ArrayBuffer>]) }),
})

export type Request =
  | { id: number; kind: 'query'; text: string; values: unknown[] | undefined }
  | { id: number; kind: 'exec'; text: string }
  | { id: number; kind: 'dump' }
  | { id: number; kind: 'close' }

const answer = async (request: Request): Promise<unknown> => {
  switch (request.kind) {
    case 'query': {
      const { rows, affectedRows, fields } = await database.query(request.text, request.values)
      return { rows, affectedRows, fields }
    }
    case 'exec':
      return (await database.exec(request.text)).map(({ rows, affectedRows, fields }) => ({ rows, affectedRows, fields }))
    case 'dump':
      return new Uint8Array(await (await database.dumpDataDir('gzip')).arrayBuffer())
    case 'close':
      await database.close()
      return undefined
  }
}

port.on('message', async (request: Request) => {
  try {
    port.postMessage({ id: request.id, value: await answer(request) })
  } catch (error) {
    const { message, code, detail, constraint, position } = error as Error & Record<string, unknown>
    port.postMessage({ id: request.id, error: { message, code, detail, constraint, position } })
  }
  if (request.kind === 'close') port.close()
})
port.postMessage({ id: 0, value: 'ready' })
