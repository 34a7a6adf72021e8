import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type { Tables } from './tables.ts'

/** Every change of the schema, in order, by name. A released one is never edited: add the next. */
const migrations: Record<string, Migration> = {
  '001-first': {
    async up(db: Kysely<unknown>) {
      for (const statement of first) await sql.raw(statement).execute(db)
    },
  },
  '002-bench-runs': statements(
    `create table bench_runs (id text primary key, tenant text not null references tenants on delete cascade, state text not null, options jsonb not null, attempt integer not null default 0,
    stop_requested boolean not null default false, results json not null, failures json not null, error text, created_at timestamptz not null default now(), started_at timestamptz, ended_at timestamptz)`,
    `create index bench_runs_by_tenant on bench_runs (tenant, created_at desc, id desc)`,
  ),
  '003-rebalances': statements(
    `create table rebalances (id text primary key, tenant text not null, timetable text not null references timetables on delete cascade, after text,
    state text not null, deadline_seconds double precision not null, changes bytea not null, document bytea, summary bytea, error text, created_at timestamptz not null default now(), ended_at timestamptz)`,
    `create index rebalances_by_timetable on rebalances (timetable, created_at desc, id desc)`,
  ),
  '004-tenant-limits': statements(`alter table tenants add column requests_per_minute integer, add column body_bytes integer`),
  '005-bounds': statements(`alter table timetables add column bound jsonb`, `alter table solves add column bound jsonb`),
  // a cost may be above 32 bits; what a checkpoint holds is known beside what was told; a key's first claim tells its ids from those of a later one
  '006-costs-checkpoints-claims': statements(
    ...['solves', 'timetables'].map(
      (table) => `alter table ${table} ${['hard', 'medium', 'soft'].map((level) => `alter column ${level} type double precision`).join(', ')}`,
    ),
    `alter table solves add column saved_seconds double precision not null default 0, add column saved_steps double precision not null default 0, add column saved_score jsonb`,
    `alter table idempotency add column claimed_at timestamptz not null default now()`,
    `drop index idempotency_by_age`,
    `create index idempotency_by_age on idempotency (claimed_at)`,
  ),
  '007-circles': statements(`alter table keys add column circle jsonb`),
}

function statements(...list: string[]): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const statement of list) await sql.raw(statement).execute(db)
    },
  }
}

const first = [
  `create table tenants (id text primary key, name text not null, parent text references tenants, solve_share integer not null default 2, created_at timestamptz not null default now())`,
  `create table keys (id text primary key, tenant text not null references tenants on delete cascade, name text not null, hash text not null unique, scopes jsonb not null,
    created_at timestamptz not null default now(), expires_at timestamptz, revoked_at timestamptz)`,
  `create table plans (id text primary key, tenant text not null references tenants on delete cascade, name text not null, version integer not null, published text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now())`,
  `create index plans_by_tenant on plans (tenant, created_at desc, id desc)`,
  `create table plan_versions (plan text not null references plans on delete cascade, version integer not null, tenant text not null, document bytea not null, sha256 text not null, bytes integer not null,
    summary jsonb not null, created_at timestamptz not null default now(), primary key (plan, version))`,
  `create table solves (id text primary key, tenant text not null, plan text not null, plan_version integer not null, state text not null, options jsonb not null, priority integer not null,
    attempt integer not null default 0, worker text, stop_requested boolean not null default false, checkpoint bytea, hard integer, medium integer, soft integer,
    seconds double precision not null default 0, steps double precision not null default 0, stopped text, error text, timetable text, webhook jsonb, last_event integer not null default 0,
    created_at timestamptz not null default now(), started_at timestamptz, ended_at timestamptz,
    foreign key (plan, plan_version) references plan_versions on delete cascade)`,
  `create index solves_by_plan on solves (plan, created_at desc, id desc)`,
  `create index solves_open on solves (state) where state in ('queued', 'running')`,
  `create table timetables (id text primary key, tenant text not null, plan text not null, plan_version integer not null, solve text unique references solves on delete set null, document bytea not null, sha256 text not null,
    hard integer not null, medium integer not null, soft integer not null, report bytea not null, created_at timestamptz not null default now(), published_by text, published_at timestamptz,
    foreign key (plan, plan_version) references plan_versions on delete cascade)`,
  `create index timetables_by_plan on timetables (plan, created_at desc, id desc)`,
  `create table events (solve text not null references solves on delete cascade, number integer not null, tenant text not null, type text not null, data json not null, at timestamptz not null default now(),
    primary key (solve, number))`,
  `create table idempotency (tenant text not null, key text not null, fingerprint text not null, status integer, headers jsonb, body bytea, at timestamptz not null default now(), primary key (tenant, key))`,
  `create index idempotency_by_age on idempotency (at)`,
  `create table audit (id integer generated always as identity primary key, at timestamptz not null default now(), tenant text not null, actor text not null, action text not null, subject text not null, detail jsonb not null, request text)`,
  `create index audit_by_tenant on audit (tenant, id)`,
]

const provider: MigrationProvider = { getMigrations: async () => migrations }

/** Brings the schema up to date. @returns the names of the migrations that ran */
export async function migrate(db: Kysely<Tables>): Promise<string[]> {
  const { error, results } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw new Error('the database could not be brought up to date', { cause: error })
  return (results ?? []).map((r) => r.migrationName)
}

export const migrationNames = Object.keys(migrations)
