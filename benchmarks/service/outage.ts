import { execFileSync } from 'node:child_process'
import { openStore } from '../../src/store/open.ts'
import { createKey, createTenant } from '../../src/store/tenants.ts'
import { generate } from '../scenarios/index.ts'
import { Client } from './client.ts'
import { freePort, pause, start, until } from './processes.ts'
import type { Line } from './report.ts'

/** The database goes away under load, and comes back. @param stop, go shell commands that stop and start the server */
export async function outage(databaseUrl: string, stop: string, go: string, seconds: number): Promise<Line[]> {
  const store = await openStore({ databaseUrl })
  await createTenant(store.db, { id: 'bench', name: 'bench', solveShare: 64 })
  const { key } = await createKey(store.db, { tenant: 'bench', name: 'bench', scopes: ['admin'] })
  await store.close()
  const port = await freePort()
  const web = start('main', { PORT: String(port), DATABASE_URL: databaseUrl, AFTERBELL_SOLVERS: '1', AFTERBELL_RATE: '1000000000', AFTERBELL_LOG: 'silent' })
  const client = new Client(`http://127.0.0.1:${port}`, key)
  try {
    await until(async () => (await client.call('GET', '/readyz')).status === 200, 60, 'the service')
    const { id } = await client.json<{ id: string }>('POST', '/v1/plans', generate({ school: 'village', seed: 1, tier: 'normal' }).plan)
    const orders: string[] = []
    for (const timeSeconds of [seconds / 2, 2, 2])
      orders.push((await client.json<{ id: string }>('POST', `/v1/plans/${id}/solves`, { limits: { timeSeconds } })).id)
    await until(async () => (await client.json<{ state: string }>('GET', `/v1/solves/${orders[0]}`)).state === 'running', 60, 'the first solve')
    client.statuses.clear()
    let asking = true
    const load = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (asking) {
          await client.call('GET', `/v1/plans/${id}/versions`)
          await pause(50)
        }
      }),
    )
    await pause(1000)
    execFileSync('bash', ['-c', stop], { stdio: 'ignore' })
    await pause(seconds * 1000)
    const during = new Map(client.statuses)
    execFileSync('bash', ['-c', go], { stdio: 'ignore' })
    await until(async () => (await client.call('GET', '/readyz')).status === 200, 60, 'the database again')
    client.statuses.clear()
    const states = async () => Promise.all(orders.map(async (order) => (await client.json<{ state: string }>('GET', `/v1/solves/${order}`)).state))
    await until(async () => (await states()).every((s) => s === 'done'), 120, 'the solves')
    asking = false
    await load
    const shown = (statuses: ReadonlyMap<number, number>) => [...statuses].map(([status, n]) => `${n} × ${status}`).join(', ')
    return [
      {
        what: `PostgreSQL away for ${seconds} s under load`,
        value: `answers until it was back: ${shown(during)}; after: ${shown(client.statuses)}; solves: ${(await states()).join(', ')}`,
        wanted: '200 and 503 only, all done',
      },
    ]
  } finally {
    await web.kill('SIGTERM')
  }
}
