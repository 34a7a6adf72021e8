import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Eraser, eraseStudent } from '../../store/erasure.ts'
import { unpack } from '../../store/pack.ts'
import { findPlan } from '../../store/plans.ts'
import { readRebalance, rebalancesOfPlan } from '../../store/rebalances.ts'
import { findTenant, keysAbout } from '../../store/tenants.ts'
import { findTimetable } from '../../store/timetables.ts'
import type { App, Service } from '../app.ts'
import { answers, commonHeaders, documentId, planId } from '../contract.ts'
import { noPlan } from '../documents.ts'
import { notFound } from '../problems.ts'
import { joined, sendJson } from './replies.ts'

const tags = ['personal data']

/** A student's rights: a copy of what is kept, and its erasure. */
export function addStudents(app: App, { store, queue, clerk, answerers, documents, change }: Service): void {
  const { db } = store
  const params = z.object({ plan: planId, student: documentId })
  const noStudent = () => notFound({ en: 'the plan has no such student', zh: '方案中没有该学生' })

  app.get(
    '/v1/plans/:plan/students/:student/export',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Everything that the newest version, the published timetable and the answers to changes hold about a student, and the keys of the family',
        params,
        headers: commonHeaders,
        response: answers({ 200: z.looseObject({}) }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { tenant } = request.access
      const record = await findPlan(db, tenant, request.params.plan)
      if (!record) throw noPlan()
      const plan = await documents.plan(tenant, record.id, record.version)
      const data = await clerk.run('exportStudent', { plan, student: request.params.student })
      const published = record.published === null ? undefined : await findTimetable(db, tenant, record.published)
      // the published timetable is of a version of its own, in which the student may not have been
      const read = published && (await documents.timetable(tenant, published.id))
      const shown = read && (await clerk.run('exportStudent', { plan: read.plan, timetable: read.timetable, student: request.params.student }))
      const rebalances = []
      for (const id of await rebalancesOfPlan(db, record.id)) {
        const rebalance = await readRebalance(db, id, tenant)
        const word = JSON.stringify(request.params.student)
        if (!rebalance?.document || !(await unpack(rebalance.document)).includes(word)) continue
        rebalances.push({ id, ...(await answerers.run('exportStudent', { document: rebalance.document, student: request.params.student })) })
      }
      if (!data && !shown && rebalances.length === 0) throw noStudent()
      await change(
        request,
        async () => {},
        () => ({ action: 'student.export', subject: record.id }),
      )
      const newest = data ? JSON.parse(Buffer.from(data).toString()) : null
      const keys = await keysAbout(db, tenant, record.id, 'family', request.params.student)
      return sendJson(reply, joined({ newest, rebalances, keys }, 'published', shown ?? Buffer.from('null')))
    },
  )

  app.delete(
    '/v1/plans/:plan/students/:student',
    {
      config: { scope: 'admin' },
      schema: {
        tags,
        summary: 'Erase a student',
        description:
          'In every version of the plan and every timetable the id is replaced by a random pseudonym and the name is removed; what is left tells of nobody. Answers to changes that name the student are deleted, and a family’s key is about the student no longer.',
        params,
        headers: commonHeaders,
        response: answers({ 204: z.undefined() }, 'not-found'),
      },
    },
    async (request, reply) => {
      const { plan, student } = request.params
      const pseudonym = `erased-${randomBytes(9).toString('hex')}`
      const share = (await findTenant(db, request.access.tenant))?.solveShare ?? 1
      const eraser = {
        plan: async (version) => {
          if (!(await clerk.run('exportStudent', { plan: version, student }))) return undefined
          const erased = await clerk.run('erasePlanStudent', { plan: version, student, pseudonym })
          return { document: Buffer.from(erased.document), sha256: erased.sha256 }
        },
        timetable: async (erased, document) => {
          const without = await clerk.run('eraseTimetableStudent', { plan: erased, document, student, pseudonym })
          return { document: Buffer.from(without.document), report: Buffer.from(without.report) }
        },
      } satisfies Eraser
      const found = await change(
        request,
        (tx) =>
          eraseStudent(tx, request.access.tenant, plan, student, eraser, (inner, { id, tenant, priority }) =>
            queue.sendSolve(inner, { solve: id, tenant, share, priority }),
          ),
        (erased) => (erased ? { action: 'student.erase', subject: plan } : undefined),
      )
      documents.clear()
      if (found === undefined) throw noPlan()
      if (!found) throw noStudent()
      return reply.code(204).send()
    },
  )
}
