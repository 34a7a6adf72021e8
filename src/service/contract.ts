import { type ZodType, z } from 'zod'
import type { ProblemCode } from './problems.ts'
import { problemKinds } from './problems.ts'

/**
 * The shapes that the API speaks of, beside the documents themselves, which are the model's; `/openapi.json` is made from them.
 * This one gives a schema a name of its own there.
 */
export function named<T extends ZodType>(id: string, schema: T): T {
  z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id })
  return schema
}

const moment = z.iso.datetime().describe('UTC')
const resourceId = (kind: string) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/)
    .describe(`a ${kind}’s id`)
export const planId = resourceId('plan')
export const timetableId = resourceId('timetable')
export const solveId = resourceId('solve')
export const benchRunId = resourceId('bench run')
export const rebalanceId = resourceId('rebalance')
export const documentId = z.string().min(1).max(80).describe('an id inside the document')
export const version = z.coerce.number().int().min(1).max(1_000_000_000).describe('number of a version, from 1')

export const faultSchema = named(
  'Fault',
  z.object({
    pointer: z.string().describe('JSON pointer into the document'),
    value: z.unknown().optional().describe('what is there now, cut short where it is long'),
    code: z.string().describe('the kind of fault, for programs'),
    clause: z.string().optional().describe('clause of the policy that forbids it'),
    message: z.string().describe('what is wrong'),
    suggestion: z.string().optional().describe('a way out'),
  }),
)

export const problemSchema = named(
  'Problem',
  z
    .object({
      type: z.string().describe('a URI of the kind of problem'),
      title: z.string().describe('the kind of problem, for people'),
      status: z.number().int().describe('as the answer’s'),
      code: z.string().describe('the kind of problem, for programs'),
      detail: z.string().optional().describe('this problem, for people'),
      instance: z.string().describe('the request’s path'),
      request: z.string().describe('the request’s id, as in the logs'),
      errors: z.array(faultSchema).optional().describe('every fault at once'),
    })
    .describe('RFC 9457'),
)

export const scoreSchema = named(
  'Score',
  z
    .object({
      hard: z.number().int().describe('rules broken; 0 for a timetable that may be used'),
      medium: z.number().int().describe('what was asked for and is missing, weighted'),
      soft: z.number().int().describe('wishes not met, weighted'),
    })
    .describe('cost by level, lower is better, compared in this order'),
)

const bounds = {
  bound: z
    .object({
      medium: z.number().int().describe('a floor under the medium cost'),
      soft: z.number().int().describe('a floor under the soft cost'),
      covers: z
        .array(z.string())
        .optional()
        .describe('ids of the rows that it counts, any other it takes for 0; `all` where the search itself has proved it. Absent in old bounds'),
      proven: z.boolean().describe('more time would not raise it'),
      floor: z
        .number()
        .int()
        .optional()
        .describe(
          'a soft cost that no timetable without broken hard rules undercuts, at any medium cost. Absent in old bounds, and where the search itself has proved its timetable',
        ),
    })
    .nullable()
    .describe('no timetable without broken hard rules costs less in medium; none of at most this medium cost less in soft. Null until it is proved'),
  gap: z.number().nullable().describe('share of the soft cost that is not proved to be needed; null while a lower medium cost is not ruled out'),
  gapAboveFloor: z
    .number()
    .nullable()
    .describe('the same distance as a share of what lies above the floor: (soft − bound) ÷ max(1, soft − floor); null where `gap` is, or without a floor'),
}

export const findingSchema = named('Finding', faultSchema.omit({ value: true }).extend({ value: z.unknown().optional() }))

const summarySchema = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .describe('figures of the plan: how many classes, students, staff, activities, seasons; its policy')

export const planRecordSchema = named(
  'PlanRecord',
  z.object({
    id: planId,
    name: z.string(),
    version: z.number().int().describe('the newest version'),
    published: timetableId.nullable().describe('the published timetable'),
    createdAt: moment,
    updatedAt: moment,
  }),
)

export const versionRecordSchema = named(
  'VersionRecord',
  z.object({
    version: z.number().int(),
    sha256: z.string().describe('fingerprint of the plan, as timetables carry it'),
    bytes: z.number().int().describe('of the plan as JSON'),
    summary: summarySchema,
    createdAt: moment,
  }),
)

export const admittedSchema = named(
  'AdmittedPlan',
  z.object({
    id: planId,
    version: z.number().int(),
    name: z.string(),
    sha256: z.string().describe('fingerprint of the plan, as timetables carry it'),
    summary: summarySchema,
    findings: z.array(findingSchema).describe('no faults: what follows from the plan'),
  }),
)

export const timetableRecordSchema = named(
  'TimetableRecord',
  z.object({
    id: timetableId,
    plan: planId,
    planVersion: z.number().int(),
    solve: solveId.nullable().describe('the solve that made it; null when it was brought in'),
    score: scoreSchema,
    ...bounds,
    createdAt: moment,
    publishedBy: z.string().nullable().describe('who approved it'),
    publishedAt: moment.nullable(),
  }),
)

const limitsSchema = z.object({
  timeSeconds: z.number().optional().describe('seconds of search, wall clock, over all attempts'),
  steps: z.number().int().optional().describe('moves tried, per thread'),
  target: scoreSchema.optional().describe('it stops at a cost that is at most this'),
})

export const solveRecordSchema = named(
  'SolveRecord',
  z.object({
    id: solveId,
    plan: planId,
    planVersion: z.number().int(),
    state: z.enum(['queued', 'running', 'done', 'stopped', 'failed']).describe('stopped: by a wish, with its best kept; failed: `error` says why'),
    score: scoreSchema.nullable().describe('of the best timetable so far'),
    ...bounds,
    timetable: timetableId.nullable().describe('the result, once it has ended'),
    stopped: z.string().nullable().describe('why it ended: time, steps, target, done (nothing better exists), cancelled'),
    error: z.string().nullable().describe('why it failed'),
    seconds: z.number().describe('searched, as of the last word'),
    steps: z.number().describe('moves tried, as of the last word'),
    attempt: z.number().int().describe('workers that took it up'),
    stopRequested: z.boolean().describe('somebody has asked for its end'),
    order: z
      .object({ limits: limitsSchema, seed: z.number().int(), threads: z.number().int(), weights: z.record(z.string(), z.number()).optional() })
      .describe('as it was ordered'),
    createdAt: moment,
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
  }),
)

export const benchRunSchema = named(
  'BenchRun',
  z.object({
    id: benchRunId,
    state: z.enum(['queued', 'running', 'done', 'stopped', 'failed']),
    order: z.object({
      suite: z.string(),
      instances: z.array(z.string()),
      seeds: z.array(z.number().int()),
      timeSeconds: z.number(),
      threads: z.number().int(),
    }),
    asked: z.number().int().describe('solves in all'),
    results: z
      .array(
        z.looseObject({
          instance: z.string(),
          seed: z.number().int(),
          hard: z.number(),
          medium: z.number(),
          soft: z.number(),
          cost: z.number().nullable().optional().describe('the one number of a suite that has one; null when a rule is broken'),
          bestKnown: z.number().nullable().optional(),
          bound: z.number().nullable().optional().describe('proved: nothing costs less'),
          seconds: z.number().optional().describe('searched, wall clock'),
          movesPerSecond: z.number().nullable().optional(),
          machine: z.string().optional(),
          curve: z.array(z.array(z.number())).optional().describe('when the best changed: seconds, hard, medium, soft'),
        }),
      )
      .describe('one for each solve that has ended, priced by the suite’s independent checker'),
    failures: z.array(z.object({ instance: z.string(), seed: z.number().int(), reason: z.string() })).describe('solves that ended without a result'),
    error: z.string().nullable(),
    createdAt: moment,
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
  }),
)

export const rebalanceRecordSchema = named(
  'RebalanceRecord',
  z.object({
    id: rebalanceId,
    timetable: timetableId,
    after: rebalanceId.nullable().describe('the rebalance that it goes on from'),
    state: z.enum(['running', 'done', 'failed']),
    error: z.string().nullable().describe('why it failed'),
    createdAt: moment,
    endedAt: moment.nullable(),
  }),
)

export const rebalanceSchema = named(
  'Rebalance',
  rebalanceRecordSchema.extend({
    answer: z
      .looseObject({
        hard: z.number().describe('rules broken, over all weeks planned anew'),
        medium: z.number().describe('what is missing in them, weighted: seats that nobody can fill, sessions cancelled'),
        change: z.number().describe('units of change, against what ruled before'),
        proven: z.boolean().describe('no answer that fills as many seats changes less'),
        overdue: z.boolean().describe('the deadline came before everything was tried'),
        weeks: z.array(z.looseObject({})).describe('of each stretch of weeks: dates, cost, method, whether the minimum is proven'),
        difference: z.array(z.looseObject({})).describe('what moved, before and after, and whom to notify'),
      })
      .nullable()
      .describe('null until it has ended'),
  }),
)

export const reportSchema = named(
  'Report',
  scoreSchema.extend({
    constraints: z.array(
      z.looseObject({
        id: z.string().describe('of the row, as in `/v1/constraints`'),
        level: z.string().describe('hard, medium or soft'),
        clause: z.string().describe('of the policy that it follows; empty where it is good practice'),
        title: z.string(),
        amount: z.number().describe('unweighted, in the row’s units'),
        weight: z.number(),
        cost: z.number().describe('amount × weight'),
        findings: z.array(z.looseObject({})).describe('where it is broken, or missed, and who is concerned, with a text'),
      }),
    ),
    overrides: z
      .array(z.looseObject({ field: z.string(), value: z.unknown(), reason: z.string() }))
      .optional()
      .describe('where the plan departs from its policy pack, and why; absent in reports that are older than this field'),
  }),
)

export const viewSchema = named(
  'View',
  z
    .looseObject({
      by: z.string(),
      id: z.string(),
      name: z.string().optional(),
      date: z.string().optional().describe('whose week is shown, where one was asked for'),
      seasons: z
        .array(z.looseObject({ season: z.string(), days: z.array(z.looseObject({})) }))
        .optional()
        .describe('the week of each season: its days, and what there is on each'),
      entries: z.array(z.looseObject({})).optional().describe('by date: what there is on it, by clock time'),
    })
    .describe('clock times are local to the plan’s timezone'),
)

export const catalogueSchema = named(
  'Constraint',
  z.object({
    id: z.string().describe('key of the plan’s weights and of reports'),
    level: z.enum(['hard', 'medium', 'soft']),
    weight: z.number().int().describe('by default, for one unit'),
    clause: z.string().describe('of the policy that it follows'),
    title: z.string(),
    titles: z.object({ en: z.string(), 'zh-CN': z.string() }),
  }),
)

export const listOf = <T extends ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional().describe('cursor of the next page, for `after`; absent on the last one') })

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('items of a page'),
  after: z.string().max(300).optional().describe('cursor of a page: `next` of the one before'),
})

export const commonHeaders = z.object({ 'accept-language': z.string().max(500).optional().describe('zh-CN or en') })
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/)
  .optional()
  .describe('a repeated request with the same key is answered as the first one, and done once')
export const postHeaders = commonHeaders.extend({ 'idempotency-key': idempotencyKey })
export const etagHeaders = commonHeaders.extend({
  'if-none-match': z.string().max(500).optional().describe('ETags that the asker has: 304 when one is the answer’s'),
})
export const writeHeaders = commonHeaders.extend({
  'if-match': z.string().max(500).optional().describe('the ETag of the newest version: refused when there is a newer one'),
})

const everywhere: ProblemCode[] = ['invalid-request', 'key-required', 'scope-required', 'too-many-requests', 'internal-error', 'unavailable']

/** @returns a route's answers: its own, and its problems as `application/problem+json`, with those that every route has */
export function answers<T extends Record<number, unknown>>(own: T, ...codes: ProblemCode[]): T {
  const byStatus = new Map<number, string[]>()
  for (const code of [...everywhere, ...codes]) byStatus.set(problemKinds[code].status, [...(byStatus.get(problemKinds[code].status) ?? []), code])
  const problems = Object.fromEntries(
    [...byStatus].map(([status, list]) => [status, { description: list.join(', '), content: { 'application/problem+json': { schema: problemSchema } } }]),
  )
  return { ...problems, ...own }
}

/** bytes of the largest body that is no document: it is parsed where requests are answered, so that it may not take long */
export const orderBytes = 50_000

/** Problems of a POST that takes a document. */
export const documentProblems = ['invalid-json', 'too-large', 'media-type', 'request-in-progress', 'key-reused'] as const satisfies ProblemCode[]
