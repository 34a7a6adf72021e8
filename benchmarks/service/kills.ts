import { openStore, type Store } from '../../src/store/open.ts'
import { createKey, createTenant } from '../../src/store/tenants.ts'
import { generate } from '../scenarios/index.ts'
import { Client } from './client.ts'
import { freePort, type Process, pause, start, temporaryFolder, until } from './processes.ts'
import type { Line } from './report.ts'

/** seconds of each solve, between two kills, between two checkpoints */
const [solveSeconds, killSeconds, checkpointSeconds] = [2, 5, 0.5]
/** milliseconds for all solves: a machine that others use, too, is slow */
const patience = (solves: number) => solves * 20_000
const settings = { AFTERBELL_CHECKPOINT_SECONDS: String(checkpointSeconds), AFTERBELL_RATE: '1000000000' }

/** Solves queued on a server, four workers, one of them killed every five seconds: every solve ends exactly once. */
export async function killedWorkers(databaseUrl: string, solves: number): Promise<Line[]> {
  const store = await openStore({ databaseUrl })
  await createTenant(store.db, { id: 'bench', name: 'bench', solveShare: 64 })
  const { key } = await createKey(store.db, { tenant: 'bench', name: 'bench', scopes: ['admin'] })
  const port = await freePort()
  const env = { ...settings, DATABASE_URL: databaseUrl, AFTERBELL_CONNECTIONS: '4' }
  const web = start('main', { ...env, PORT: String(port), AFTERBELL_SOLVERS: '0' })
  const workers: Process[] = Array.from({ length: 4 }, () => start('worker', { ...env, AFTERBELL_SOLVERS: '1' }))
  let kills = 0
  try {
    const client = new Client(`http://127.0.0.1:${port}`, key)
    const begun = await order(client, solves)
    for (let turn = 0; (await open(store)) > 0; turn = (turn + 1) % workers.length) {
      await pause(killSeconds * 1000)
      await workers[turn]!.kill('SIGKILL')
      kills++
      workers[turn] = start('worker', { ...env, AFTERBELL_SOLVERS: '1' })
      if (performance.now() - begun > patience(solves)) throw new Error(`${solves} solves did not all end in time`)
    }
    return [await verdict(store, solves, `PostgreSQL, 4 workers, ${kills} kills`, begun)]
  } finally {
    await Promise.all(workers.map((w) => w.kill('SIGKILL')))
    await web.kill('SIGTERM')
    await store.close()
  }
}

/** The same with the embedded database: the one process is killed and started again. */
export async function killedProcess(solves: number): Promise<Line[]> {
  const folder = temporaryFolder()
  const port = await freePort()
  const env = { ...settings, PORT: String(port), AFTERBELL_DATA: folder.path, AFTERBELL_SOLVERS: '1', AFTERBELL_EXAMPLE_SECONDS: '1' }
  let web = start('main', env)
  let kills = 0
  try {
    const client = new Client(`http://127.0.0.1:${port}`)
    const begun = await order(client, solves)
    const { items } = await client.json<{ items: { id: string }[] }>('GET', '/v1/plans?limit=1')
    for (;;) {
      await pause(killSeconds * 3 * 1000)
      const { items: list } = await client.json<{ items: { endedAt: string | null }[] }>('GET', `/v1/plans/${items[0]!.id}/solves?limit=200`)
      if (list.every((s) => s.endedAt !== null)) break
      await web.kill('SIGKILL')
      kills++
      web = start('main', env)
      await until(async () => (await client.call('GET', '/readyz')).status === 200, 60, 'the process again')
      if (performance.now() - begun > patience(solves)) throw new Error(`${solves} solves did not all end in time`)
    }
    await web.kill('SIGTERM')
    const store = await openStore({ folder: folder.path })
    try {
      return [await verdict(store, solves, `embedded, one process, ${kills} kills`, begun)]
    } finally {
      await store.close()
    }
  } finally {
    await web.kill('SIGKILL')
    folder.remove()
  }
}

async function order(client: Client, solves: number): Promise<number> {
  await until(async () => (await client.call('GET', '/readyz')).status === 200, 120, 'the service')
  const { plan } = generate({ school: 'village', seed: 1, tier: 'normal' })
  const { id } = await client.json<{ id: string }>('POST', '/v1/plans', plan)
  for (let seed = 1; seed <= solves; seed++) await client.json('POST', `/v1/plans/${id}/solves`, { limits: { timeSeconds: solveSeconds }, seed })
  return performance.now()
}

const ordered = (store: Store) => store.db.selectFrom('solves').where('id', 'not like', 'solve_example%')

const open = async (store: Store): Promise<number> => (await ordered(store).select('id').where('state', 'in', ['queued', 'running']).execute()).length

async function verdict(store: Store, solves: number, how: string, begun: number): Promise<Line> {
  const rows = await ordered(store).select(['id', 'state', 'attempt', 'timetable']).execute()
  const tables = await store.db
    .selectFrom('timetables')
    .select(['solve', 'hard'])
    .where(
      'solve',
      'in',
      rows.map((r) => r.id),
    )
    .execute()
  const endings = await store.db
    .selectFrom('events')
    .select('solve')
    .where('type', '=', 'ended')
    .where(
      'solve',
      'in',
      rows.map((r) => r.id),
    )
    .execute()
  const done = rows.filter(
    (r) => r.state === 'done' && tables.filter((t) => t.solve === r.id).length === 1 && endings.filter((e) => e.solve === r.id).length === 1,
  )
  const resumed = rows.filter((r) => r.attempt > 1).length
  return {
    what: `${solves} solves of ${solveSeconds} s, checkpoints every ${checkpointSeconds} s; ${how}`,
    value: `${done.length} ended once with one timetable, ${rows.length - done.length} not; ${resumed} went on elsewhere; ${((performance.now() - begun) / 1000).toFixed(0)} s`,
    wanted: `${solves}, 0`,
  }
}
