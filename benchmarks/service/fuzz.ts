import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../src/store/open.ts'
import { createKey, createTenant } from '../../src/store/tenants.ts'
import { generate } from '../scenarios/index.ts'
import { Client } from './client.ts'
import { freePort, start, temporaryFolder, until } from './processes.ts'
import type { Line } from './report.ts'

/** what every answer is held to */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'unsupported_method',
  'ignored_auth',
]

export interface FuzzOptions {
  /** the tool: schemathesis from Python's registry, 4.32 or newer */
  readonly schemathesis: string
  /** an empty database on a PostgreSQL server; the embedded one where there is none */
  readonly database: string | undefined
  /** requests made up for each operation, beside those that cover its schema */
  readonly examples: number
}

/**
 * Requests made up from the OpenAPI document: no 5xx, no undocumented status, no answer against its schema. They speak of a plan, a timetable, a solve, … that exist,
 * since made-up ids reach no handler.
 */
export async function fuzz({ schemathesis, database, examples }: FuzzOptions): Promise<Line[]> {
  const folder = temporaryFolder()
  const port = await freePort()
  const place: Record<string, string> = database === undefined ? { AFTERBELL_DATA: join(folder.path, 'data') } : { DATABASE_URL: database }
  const store = await openStore(database === undefined ? { folder: join(folder.path, 'data') } : { databaseUrl: database })
  await createTenant(store.db, { id: 'bench', name: 'bench', solveShare: 64 })
  const { key } = await createKey(store.db, { tenant: 'bench', name: 'bench', scopes: ['admin'] })
  await store.close()
  const web = start('main', {
    ...place,
    PORT: String(port),
    AFTERBELL_SOLVERS: '1',
    AFTERBELL_RATE: '1000000000',
    AFTERBELL_SOLVE_SECONDS: '2',
    AFTERBELL_BENCH_SECONDS: '2',
    AFTERBELL_BOUND_SECONDS: '1',
    AFTERBELL_QUEUE: '1000000',
  })
  const client = new Client(`http://127.0.0.1:${port}`, key)
  try {
    await until(async () => (await client.call('GET', '/readyz')).status === 200, 60, 'the service')
    writeFileSync(join(folder.path, 'schemathesis.toml'), await configuration(client))
    const child = spawn(
      schemathesis,
      [
        ...['run', `${client.origin}/openapi.json`, '--url', client.origin, '--header', `Authorization: Bearer ${key}`],
        ...['--phases', 'coverage,fuzzing,stateful', '--checks', checks.join(','), '--max-examples', String(examples)],
        ...['--request-timeout', '60', '--continue-on-failure', '--suppress-health-check', 'too_slow', '--no-color', '--seed', '1'],
      ],
      { cwd: folder.path, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let told = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text
      process.stderr.write(text)
    })
    const [code] = (await once(child, 'close')) as [number | null]
    const figure = (pattern: RegExp) => pattern.exec(told)?.[1] ?? '?'
    const failures = code === 0 ? 'no failure' : `failures (${figure(/(\d+ (?:unique )?failures?)/)})`
    return [
      {
        what: `fuzzing from the OpenAPI document, ${database === undefined ? 'embedded' : 'PostgreSQL'} (schemathesis ${figure(/Schemathesis v([\d.]+)/)})`,
        value: `${figure(/(\d+) generated/)} requests to ${figure(/Operations:\s+(\d+) selected/)} operations: ${failures}`,
        wanted: 'no 5xx, no undocumented status',
      },
    ]
  } finally {
    await web.kill('SIGTERM')
    folder.remove()
  }
}

/** @returns what the requests shall speak of: one of each kind that stays, and one of each that may be deleted */
async function configuration(client: Client): Promise<string> {
  const { plan: document, planted } = generate({ school: 'village', seed: 1, tier: 'normal' })
  const student = document.students[0]!.id
  // a Monday: children come
  const date = '2026-10-12'
  const make = async () => {
    const plan = (await client.json<Made>('POST', '/v1/plans', document)).id
    const timetable = (await client.json<Made>('POST', `/v1/plans/${plan}/timetables`, planted!)).id
    const solve = (await client.json<Made>('POST', `/v1/plans/${plan}/solves`, { limits: { timeSeconds: 1 } })).id
    const changes = [{ kind: 'staff-away', staff: document.staff[0]!.id, from: date, to: date }]
    const rebalance = (await client.json<Made>('POST', `/v1/timetables/${timetable}/rebalances`, { changes, deadlineSeconds: 30 })).id
    const run = (await client.json<Made>('POST', '/v1/bench-runs', { suite: 'after-school', instances: ['village-1'], timeSeconds: 1 })).id
    await client.json('POST', `/v1/timetables/${timetable}/publication`, { approvedBy: '王校长' })
    return { plan, timetable, solve, run, rebalance, student }
  }
  const [kept, spare] = [await make(), await make()]
  const table = (of: object) =>
    `{ ${Object.entries(of)
      .map(([name, value]) => `"path.${name}" = ${JSON.stringify(value)}`)
      .join(', ')} }`
  const other = await client.json<Made>('POST', `/v1/plans/${kept.plan}/timetables`, planted!)
  return [
    `parameters = ${table(kept)}`,
    ...['/v1/plans/{plan}', '/v1/timetables/{timetable}', '/v1/rebalances/{rebalance}', '/v1/plans/{plan}/students/{student}'].map(
      (path) => `[[operations]]\ninclude-path = "${path}"\ninclude-method = "DELETE"\nparameters = ${table(spare)}`,
    ),
    `[[operations]]\ninclude-path = "/v1/timetables/{timetable}/comparison"\nparameters = { "path.timetable" = "${kept.timetable}", "query.with" = "${other.id}" }`,
    `[[operations]]\ninclude-path = "/v1/timetables/{timetable}/views/{by}/{id}"\nparameters = { "path.timetable" = "${kept.timetable}", "path.by" = "student", "path.id" = "${student}", "query.date" = "${date}", "query.after" = "${kept.rebalance}" }`,
    '',
  ].join('\n')
}

interface Made {
  readonly id: string
}
