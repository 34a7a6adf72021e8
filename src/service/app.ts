import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, type RawServerDefault } from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Transaction } from 'kysely'
import type { BenchSource } from '../jobs/bench.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Change, record } from '../store/audit.ts'
import type { Store } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import { addAccess } from './access.ts'
import type { AnswerPool } from './answerers.ts'
import { addBodies } from './bodies.ts'
import type { ClerkPool } from './clerk.ts'
import { named } from './contract.ts'
import { Documents } from './documents.ts'
import type { Answers, Domain } from './domain.ts'
import { addErrors } from './errors.ts'
import { addIdempotency } from './idempotency.ts'
import type { Metrics } from './metrics.ts'
import { addReference } from './reference.ts'
import { addAudit } from './routes/audit.ts'
import { addBenchRuns } from './routes/bench-runs.ts'
import { addCatalogue } from './routes/catalogue.ts'
import { addEvents } from './routes/events.ts'
import { addHealth } from './routes/health.ts'
import { addPlans } from './routes/plans.ts'
import { addRebalances } from './routes/rebalances.ts'
import { addSolves } from './routes/solves.ts'
import { addStudents } from './routes/students.ts'
import { addTimetables } from './routes/timetables.ts'
import { addViews } from './routes/views.ts'
import type { Settings } from './settings.ts'
import { validatorOf } from './validation.ts'

/** What the app stands on. */
export interface AppParts {
  readonly settings: Settings
  readonly store: Store
  readonly queue: Queue
  readonly clerk: ClerkPool
  readonly answerers: AnswerPool
  readonly metrics: Metrics
  readonly domain: Domain
  readonly answers: Answers
  readonly bench: BenchSource
  readonly version: string
}

type AuditWords = Pick<Change, 'action' | 'subject' | 'detail'>

/** What every route gets. */
export interface Service extends AppParts {
  readonly documents: Documents
  /**
   * Changes something and tells the audit log, both or neither.
   * @param told what the log says of the work's outcome; undefined where nothing was changed
   */
  change<T>(request: FastifyRequest, work: (tx: Transaction<Tables>) => Promise<T>, told: (outcome: T) => AuditWords | undefined): Promise<T>
}

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** of one key of a family or a homeroom teacher, at most: they look at a week now and then */
const circleRequestsPerMinute = 120

/** Builds the app; nobody listens yet, so that tests can inject requests. */
export async function buildApp(parts: AppParts): Promise<App> {
  const { settings, store, domain } = parts
  const app = Fastify({
    logger: settings.logLevel === 'silent' ? false : { level: settings.logLevel, redact: ['req.headers.authorization'] },
    bodyLimit: 1_000_000,
    // a slow sender does not hold a connection for ever; answers may stream for hours
    requestTimeout: 60_000,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    return503OnClosing: true,
  }).withTypeProvider<ZodTypeProvider>() as unknown as App

  app.setValidatorCompiler(validatorOf)
  app.setSerializerCompiler(serializerCompiler)
  addBodies(app as unknown as FastifyInstance)
  addErrors(app)
  await app.register(rateLimit, {
    max: ({ access: { limits, circle } }) => {
      const most = limits.requestsPerMinute ?? settings.requestsPerMinute
      return circle ? Math.min(most, circleRequestsPerMinute) : most
    },
    timeWindow: '1 minute',
    // a family's requests are not the school's: whoever asks too often is locked out alone
    keyGenerator: ({ access }) => (access?.circle ? access.actor : (access?.tenant ?? 'public')),
    allowList: (request) => request.routeOptions.config.scope === 'public',
  })
  addAccess(app, {
    store,
    loopback: settings.host === 'localhost' || /^(127\.|::1$)/.test(settings.host),
    attemptsPerMinute: settings.requestsPerMinute,
  })
  parts.metrics.watch(app as unknown as FastifyInstance)
  await app.register(helmet, { contentSecurityPolicy: false, hsts: false })
  addIdempotency(app, store)
  app.addHook('onSend', async (request, reply, payload) => {
    reply.header('request-id', request.id)
    return payload
  })
  await addReference(app, parts.version)

  const service: Service = {
    ...parts,
    documents: new Documents(store),
    change: (request, work, told) =>
      store.db.transaction().execute(async (tx) => {
        const outcome = await work(tx)
        const words = told(outcome)
        const { tenant, actor } = request.access
        if (words) await record(tx, { ...words, tenant, actor, request: String(request.id) })
        return outcome
      }),
  }
  await app.register(async (scope) => {
    const v1 = scope as App
    v1.addHook('onSend', async (_request, reply, payload) => {
      if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache')
      reply.header('vary', 'Accept-Language, Authorization')
      // data, never a page: should a browser be made to show it, it runs nothing and is framed by nobody
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      return payload
    })
    addPlans(v1, service)
    addTimetables(v1, service)
    addViews(v1, service)
    addCatalogue(v1, service)
    addStudents(v1, service)
    addSolves(v1, service)
    addEvents(v1, service)
    addRebalances(v1, service)
    addBenchRuns(v1, service)
    addAudit(v1, service)
  })
  addHealth(app, service)
  named('Plan', domain.planSchema)
  named('Timetable', domain.timetableSchema)
  return app
}
