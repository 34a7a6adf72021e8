import { PassThrough } from 'node:stream'
import { z } from 'zod'
import type { SolveEvent } from '../../store/events.ts'
import { findSolve } from '../../store/solves.ts'
import type { App, Service } from '../app.ts'
import { answers, commonHeaders, solveId } from '../contract.ts'
import { noSolve } from '../documents.ts'
import { EventHub } from '../event-hub.ts'
import { inLanguage } from '../language.ts'
import { Problem } from '../problems.ts'
import { speak } from './replies.ts'

/** open streams of one process */
const streamLimit = 1000
/** a reader that is so far behind is cut off; it resumes where it was */
const backlogBytes = 1_000_000
const keepAliveMilliseconds = 15_000

const eventSchema = z.object({
  id: z.string().describe('its number, for Last-Event-ID'),
  event: z.enum(['queued', 'started', 'improvement', 'progress', 'bound', 'handed-back', 'resumed', 'ended']),
  data: z
    .string()
    .describe(
      'a JSON object. Of every event: at (UTC). Of started, resumed and handed-back: attempt, seconds searched. Of improvement (a better timetable), progress (none since) and bound (more is proved): hard, medium and soft, the cost by level of the best timetable so far; bound {medium, soft, covers, proven}: no timetable without broken hard rules costs less in medium, and none of at most this medium cost less in soft, null while nothing is proved; gap, the share of soft that is not proved to be needed, null while a lower medium is not ruled out; gapAboveFloor, the same distance as a share of what lies above the bound’s floor; seconds searched, secondsLeft, steps (moves tried), movesPerSecond. Of ended: state, stopped, timetable, score, bound, gap, gapAboveFloor, seconds, steps, error',
    ),
})

/** Live events of a solve, as server-sent events: every one has a number, so that a reader that was cut off goes on where it was. */
export function addEvents(app: App, { store }: Service): void {
  const hub = new EventHub(store, (error) => app.log.error({ err: error }, 'events of solves are not told'))
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
          'queued, started, improvement, bound, progress, handed-back, resumed, ended. A first bound comes with the first cost, from children’s wishes and the places there are; a better one, of all that `bound.covers` names, while the search goes on, proved beside it on a thread that stands back. `Last-Event-ID` resumes after that event; the stream ends with the solve.',
        params: z.object({ solve: solveId }),
        headers: commonHeaders.extend({
          'last-event-id': z.coerce
            .number()
            .int()
            .min(0)
            .max(2_147_483_647)
            .optional()
            .describe('number of the last event that the reader has: it goes on after it'),
        }),
        response: answers(
          {
            204: z.undefined().describe('it has ended, and the reader has all of it'),
            200: { description: 'one such object for each event', content: { 'text/event-stream': { schema: eventSchema } } },
          },
          'not-found',
        ),
      },
    },
    async (request, reply) => {
      const solve = await findSolve(store.db, request.access.tenant, request.params.solve)
      if (!solve) throw noSolve()
      const known = request.headers['last-event-id'] ?? 0
      // a browser's EventSource asks again after the end, until it is told that there is no more
      if (solve.endedAt && known >= solve.lastEvent) return reply.code(204).send()
      if (open.size >= streamLimit) throw new Problem('unavailable', { retryAfterSeconds: 10 })
      const language = speak(request, reply)
      const stream = new PassThrough()
      const write = (text: string) => {
        if (stream.writableLength > backlogBytes) stream.destroy()
        else stream.write(text)
      }
      const tell = (event: SolveEvent | 'gone') => {
        if (event === 'gone') return stream.end()
        write(
          `id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify({ ...(inLanguage(event.data, language) as object), at: event.at.toISOString() })}\n\n`,
        )
        if (event.type === 'ended') stream.end()
      }
      write('retry: 2000\n\n')
      const unwatch = hub.watch(solve.id, known, tell)
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
