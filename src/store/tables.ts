import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Bound } from './bounds.ts'

/** The tables as Kysely sees them. Every row that belongs to somebody carries its tenant; documents are gzipped JSON. */
export interface Tables {
  tenants: TenantTable
  keys: KeyTable
  plans: PlanTable
  plan_versions: PlanVersionTable
  timetables: TimetableTable
  solves: SolveTable
  events: EventTable
  idempotency: IdempotencyTable
  audit: AuditTable
  bench_runs: BenchRunTable
  rebalances: RebalanceTable
}

/** Written once, as the moment of the insert unless said otherwise. */
type Moment = ColumnType<Date, Date | undefined, Date>
/** what is proved of the best cost, once it is */
type BoundColumn = ColumnType<Bound | null, string | null | undefined, string | null>
interface Score {
  readonly hard: number
  readonly medium: number
  readonly soft: number
}
type Json<T extends object | null> = JSONColumnType<T, string, string>

export interface TenantTable {
  id: string
  name: string
  /** a district above this school */
  parent: string | null
  /** solves that may run at once */
  solve_share: Generated<number>
  /** null: the service's own limit */
  requests_per_minute: Generated<number | null>
  /** of one body; null: the service's own limit */
  body_bytes: Generated<number | null>
  created_at: Moment
}

export interface KeyTable {
  id: string
  tenant: string
  name: string
  /** sha256 of the secret, hex */
  hash: string
  scopes: Json<string[]>
  /** of a family or a homeroom teacher: the plan, and whom or what in it the key is about */
  circle: ColumnType<{ plan: string; ids: string[] } | null, string | null | undefined, string | null>
  created_at: Moment
  expires_at: Date | null
  revoked_at: Date | null
}

export interface PlanTable {
  id: string
  tenant: string
  name: string
  /** the newest version's number, from 1 */
  version: number
  /** the published timetable */
  published: string | null
  created_at: Moment
  updated_at: Moment
}

export interface PlanVersionTable {
  plan: string
  version: number
  tenant: string
  document: Buffer
  /** of the canonical JSON, hex */
  sha256: string
  /** bytes of the JSON before compression */
  bytes: number
  summary: Json<object>
  created_at: Moment
}

export interface TimetableTable {
  id: string
  tenant: string
  plan: string
  plan_version: number
  /** the solve that made it; null when it was brought in */
  solve: string | null
  document: Buffer
  sha256: string
  hard: number
  medium: number
  soft: number
  /** the checker's report, gzipped JSON */
  report: Buffer
  bound: BoundColumn
  created_at: Moment
  published_by: string | null
  published_at: Date | null
}

export type SolveState = 'queued' | 'running' | 'done' | 'stopped' | 'failed'

export interface SolveTable {
  id: string
  tenant: string
  plan: string
  plan_version: number
  state: SolveState
  options: Json<object>
  /** higher goes first */
  priority: number
  /** times a worker took it up; also the fence: only the newest attempt may write */
  attempt: Generated<number>
  worker: string | null
  stop_requested: Generated<boolean>
  /** the best timetable so far, gzipped JSON */
  checkpoint: Buffer | null
  /** what the checkpoint costs, and what had been spent on it: a search that goes on from it is charged no more */
  saved_score: ColumnType<Score | null, string | null | undefined, string | null>
  saved_seconds: Generated<number>
  saved_steps: Generated<number>
  hard: number | null
  medium: number | null
  soft: number | null
  /** seconds and moves spent in all attempts, as of the last checkpoint */
  seconds: Generated<number>
  steps: Generated<number>
  /** why it ended: time, steps, target, cancelled, done */
  stopped: string | null
  /** in both languages, as JSON; plain text in old rows */
  error: string | null
  timetable: string | null
  bound: BoundColumn
  webhook: Json<{ url: string; secret: string; language?: 'en' | 'zh' } | null>
  /** number of the last event */
  last_event: Generated<number>
  created_at: Moment
  started_at: Date | null
  ended_at: Date | null
}

export interface EventTable {
  solve: string
  /** 1, 2, … per solve, without gaps */
  number: number
  tenant: string
  type: string
  data: Json<object>
  at: Moment
}

export interface IdempotencyTable {
  tenant: string
  key: string
  /** sha256 of method, path and body */
  fingerprint: string
  /** null while the first request is being answered */
  status: number | null
  headers: Json<Record<string, string> | null>
  body: Buffer | null
  /** when it was last claimed; the beginning of time where it was given back */
  at: Moment
  /** when it was first claimed: what the claim made has its ids from that */
  claimed_at: Moment
}

export interface AuditTable {
  id: Generated<number>
  at: Moment
  tenant: string
  /** key id, or the word `local` or `command-line` */
  actor: string
  action: string
  /** what was changed, by id */
  subject: string
  detail: Json<object>
  request: string | null
}

export interface BenchRunTable {
  id: string
  tenant: string
  state: SolveState
  options: Json<object>
  /** times a worker took it up; also the fence */
  attempt: Generated<number>
  stop_requested: Generated<boolean>
  results: Json<object[]>
  failures: Json<object[]>
  error: string | null
  created_at: Moment
  started_at: Date | null
  ended_at: Date | null
}

export interface RebalanceTable {
  id: string
  tenant: string
  timetable: string
  /** the rebalance that it goes on from */
  after: string | null
  state: 'running' | 'done' | 'failed'
  deadline_seconds: number
  /** gzipped JSON, as everything that may speak of people */
  changes: Buffer
  document: Buffer | null
  summary: Buffer | null
  error: string | null
  created_at: Moment
  ended_at: Date | null
}
