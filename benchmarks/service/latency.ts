import { generate } from '../scenarios/index.ts'
import { Client, quantile } from './client.ts'
import { freePort, pause, start, temporaryFolder, until } from './processes.ts'
import type { Line } from './report.ts'

/** How soon the service answers: idle, and beside two running solves. Embedded database, one process. */
export async function latency(): Promise<Line[]> {
  const folder = temporaryFolder()
  const port = await freePort()
  const web = start('main', {
    PORT: String(port),
    AFTERBELL_DATA: folder.path,
    AFTERBELL_SOLVERS: '2',
    AFTERBELL_RATE: '1000000000',
    AFTERBELL_EXAMPLE_SECONDS: '1',
    AFTERBELL_BOUND_SECONDS: '0',
  })
  const client = new Client(`http://127.0.0.1:${port}`)
  try {
    await until(async () => (await client.call('GET', '/example/timetable')).status === 200, 120, 'the example')
    const city = JSON.stringify(generate({ school: 'city', seed: 1, tier: 'normal' }).plan)
    const large = enlarged('city', 3_000_000)
    const huge = enlarged('campus', 20_000_000)
    const accepted: number[] = []
    for (let i = 0; i < 7; i++) accepted.push((await client.call('POST', '/v1/plans', city)).milliseconds)
    const acceptedLarge: number[] = []
    for (let i = 0; i < 5; i++) acceptedLarge.push((await client.call('POST', '/v1/plans', large)).milliseconds)
    const { items: plans } = await client.json<{ items: { id: string; name: string }[] }>('GET', '/v1/plans')
    const example = plans.at(-1)!.id
    const { items: tables } = await client.json<{ items: { id: string }[] }>('GET', `/v1/plans/${example}/timetables`)
    const views = ['class/c1-1', 'class/c2-1', 'class/c3-1', 'class/c4-1', 'room/field', 'date/2026-09-02'].map(
      (v) => `/v1/timetables/${tables[0]!.id}/views/${v}`,
    )

    // the first few hundred answers of a process are slower: its code is not compiled yet
    await gets(client, `/v1/plans/${example}/versions`, 300)
    await rate(client, views, 2)
    await client.call('GET', '/metrics')
    const idle = await gets(client, `/v1/plans/${example}/versions`, 300)
    const idleBlock = await longestBlock(client)
    const idleViews = await rate(client, views)

    await client.call('GET', '/metrics')
    const uploading = client.call('POST', '/v1/plans', huge)
    const besideUpload = await gets(client, views[0]!, 300)
    const { status, milliseconds } = await uploading
    const uploadBlock = await longestBlock(client)
    const refused = await client.call('POST', '/v1/plans', ' '.repeat(25_000_000))

    for (const plan of plans.slice(-3, -1)) await client.json('POST', `/v1/plans/${plan.id}/solves`, { limits: { timeSeconds: 40 } })
    await pause(4000)
    await client.call('GET', '/metrics')
    const busy = await gets(client, `/v1/plans/${example}/versions`, 300)
    const busyViews = await rate(client, views)
    const busyBlock = await longestBlock(client)
    return [
      {
        what: `a city plan (${(city.length / 1e6).toFixed(1)} MB) accepted, first / median, ms`,
        value: `${accepted[0]!.toFixed(0)} / ${quantile(accepted, 0.5).toFixed(0)}`,
        wanted: '< 500',
      },
      {
        what: `a plan of ${(large.length / 1e6).toFixed(1)} MB accepted, first / median, ms`,
        value: `${acceptedLarge[0]!.toFixed(0)} / ${quantile(acceptedLarge, 0.5).toFixed(0)}`,
        wanted: '< 500',
      },
      {
        what: `a plan of ${(huge.length / 1e6).toFixed(1)} MB: status, seconds; p99 of views beside it, longest block of the answering thread, ms; then 25 MB: status`,
        value: `${status}, ${(milliseconds / 1000).toFixed(1)}; ${quantile(besideUpload, 0.99).toFixed(1)}, ${uploadBlock.toFixed(0)}; ${refused.status}`,
        wanted: '201; block < 50; 413',
      },
      { what: 'GET, idle: median / p99, ms', value: `${quantile(idle, 0.5).toFixed(1)} / ${quantile(idle, 0.99).toFixed(1)}`, wanted: '' },
      { what: 'GET beside two solves: median / p99, ms', value: `${quantile(busy, 0.5).toFixed(1)} / ${quantile(busy, 0.99).toFixed(1)}`, wanted: 'p99 < 30' },
      { what: 'views a second, idle / beside two solves', value: `${idleViews.toFixed(0)} / ${busyViews.toFixed(0)}`, wanted: '500' },
      {
        what: 'longest block of the answering thread, idle / beside two solves, ms',
        value: `${idleBlock.toFixed(0)} / ${busyBlock.toFixed(0)}`,
        wanted: '< 50',
      },
    ]
  } finally {
    await web.kill('SIGTERM')
    folder.remove()
  }
}

async function gets(client: Client, path: string, count: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    times.push((await client.call('GET', path)).milliseconds)
    await pause(5)
  }
  return times
}

/** eight askers */
async function rate(client: Client, paths: readonly string[], seconds = 5): Promise<number> {
  const end = performance.now() + seconds * 1000
  let answered = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      for (let n = i; performance.now() < end; n++) {
        const { status } = await client.call('GET', paths[n % paths.length]!)
        if (status !== 200) throw new Error(`a view was answered with ${status}`)
        answered++
      }
    }),
  )
  return answered / seconds
}

/** @returns milliseconds, since the last look */
async function longestBlock(client: Client): Promise<number> {
  const { text } = await client.call('GET', '/metrics')
  return Number(/^afterbell_event_loop_delay_max_seconds (.*)$/m.exec(text)![1]) * 1000
}

/** @returns JSON of a school's plan with as many more students of its kind as make it so large */
function enlarged(school: 'city' | 'campus', bytes: number): string {
  const { plan } = generate({ school, seed: 1, tier: 'normal' })
  const each = JSON.stringify(plan.students).length / plan.students.length
  const missing = Math.max(0, Math.ceil((bytes - JSON.stringify(plan).length) / (each + 4)))
  const more = Array.from({ length: missing }, (_, i) => ({ ...plan.students[i % plan.students.length]!, id: `more-${i}` }))
  return JSON.stringify({ ...plan, students: [...plan.students, ...more] })
}
