import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'
import { eventsAfter } from '../../src/store/events.ts'
import { openStore } from '../../src/store/open.ts'
import { findSolve } from '../../src/store/solves.ts'
import { listTimetables } from '../../src/store/timetables.ts'
import { newDatabase, prepareFolder } from '../store/stores.ts'
import { boxes, ended, openJobs, placesOf, until } from './open.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** @returns once the process has said the word */
async function worker(place: string, word = 'ready'): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker-process.ts'), place], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout })) if (line === word) break
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

describe('a killed worker', () => {
  it.skipIf(!process.env.DATABASE_URL_TEST)(
    'loses nothing: another goes on from its best, and the result is there once (server; needs DATABASE_URL_TEST)',
    async () => {
      const url = await newDatabase()
      const store = await openStore({ databaseUrl: url })
      const jobs = await openJobs(store)
      const first = await worker(url)
      const plan = await jobs.plan(boxes(600))
      const id = await jobs.solve(plan, { timeSeconds: 60 })
      await until(async () => Number((await findSolve(store.db, 'a', id))?.steps) > 100)
      const [, solve] = await Promise.all([worker(url), kill(first).then(() => findSolve(store.db, 'a', id))])
      const done = await ended(store, id, 'a', 80)
      expect(done).toMatchObject({ state: 'done', medium: 0, attempt: 2 })
      // a step places one: what was placed by the last checkpoint was not placed again
      expect(done.steps).toBeLessThan(600 + solve!.steps)
      expect(Object.keys(await placesOf(store, done.timetable))).toHaveLength(600)
      expect((await listTimetables(store.db, 'a', plan, { limit: 9 })).items).toHaveLength(1)
      const types = (await eventsAfter(store.db, id, 0)).map((e) => e.type)
      expect(types.filter((t) => t === 'resumed')).toHaveLength(1)
      expect(types.filter((t) => t === 'ended')).toHaveLength(1)
      await jobs.queue.stop()
      await store.close()
    },
    120_000,
  )

  it('loses nothing when it was the only process: the next one goes on (embedded)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'afterbell-kill-'))
    try {
      await prepareFolder(folder)
      let store = await openStore({ folder })
      let jobs = await openJobs(store)
      const plan = await jobs.plan(boxes(600))
      const id = await jobs.solve(plan, { timeSeconds: 60 })
      await jobs.queue.stop()
      await store.close()
      const first = await worker(folder, 'under way')
      await kill(first)
      store = await openStore({ folder })
      const before = (await findSolve(store.db, 'a', id))!
      expect(before.state).toBe('running')
      expect(before.medium).toBeLessThan(600)
      await store.close()
      const second = await worker(folder, 'ended')
      await kill(second)
      store = await openStore({ folder })
      jobs = await openJobs(store)
      const done = (await findSolve(store.db, 'a', id))!
      expect(done).toMatchObject({ state: 'done', medium: 0, attempt: 2 })
      expect(done.steps).toBeLessThan(600 + before.steps)
      expect((await listTimetables(store.db, 'a', plan, { limit: 9 })).items).toHaveLength(1)
      await jobs.queue.stop()
      await store.close()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 120_000)
})
