import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SolveWorker } from '../jobs/worker.ts'
import type { Store } from '../store/open.ts'
import type { Metrics } from './metrics.ts'

export interface FigureOptions {
  readonly host: string
  readonly port: number
  readonly store: Store
  readonly metrics: Metrics
  readonly worker: SolveWorker
}

/** milliseconds that the database has to answer */
const patience = 2000

/** A worker answers no API; whoever watches over it asks here whether it lives, whether its database answers, and what it has done. */
export async function showFigures({ host, port, store, metrics, worker }: FigureOptions): Promise<{ port: number; close(): Promise<void> }> {
  const answer = async (path: string | undefined): Promise<[status: number, text: string]> => {
    if (path === '/healthz') return [200, 'ok\n']
    if (path === '/metrics') return [200, metrics.text({ afterbell_solves_running_here: { help: 'solves that run in this process', value: worker.running } })]
    if (path !== '/readyz') return [404, 'nothing here\n']
    const late = new Promise<never>((_, reject) => setTimeout(reject, patience).unref())
    return Promise.race([store.ping(), late]).then(
      () => [200, 'ok\n'],
      () => [503, 'the database does not answer\n'],
    )
  }
  const server = createServer(async ({ url }, response) => {
    const [status, text] = await answer(url)
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text)
  })
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
