import { z } from 'zod'
import { sha256 } from '../../store/ids.ts'
import { findPlan } from '../../store/plans.ts'
import { findRebalance, readRebalance } from '../../store/rebalances.ts'
import type { App, Service } from '../app.ts'
import { answers, commonHeaders, documentId, etagHeaders, rebalanceId, timetableId, viewSchema } from '../contract.ts'
import { noRebalance, noTimetable, wantsDate } from '../documents.ts'
import { notFound, Problem } from '../problems.ts'
import { sendJson, speak, unchanged } from './replies.ts'

const tags = ['timetables']

/** What one class, person, room or date has of a timetable, and what differs between two. */
export function addViews(app: App, { store, clerk, documents, domain }: Service): void {
  const params = z.object({ timetable: timetableId })
  const by = z.enum(domain.views as [string, ...string[]]).describe('what it is a view of')

  app.get(
    '/v1/timetables/:timetable/views/:by/:id',
    {
      config: { scope: 'read', circles: true },
      schema: {
        tags,
        summary: `A view of a timetable, by ${domain.views.join(', ')}`,
        description:
          'The week of one class, person, room or student in every season, or everything on one date. With `date`, the week of that date alone; with `after`, as the answer to changes left it: what rules then, closed rooms and people away included. A family’s key sees its students, a homeroom teacher’s the class and its students, in the published timetable of their plan alone.',
        params: params.extend({ by, id: documentId.describe('whose, by its id in the plan; by date: the date, as 2026-10-12') }),
        querystring: z.object({
          date: z.iso.date().optional().describe('a date of service, as 2026-10-12: show its week'),
          after: rebalanceId.optional().describe('a rebalance of this timetable; wants a `date`, unless the view is by date'),
        }),
        headers: etagHeaders,
        response: answers({ 200: viewSchema, 304: z.undefined() }, 'not-found', 'invalid-question', 'not-ended'),
      },
    },
    async (request, reply) => {
      const { by, id } = request.params
      const { tenant, circle } = request.access
      const { after } = request.query
      const { record, plan, timetable } = await documents.timetable(tenant, request.params.timetable)
      if (circle) {
        if (record.plan !== circle.plan || (await findPlan(store.db, tenant, record.plan))?.published !== record.id) throw noTimetable()
        if (!(await clerk.run('mayView', { plan, circle, by, id }))) throw new Problem('scope-required')
      }
      const date = request.query.date ?? (after !== undefined && by === 'date' ? id : undefined)
      if (after !== undefined) {
        const earlier = await findRebalance(store.db, tenant, after)
        if (earlier?.timetable !== record.id) throw noRebalance()
        if (earlier.state !== 'done') throw new Problem('not-ended')
        if (date === undefined) throw new Problem('invalid-question', { errors: [wantsDate] })
      }
      const language = speak(request, reply)
      const documentsShown = `${timetable.sha256.slice(0, 32)}-${plan.sha256.slice(0, 16)}`
      const asked = [by, id, language, date, after]
      if (unchanged(request, reply, `${documentsShown}-${sha256(JSON.stringify(asked)).slice(0, 24)}`)) return reply
      const view = await documents.answer(JSON.stringify(['view', tenant, documentsShown, ...asked]), async () => {
        const made = date === undefined ? await clerk.run('view', { plan, timetable, by, id, language }) : await viewOn(date)
        if (!made) throw notFound({ en: `the plan has no ${by} of this id`, zh: '方案中没有这个编号' })
        return made
      })
      async function viewOn(date: string): Promise<Uint8Array | undefined> {
        const changed = after === undefined ? undefined : await readRebalance(store.db, after, tenant)
        if (after !== undefined && !changed?.document) throw noRebalance()
        const current = changed?.document ? { sha256: `rebalance ${after}`, document: changed.document } : timetable
        const shown = await clerk.run('viewOn', { plan, timetable: current, by, id, date, language })
        if (shown && 'faults' in shown) throw new Problem('invalid-question', { faults: shown.faults })
        return shown
      }
      return sendJson(reply, view)
    },
  )

  app.get(
    '/v1/timetables/:timetable/comparison',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'What differs from one timetable to another of the same plan version',
        params,
        querystring: z.object({ with: timetableId }),
        headers: commonHeaders,
        response: answers({ 200: z.looseObject({}) }, 'not-found', 'different-plans'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const before = await documents.timetable(tenant, request.params.timetable)
      const after = await documents.timetable(tenant, request.query.with)
      if (before.record.plan !== after.record.plan || before.record.planVersion !== after.record.planVersion) throw new Problem('different-plans')
      return sendJson(
        reply,
        await clerk.run('compare', { plan: before.plan, before: before.timetable, after: after.timetable, language: speak(request, reply) }),
      )
    },
  )
}
