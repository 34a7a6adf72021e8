import { PassThrough } from 'node:stream'
import { z } from 'zod'
import type { SolveEvent } from '../../store/events.ts'
import { findSolve } from '../../store/solves.ts'
import type { App, Service } from '../app.ts'
import { answers, commonHeaders, solveId } from '../contract.ts'
import { noSolve } from '../documents.ts'
import { EventHub } from '../event-hub.ts'
import { Problem } from '../problems.ts'

/** open streams of one process */
const streamLimit = 1000
/** a reader that is so far behind is cut off; it resumes where it was */
const backlogBytes = 1_000_000
const keepAliveMilliseconds = 15_000

const eventSchema = z.object({
  id: z.string().describe('its number, for Last-Event-ID'),
  event: z.enum(['queued', 'started', 'improvement', 'progress', 'handed-back', 'resumed', 'ended']),
  data: z
    .string()
    .describe(
      'a JSON object: at; then attempt of started and resumed; cost by level, bound (as an earlier solve of the version left it, or null), seconds, secondsLeft, steps and movesPerSecond of improvement and progress; state, stopped, timetable and score of ended',
    ),
})

/** Live events of a solve, as server-sent events: every one has a number, so that a reader that was cut off goes on where it was. */
export function addEvents(app: App, { store }: Service): void {
  const hub = new EventHub(store)
  const open = new Set<() => void>()
  app.addHook('preClose', async () => {
    for (const end of open) end()
  })

  app.get(
    '/v1/solves/:solve/events',
    {
      // a HEAD would open a stream that nobody reads
      exposeHeadRoute: false,
      config: { scope: 'read' },
      schema: {
        tags: ['solves'],
        summary: 'Live events of a solve (server-sent events)',
        description:
          'queued, started, improvement, progress, handed-back, resumed, ended. `Last-Event-ID` resumes after that event; the stream ends with the solve.',
        params: z.object({ solve: solveId }),
        headers: commonHeaders.extend({ 'last-event-id': z.coerce.number().int().min(0).max(2_147_483_647).optional() }),
        response: answers({ 200: { description: 'one such object for each event', content: { 'text/event-stream': { schema: eventSchema } } } }, 'not-found'),
      },
    },
    async (request, reply) => {
      if (!(await findSolve(store.db, request.access.tenant, request.params.solve))) throw noSolve()
      if (open.size >= streamLimit) throw new Problem('unavailable', { retryAfterSeconds: 10 })
      const stream = new PassThrough()
      const write = (text: string) => {
        if (stream.writableLength > backlogBytes) stream.destroy()
        else stream.write(text)
      }
      const tell = (event: SolveEvent) => {
        write(`id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify({ ...event.data, at: event.at.toISOString() })}\n\n`)
        if (event.type === 'ended') stream.end()
      }
      write('retry: 2000\n\n')
      const unwatch = hub.watch(request.params.solve, request.headers['last-event-id'] ?? 0, tell)
      const alive = setInterval(() => write(': still here\n\n'), keepAliveMilliseconds)
      const end = () => stream.end()
      open.add(end)
      stream.once('close', () => {
        unwatch()
        clearInterval(alive)
        open.delete(end)
      })
      return reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(stream as never)
    },
  )
}
