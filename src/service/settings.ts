import { availableParallelism } from 'node:os'
import { z } from 'zod'

/** Every setting of the service: the environment variable, its default, what it means. `docs/service.md` lists them from here. */
const variables = {
  PORT: [z.coerce.number().int().min(0).max(65535).default(8080), 'port to listen on; 0 takes a free one'],
  HOST: [z.string().default('127.0.0.1'), 'address to listen on; any but loopback needs API keys'],
  AFTERBELL_DATA: [z.string().default('.afterbell'), 'data folder of the embedded database'],
  DATABASE_URL: [z.string().optional(), 'a PostgreSQL server instead of the embedded database'],
  AFTERBELL_CONNECTIONS: [z.coerce.number().int().min(2).default(10), 'connections to a PostgreSQL server, per process'],
  AFTERBELL_SOLVERS: [
    z.coerce
      .number()
      .int()
      .min(0)
      .default(Math.max(1, availableParallelism() - 1)),
    'solves at once in this process; 0 on a web process leaves them to workers',
  ],
  AFTERBELL_CLERKS: [z.coerce.number().int().min(1).default(1), 'threads that parse and price documents; as many more show them'],
  AFTERBELL_ANSWERERS: [z.coerce.number().int().min(1).default(1), 'threads that rebalance; one more answers questions'],
  AFTERBELL_SOLVE_SECONDS: [z.coerce.number().min(1).default(3600), 'longest time limit of a solve, in seconds'],
  AFTERBELL_SOLVE_THREADS: [z.coerce.number().int().min(1).default(8), 'most threads of a solve'],
  AFTERBELL_CHECKPOINT_SECONDS: [z.coerce.number().min(0.2).default(5), 'seconds between two checkpoints of a running solve'],
  AFTERBELL_BOUND_SECONDS: [z.coerce.number().min(0).max(3000).default(20), 'seconds to prove a lower bound beside each solve, and again after it; 0 for none'],
  AFTERBELL_QUEUE: [z.coerce.number().int().min(1).default(1000), 'solves of a tenant that may wait; further ones get 503'],
  AFTERBELL_BENCH_SECONDS: [z.coerce.number().min(1).default(7200), 'longest a bench run may take in all, in seconds'],
  AFTERBELL_BENCH_DATA: [z.string().optional(), 'folder with a folder of instances for each suite, for bench runs'],
  AFTERBELL_BODY_MB: [z.coerce.number().min(1).default(24), 'largest plan or timetable, in MB; a tenant may have less (keys limits)'],
  AFTERBELL_RATE: [
    z.coerce.number().int().min(1).default(6000),
    'requests a minute and tenant, where the tenant has no number of its own (keys limits); also requests a minute and address with keys not known to be right',
  ],
  AFTERBELL_EXAMPLE_SECONDS: [z.coerce.number().min(0.1).default(10), 'seconds to solve the example school at the first start'],
  AFTERBELL_WORKER_PORT: [
    z.coerce.number().int().min(0).max(65535).optional(),
    'port on which a worker answers /healthz, /readyz and /metrics; none without it',
  ],
  AFTERBELL_LOG: [z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'), 'log level; logs are JSON lines on standard output'],
  AFTERBELL_WEBHOOK_HOSTS: [z.string().default(''), 'comma-separated hosts that webhooks may call beside public addresses'],
} as const

type Name = keyof typeof variables

/** The settings as the environment gives them, checked. */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  readonly connections: number
  readonly solvers: number
  readonly clerks: number
  readonly answerers: number
  readonly maxSolveSeconds: number
  readonly maxSolveThreads: number
  readonly checkpointSeconds: number
  readonly boundSeconds: number
  readonly queueLimit: number
  readonly maxBenchSeconds: number
  readonly benchFolder: string | undefined
  readonly bodyLimitBytes: number
  readonly requestsPerMinute: number
  readonly exampleSeconds: number
  readonly workerPort: number | undefined
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly webhookHosts: readonly string[]
}

export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/** @throws SettingsError that names every variable that is wrong */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const schema = z.object(Object.fromEntries(Object.entries(variables).map(([name, [type]]) => [name, type])) as { [K in Name]: (typeof variables)[K][0] })
  // an empty variable means the default, as a shell user expects
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (!result.success)
    throw new SettingsError(result.error.issues.map((i) => `${i.path.join('.')}: ${i.message} (${variables[i.path[0] as Name][1]})`).join('\n'))
  const v = result.data
  return {
    port: v.PORT,
    host: v.HOST,
    dataFolder: v.AFTERBELL_DATA,
    databaseUrl: v.DATABASE_URL,
    connections: v.AFTERBELL_CONNECTIONS,
    solvers: v.AFTERBELL_SOLVERS,
    clerks: v.AFTERBELL_CLERKS,
    answerers: v.AFTERBELL_ANSWERERS,
    maxSolveSeconds: v.AFTERBELL_SOLVE_SECONDS,
    maxSolveThreads: v.AFTERBELL_SOLVE_THREADS,
    checkpointSeconds: v.AFTERBELL_CHECKPOINT_SECONDS,
    boundSeconds: v.AFTERBELL_BOUND_SECONDS,
    queueLimit: v.AFTERBELL_QUEUE,
    maxBenchSeconds: v.AFTERBELL_BENCH_SECONDS,
    benchFolder: v.AFTERBELL_BENCH_DATA,
    bodyLimitBytes: Math.round(v.AFTERBELL_BODY_MB * 1_000_000),
    requestsPerMinute: v.AFTERBELL_RATE,
    exampleSeconds: v.AFTERBELL_EXAMPLE_SECONDS,
    workerPort: v.AFTERBELL_WORKER_PORT,
    logLevel: v.AFTERBELL_LOG,
    webhookHosts: v.AFTERBELL_WEBHOOK_HOSTS.split(',').filter((host) => host !== ''),
  }
}

/** For the documentation: name, default, meaning. */
export const settingsTable = (): { name: string; fallback: string; meaning: string }[] =>
  Object.entries(variables).map(([name, [type, meaning]]) => ({ name, fallback: String(type.parse(undefined) ?? ''), meaning }))
