import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SolveWorker, startWorker } from '../../src/jobs/worker.ts'
import { advanceSolve, claimSolve, endSolve } from '../../src/store/claims.ts'
import { eventsAfter } from '../../src/store/events.ts'
import type { Store } from '../../src/store/open.ts'
import { findSolve, requestStop } from '../../src/store/solves.ts'
import { listTimetables } from '../../src/store/timetables.ts'
import { describeStores } from '../store/stores.ts'
import { boxes, ended, openJobs, placesOf, source, until } from './open.ts'

/** nobody asked to hear of the end */
const untold = async () => {
  throw new Error('there is no webhook')
}

describeStores('jobs', (kind) => {
  let store: Store
  let jobs: Awaited<ReturnType<typeof openJobs>>
  let worker: SolveWorker
  const faults: string[] = []
  const onError = (error: unknown, solve: string) => faults.push(`${solve} ${(error as Error).message}`)
  const start = () => startWorker({ store, queue: jobs.queue, source, solvers: 2, checkpointSeconds: 0.2, onError })
  beforeAll(async () => {
    store = await kind.open()
    jobs = await openJobs(store)
    worker = await start()
  })
  afterAll(async () => {
    await worker.stop()
    await jobs.queue.stop()
    await store.close()
  })

  it('solves, tells how, and stores one priced timetable', async () => {
    const plan = await jobs.plan(boxes(100))
    const id = await jobs.solve(plan)
    const solve = await ended(store, id)
    expect(solve).toMatchObject({ state: 'done', stopped: 'done', attempt: 1, hard: 0, medium: 0, soft: 0, error: null })
    expect(Object.keys(await placesOf(store, solve.timetable))).toHaveLength(100)
    const events = await eventsAfter(store.db, id, 0)
    expect(events.map((e) => e.number)).toEqual(events.map((_, i) => i + 1))
    expect(events.map((e) => e.type)).toEqual(expect.arrayContaining(['queued', 'started', 'improvement', 'ended']))
    expect(events.at(-1)).toMatchObject({ type: 'ended', data: { state: 'done', timetable: solve.timetable, score: { hard: 0, medium: 0, soft: 0 } } })
    expect((await listTimetables(store.db, 'a', plan, { limit: 9 })).items).toMatchObject([{ id: solve.timetable, solve: id }])
  })

  it('keeps to its limits', async () => {
    const steps = await ended(store, await jobs.solve(await jobs.plan(boxes(500)), { steps: 20 }))
    expect(steps).toMatchObject({ state: 'done', stopped: 'steps', steps: 20, medium: 480 })
    const target = await ended(store, await jobs.solve(await jobs.plan(boxes(500)), { target: { hard: 0, medium: 490, soft: 10 } }))
    expect(target).toMatchObject({ stopped: 'target', medium: 490 })
  })

  it('searches on threads', async () => {
    expect(await ended(store, await jobs.solve(await jobs.plan(boxes(60)), { threads: 2 }))).toMatchObject({ state: 'done', medium: 0 })
  })

  it('stops on request and keeps the best', async () => {
    const id = await jobs.solve(await jobs.plan(boxes(30, 'endless')), { timeSeconds: 60 })
    await until(async () => (await findSolve(store.db, 'a', id))?.medium === 0)
    expect(await requestStop(store.db, 'b', id, untold)).toBeUndefined()
    expect(await requestStop(store.db, 'a', id, untold)).toBe('running')
    const solve = await ended(store, id)
    expect(solve).toMatchObject({ state: 'stopped', stopped: 'cancelled', medium: 0 })
    expect(Object.keys(await placesOf(store, solve.timetable))).toHaveLength(30)
  })

  it('fails cleanly when the model does', async () => {
    const id = await jobs.solve(await jobs.plan(boxes(1, 'breaks')))
    expect(await ended(store, id)).toMatchObject({
      state: 'failed',
      error: { en: expect.stringContaining('log'), zh: expect.stringContaining('日志') },
      timetable: null,
    })
    // the log has it
    expect(faults).toEqual([`${id} this toy breaks`])
  })

  it('tells at once, and once, what cannot be written however long it waits', async () => {
    const told = (id: string) => faults.filter((f) => f.startsWith(id))
    await sql`alter table events add constraint nothing_told check (type not in ('improvement', 'progress')) not valid`.execute(store.db)
    const mute = await jobs.solve(await jobs.plan(boxes(30, 'endless')), { timeSeconds: 2 })
    expect(await ended(store, mute)).toMatchObject({ state: 'done', stopped: 'time', medium: 0 })
    await sql`alter table events drop constraint nothing_told`.execute(store.db)
    expect(told(mute)).toEqual([expect.stringContaining('nothing_told')])
    await sql`alter table timetables add constraint nothing_stored check (soft < 0) not valid`.execute(store.db)
    const id = await jobs.solve(await jobs.plan(boxes(10)))
    expect(await ended(store, id)).toMatchObject({ state: 'failed', timetable: null, attempt: 1, error: { en: expect.stringContaining('log') } })
    await sql`alter table timetables drop constraint nothing_stored`.execute(store.db)
    expect(told(id)).toEqual([expect.stringContaining('nothing_stored')])
  })

  it('takes the urgent first, and no more of a tenant than its share', async () => {
    const plan = await jobs.plan(boxes(1, 'endless'))
    const theirs = await jobs.plan(boxes(1, 'endless'), 'b')
    const hold = [await jobs.solve(plan, { timeSeconds: 1 }, { share: 1 })]
    await until(async () => (await findSolve(store.db, 'a', hold[0]!))?.state === 'running')
    const [term, urgent] = [
      await jobs.solve(plan, { timeSeconds: 0.3 }, { share: 1 }),
      await jobs.solve(plan, { timeSeconds: 0.3 }, { share: 1, priority: 10 }),
    ]
    const other = await jobs.solve(theirs, { timeSeconds: 0.3 }, { tenant: 'b', share: 1 })
    const b = await ended(store, other, 'b')
    const [first, second, third] = [await ended(store, hold[0]!), await ended(store, urgent), await ended(store, term)]
    // theirs ran beside the first although it came last
    expect(b.startedAt!.getTime()).toBeLessThan(first.endedAt!.getTime())
    expect(second.startedAt!.getTime()).toBeGreaterThanOrEqual(first.endedAt!.getTime())
    expect(third.startedAt!.getTime()).toBeGreaterThanOrEqual(second.endedAt!.getTime())
  })

  it('lets nobody write who was given up for dead', async () => {
    await worker.stop()
    const id = await jobs.solve(await jobs.plan(boxes(3)))
    const dead = (await claimSolve(store.db, id, 'dead'))!
    expect(
      await advanceSolve(store.db, dead, { score: { hard: 0, medium: 9, soft: 9 }, seconds: 1, steps: 5, events: [{ type: 'improvement', data: {} }] }),
    ).toBe(true)
    // what it told after its last checkpoint is lost with it, and charged to nobody
    const second = (await claimSolve(store.db, id, 'second'))!
    expect([second.attempt, second.seconds, second.steps]).toEqual([2, 0, 0])
    expect(await findSolve(store.db, 'a', id)).toMatchObject({ medium: null, seconds: 0 })
    const saved = { score: { hard: 0, medium: 5, soft: 5 }, seconds: 1, steps: 5 }
    const told = { score: { hard: 0, medium: 4, soft: 4 }, seconds: 1.5, steps: 7 }
    expect(await advanceSolve(store.db, second, { ...told, checkpoint: Buffer.from('{}'), saved, events: [] })).toBe(true)
    expect(await findSolve(store.db, 'a', id)).toMatchObject({ medium: 4, seconds: 1.5 })
    const living = (await claimSolve(store.db, id, 'living'))!
    expect([living.attempt, living.seconds, living.steps, living.checkpoint?.toString()]).toEqual([3, 1, 5, '{}'])
    expect(await findSolve(store.db, 'a', id)).toMatchObject({ medium: 5, soft: 5, seconds: 1 })
    expect(await advanceSolve(store.db, dead, { seconds: 2, steps: 9, events: [{ type: 'progress', data: {} }] })).toBe(false)
    expect(await endSolve(store.db, dead, { state: 'failed', stopped: null, seconds: 2, steps: 9 })).toBeUndefined()
    const result = {
      document: dead.plan_document,
      report: dead.plan_document,
      score: { hard: 0, medium: 0, soft: 0 },
      bound: null,
      gaps: { gap: null, gapAboveFloor: null },
    }
    const timetable = await endSolve(store.db, living, { state: 'done', stopped: 'time', seconds: 3, steps: 9, result })
    expect(timetable).toMatch(/^timetable_/)
    expect(await endSolve(store.db, living, { state: 'done', stopped: 'time', seconds: 3, steps: 9, result })).toBeUndefined()
    expect(await claimSolve(store.db, id, 'late')).toBeUndefined()
    worker = await start()
  })

  it('hands running solves back when it stops, and goes on from their best', async () => {
    const id = await jobs.solve(await jobs.plan(boxes(400)), { timeSeconds: 30 })
    await until(async () => Number((await findSolve(store.db, 'a', id))?.steps) > 20)
    await worker.stop()
    const waiting = (await findSolve(store.db, 'a', id))!
    expect(waiting).toMatchObject({ state: 'queued', endedAt: null })
    expect(waiting.medium).toBeLessThan(400)
    worker = await start()
    const solve = await ended(store, id)
    expect(solve).toMatchObject({ state: 'done', medium: 0, attempt: 2 })
    // what was placed before was not placed again: every step places one
    expect(solve.steps).toBeLessThan(440)
    const types = (await eventsAfter(store.db, id, 0)).map((e) => e.type)
    expect(types).toEqual(expect.arrayContaining(['handed-back', 'resumed']))
    expect(types.filter((t) => t === 'ended')).toHaveLength(1)
  })

  it('ends a waiting solve at once when it is not wanted any more', async () => {
    await worker.stop()
    const id = await jobs.solve(await jobs.plan(boxes(3)))
    expect(await requestStop(store.db, 'a', id, untold)).toBe('stopped')
    worker = await start()
    await until(async () => (await jobs.queue.boss.getQueueStats('solves', { force: true })).every((q) => q.queuedCount === 0 || q.readyCount === 0))
    expect(await findSolve(store.db, 'a', id)).toMatchObject({ state: 'stopped', attempt: 0, timetable: null })
  })
})
