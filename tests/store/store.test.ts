import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listChanges, record } from '../../src/store/audit.ts'
import { backup, RestoreRefused, restore } from '../../src/store/backup.ts'
import { eventsAfter } from '../../src/store/events.ts'
import { claim, forget, keepAnswer } from '../../src/store/idempotency.ts'
import { newId } from '../../src/store/ids.ts'
import { migrate } from '../../src/store/migrations.ts'
import type { Store } from '../../src/store/open.ts'
import { pack, unpack } from '../../src/store/pack.ts'
import { BadCursor } from '../../src/store/page.ts'
import { addVersion, createPlan, deletePlan, findPlan, listPlans, listVersions, readPlan } from '../../src/store/plans.ts'
import { createSolve, findSolve } from '../../src/store/solves.ts'
import { createKey, createTenant, findKey, listKeys, revokeKey, rotateKey } from '../../src/store/tenants.ts'
import { createTimetable, deleteTimetable, findTimetable, listTimetables, publish, readTimetable } from '../../src/store/timetables.ts'
import { describeStores, openEmbedded } from './stores.ts'

const version = async (text: string) => ({
  document: await pack(JSON.stringify({ text })),
  sha256: `sha-${text}`,
  bytes: text.length,
  summary: { students: 3 },
})
const timetable = async (plan: string, tenant = 'a', soft = 7) => ({
  id: newId('timetable'),
  tenant,
  plan,
  planVersion: 1,
  solve: null,
  document: await pack('{"sections":[]}'),
  sha256: 'x',
  hard: 0,
  medium: 1,
  soft,
  report: await pack('{}'),
})

describeStores('store', (kind) => {
  let store: Store
  beforeAll(async () => {
    store = await kind.open()
    await createTenant(store.db, { id: 'a', name: 'School A' })
    await createTenant(store.db, { id: 'b', name: 'School B' })
  }, 60_000)
  afterAll(() => store.close())

  it('migrates once', async () => {
    expect(await migrate(store.db)).toEqual([])
  })

  it('keeps every version of a plan, and refuses a write that has not seen the newest', async () => {
    const id = newId('plan')
    expect(await createPlan(store.db, 'a', id, 'one', await version('one'))).toBe(true)
    expect(await createPlan(store.db, 'a', id, 'again', await version('again'))).toBe(false)
    expect(await addVersion(store.db, 'a', id, 'two', await version('two'), 1)).toBe(2)
    expect(await addVersion(store.db, 'a', id, 'three', await version('three'), 1)).toBe('stale')
    expect(await addVersion(store.db, 'b', id, 'theirs', await version('theirs'))).toBeUndefined()
    expect(await findPlan(store.db, 'a', id)).toMatchObject({ id, name: 'two', version: 2, published: null })
    expect((await listVersions(store.db, 'a', id)).map((v) => v.version)).toEqual([2, 1])
    const [newest, first] = [await readPlan(store.db, 'a', id), await readPlan(store.db, 'a', id, 1)]
    expect(JSON.parse(String(await unpack(newest!.document)))).toEqual({ text: 'two' })
    expect(JSON.parse(String(await unpack(first!.document)))).toEqual({ text: 'one' })
  })

  it('numbers versions without gaps when many write at once', async () => {
    const id = newId('plan')
    await createPlan(store.db, 'a', id, 'busy', await version('0'))
    const numbers = await Promise.all(Array.from({ length: 8 }, async (_, i) => addVersion(store.db, 'a', id, 'busy', await version(String(i)))))
    expect([...numbers].sort((x, y) => Number(x) - Number(y))).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('lists plans in pages, each once, newest first', async () => {
    await createTenant(store.db, { id: 'pages', name: 'P' })
    const ids: string[] = []
    for (let i = 0; i < 7; i++) {
      ids.unshift(newId('plan'))
      await createPlan(store.db, 'pages', ids[0]!, `p${i}`, await version(`${i}`))
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await listPlans(store.db, 'pages', { limit: 3, ...(after !== undefined && { after }) })
      seen.push(...page.items.map((p) => p.id))
      after = page.next
    } while (after !== undefined)
    expect(seen).toEqual(ids)
    await expect(listPlans(store.db, 'pages', { limit: 3, after: 'nonsense' })).rejects.toThrow(BadCursor)
    for (const moment of ['2026-02-31 00:00:00+00', '2026-01-01 24:00:00+00', '0000-01-01 00:00:00+00', '2026-01-01 00:00:00+99', 'now'])
      await expect(listPlans(store.db, 'pages', { limit: 3, after: Buffer.from(JSON.stringify([moment, 'x'])).toString('base64url') }), moment).rejects.toThrow(
        BadCursor,
      )
  })

  it('stores, publishes and deletes timetables', async () => {
    const plan = newId('plan')
    await createPlan(store.db, 'a', plan, 'p', await version('p'))
    const t = await timetable(plan)
    expect(await createTimetable(store.db, t)).toBe(true)
    expect(await createTimetable(store.db, t)).toBe(false)
    expect(await publish(store.db, 'b', t.id, 'Head B', new Date())).toBe(false)
    expect(await publish(store.db, 'a', t.id, 'Head A', new Date(1000))).toBe(true)
    expect(await findTimetable(store.db, 'a', t.id)).toMatchObject({ soft: 7, publishedBy: 'Head A', publishedAt: new Date(1000) })
    expect((await findPlan(store.db, 'a', plan))!.published).toBe(t.id)
    expect((await listTimetables(store.db, 'a', plan, { limit: 9 })).items.map((x) => x.id)).toEqual([t.id])
    expect(await deleteTimetable(store.db, 'a', t.id)).toBe(true)
    expect((await findPlan(store.db, 'a', plan))!.published).toBeNull()
  })

  it('deletes a plan with all that hangs on it', async () => {
    const plan = newId('plan')
    await createPlan(store.db, 'a', plan, 'p', await version('p'))
    const t = await timetable(plan)
    await createTimetable(store.db, t)
    expect(await deletePlan(store.db, 'b', plan)).toBe(false)
    expect(await deletePlan(store.db, 'a', plan)).toBe(true)
    expect(await readTimetable(store.db, 'a', t.id)).toBeUndefined()
    expect(await readPlan(store.db, 'a', plan)).toBeUndefined()
  })

  it('knows keys by their hash alone, until they expire or are revoked', async () => {
    const { id, key } = await createKey(store.db, { tenant: 'a', name: 'app', scopes: ['read', 'plan'], expiresAt: new Date(Date.now() + 60_000) })
    expect(await findKey(store.db, key)).toMatchObject({ id, tenant: 'a', scopes: ['read', 'plan'] })
    expect(await findKey(store.db, `${id}.${'0'.repeat(64)}`)).toBeUndefined()
    expect(await findKey(store.db, 'nonsense')).toBeUndefined()
    expect(await findKey(store.db, key, new Date(Date.now() + 61_000))).toBeUndefined()
    const rows = await store.db.selectFrom('keys').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(key.split('.')[1])
    const next = await rotateKey(store.db, id, 30)
    expect(await findKey(store.db, key)).toBeDefined()
    expect(await findKey(store.db, key, new Date(Date.now() + 31_000))).toBeUndefined()
    expect(await findKey(store.db, next!.key)).toMatchObject({ name: 'app', scopes: ['read', 'plan'] })
    expect(await revokeKey(store.db, next!.id)).toBe(true)
    expect(await findKey(store.db, next!.key)).toBeUndefined()
    expect((await listKeys(store.db, 'b')).length).toBe(0)
  })

  it('answers a repeated request from what it kept', async () => {
    const since = { since: expect.any(Date) }
    expect(await claim(store.db, 'a', 'k1', 'f1')).toEqual(since)
    expect(await claim(store.db, 'a', 'k1', 'f1')).toBe('busy')
    expect(await claim(store.db, 'a', 'k1', 'f2')).toBe('other')
    const first = await claim(store.db, 'b', 'k1', 'f2')
    expect(first).toEqual(since)
    await keepAnswer(store.db, 'a', 'k1', { status: 201, headers: { location: '/x' }, body: Buffer.from('{}') })
    expect(await claim(store.db, 'a', 'k1', 'f1')).toEqual({ status: 201, headers: { location: '/x' }, body: Buffer.from('{}') })
    await forget(store.db, 'b', 'k1')
    // whatever the failed request made all the same is made again under the same ids
    expect(await claim(store.db, 'b', 'k1', 'f3')).toEqual(first)
    expect(await claim(store.db, 'b', 'k1', 'f3')).toBe('busy')
  })

  it('tells every change, newest first', async () => {
    for (const action of ['one', 'two', 'three']) await record(store.db, { tenant: 'b', actor: 'key_x', action, subject: 'plan_y' })
    const {
      items: [latest],
      next,
    } = await listChanges(store.db, 'b', 1)
    expect(latest).toMatchObject({ action: 'three', actor: 'key_x' })
    expect(next).toBe(String(latest!.id))
    const rest = await listChanges(store.db, 'b', 9, latest!.id)
    expect([rest.items.map((c) => c.action), rest.next]).toEqual([['two', 'one'], undefined])
    expect((await listChanges(store.db, 'a', 100)).items.some((c) => c.subject === 'plan_y')).toBe(false)
  })

  it('keeps costs above 32 bits', async () => {
    const plan = newId('plan')
    await createPlan(store.db, 'a', plan, 'costly', await version('costly'))
    const made = await timetable(plan, 'a', 3_000_000_000)
    await createTimetable(store.db, { ...made, medium: 2_400_005_618 })
    expect(await findTimetable(store.db, 'a', made.id)).toMatchObject({ medium: 2_400_005_618, soft: 3_000_000_000 })
  })

  it('ends what was open when it is restored, and says so', async () => {
    const plan = newId('plan')
    await createPlan(store.db, 'a', plan, 'open', await version('open'))
    const id = newId('solve')
    const order = { seed: 1, threads: 1, timeSeconds: 1 }
    const solve = { id, tenant: 'a', plan, planVersion: 1, order, priority: 0, start: null, webhook: null }
    expect(await createSolve(store.db, solve, async () => {}, 1)).toBe('made')
    expect(await createSolve(store.db, solve, async () => {}, 9)).toBe('known')
    expect(await createSolve(store.db, { ...solve, id: newId('solve') }, async () => {}, 1)).toBe('full')
    const file = new PassThrough()
    const chunks: Buffer[] = []
    file.on('data', (chunk) => chunks.push(chunk))
    await backup(store.db, file)
    const other = await openEmbedded()
    try {
      const copy = new PassThrough()
      copy.end(Buffer.concat(chunks))
      await restore(other.db, copy)
      const found = (await findSolve(other.db, 'a', id))!
      expect(found).toMatchObject({ state: 'failed', endedAt: expect.any(Date), error: { zh: expect.stringContaining('恢复') } })
      const events = await eventsAfter(other.db, id, 0)
      expect(events.map(({ type }) => type)).toEqual(['queued', 'ended'])
      expect(events[1].data).toMatchObject({ state: 'failed', timetable: null })
    } finally {
      await other.close()
    }
  }, 30_000)

  it('moves to another store by backup and restore', async () => {
    const plan = newId('plan')
    await createPlan(store.db, 'a', plan, '课后', await version('课后'))
    await createTimetable(store.db, await timetable(plan))
    const { key } = await createKey(store.db, { tenant: 'a', name: 'moving', scopes: ['read'] })
    const [file, copy] = [new PassThrough(), new PassThrough()]
    const chunks: Buffer[] = []
    file.on('data', (chunk) => chunks.push(chunk))
    const written = await backup(store.db, file)
    const other = await openEmbedded()
    try {
      copy.end(Buffer.concat(chunks))
      expect(await restore(other.db, copy)).toEqual({ rows: Object.fromEntries(Object.entries(written.rows).filter(([, n]) => n > 0)) })
      expect(JSON.parse(String(await unpack((await readPlan(other.db, 'a', plan))!.document)))).toEqual({ text: '课后' })
      expect(await findKey(other.db, key)).toBeDefined()
      expect((await listPlans(other.db, 'a', { limit: 100 })).items).toEqual((await listPlans(store.db, 'a', { limit: 100 })).items)
      const again = new PassThrough()
      again.end(Buffer.concat(chunks))
      await expect(restore(other.db, again)).rejects.toThrow(RestoreRefused)
    } finally {
      await other.close()
    }
  }, 30_000)
})
