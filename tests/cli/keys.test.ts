import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import examplePlan from '../../models/after-school/example.json' with { type: 'json' }
import { lockFolder } from '../../src/store/folder.ts'
import { newId } from '../../src/store/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { pack } from '../../src/store/pack.ts'
import { createPlan } from '../../src/store/plans.ts'
import { createTenant } from '../../src/store/tenants.ts'
import { prepareFolder } from '../store/stores.ts'
import { inProcess } from './run.ts'

async function afterbell(...argv: string[]) {
  const { code, out, err } = await inProcess(argv)
  const lines = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  return { code, lines, err }
}

describe('keys, backup and restore', () => {
  let folder: string
  const data = () => ['--data', join(folder, 'data')]
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'afterbell-keys-'))
    for (const name of ['data', 'other']) await prepareFolder(join(folder, name))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('a key is shown once, listed without its secret, rotated and revoked; a backup brings it back', async () => {
    expect(await afterbell('keys', 'tenant', '--tenant', 'school-1', ...data())).toMatchObject({ code: 0, lines: [{ tenant: 'school-1' }] })
    const limits = await afterbell('keys', 'limits', '--tenant', 'school-1', '--rate', '600', '--body', '5', '--share', '3', ...data())
    expect(limits.lines).toMatchObject([{ id: 'school-1', requestsPerMinute: 600, bodyBytes: 5_000_000, solveShare: 3 }])
    const reset = await afterbell('keys', 'limits', '--tenant', 'school-1', '--rate', '0', ...data())
    expect(reset.lines).toMatchObject([{ requestsPerMinute: null, bodyBytes: 5_000_000, solveShare: 3 }])
    expect(await afterbell('keys', 'limits', '--tenant', 'nobody', '--rate', '1', ...data())).toMatchObject({ code: 3 })
    const { lines } = await afterbell('keys', 'create', '--tenant', 'school-1', '--name', '王老师的 app', '--scopes', 'read,solve', '--days', '30', ...data())
    expect(lines).toEqual([{ tenant: 'school-1', id: expect.stringMatching(/^key_/), key: expect.stringMatching(/^key_\w+\.[0-9a-f]{64}$/) }])
    const rotated = (await afterbell('keys', 'rotate', '--key', lines[0].id, ...data())).lines[0]
    expect(await afterbell('keys', 'revoke', '--key', lines[0].id, ...data())).toMatchObject({ lines: [{ revoked: lines[0].id }] })
    const file = join(folder, 'backup.gz')
    expect(await afterbell('backup', file, ...data())).toMatchObject({ code: 0, err: expect.stringContaining('keys 2') })
    expect(await afterbell('restore', file, '--data', join(folder, 'other'))).toMatchObject({ code: 0, err: expect.stringContaining('keys 2') })
    const list = await afterbell('keys', 'list', '--data', join(folder, 'other'))
    expect(list.lines).toMatchObject([
      { id: lines[0].id, tenant: 'school-1', scopes: ['read', 'solve'], revokedAt: expect.any(String) },
      { id: rotated.id, revokedAt: null, expiresAt: expect.any(String) },
    ])
    expect(JSON.stringify(list.lines)).not.toContain(rotated.key.split('.')[1])
  }, 120_000)

  test.each([
    [['keys', 'crate'], 'is none of create, list, rotate, revoke, tenant, tenants, limits. Maybe create?'],
    [['keys', 'create', '--scopes', 'reed'], 'unknown scope reed. Maybe read?'],
    [['restore', '/nowhere/at/all'], 'there is no file /nowhere/at/all'],
  ])('%j is refused', async (argv, message) => {
    expect(await afterbell(...argv)).toMatchObject({ code: 3, err: expect.stringContaining(message) })
  })

  describe('for those whom a plan is about', () => {
    const plan = newId('plan')
    const school = () => ['--tenant', 'school-2', ...data()]
    beforeAll(async () => {
      const store = await openStore({ folder: join(folder, 'data') })
      await createTenant(store.db, { id: 'school-2', name: 'School' })
      const text = JSON.stringify(examplePlan)
      await createPlan(store.db, 'school-2', plan, 'p', { document: await pack(text), sha256: 'x', bytes: text.length, summary: {} })
      await store.close()
    })

    test.each([
      ['family', 'students', examplePlan.students.slice(0, 2)],
      ['homeroom', 'classes', examplePlan.classes.slice(0, 1)],
    ])('a %s gets a key for its %s, which is told when it is listed, and stays so when it is rotated', async (scope, option, list) => {
      const ids = list.map(({ id }) => id)
      const made = await afterbell('keys', 'create', '--scopes', scope, '--plan', plan, `--${option}`, ids.join(','), ...school())
      expect(made).toMatchObject({ code: 0, lines: [{ tenant: 'school-2', id: expect.stringMatching(/^key_/) }] })
      const rotated = await afterbell('keys', 'rotate', '--key', made.lines[0].id, ...data())
      const { lines } = await afterbell('keys', 'list', ...school())
      const circle = { scopes: [], circle: { scope, plan, ids } }
      expect(lines.slice(-2)).toMatchObject([
        { id: made.lines[0].id, ...circle },
        { id: rotated.lines[0].id, ...circle },
      ])
    })

    test.each([
      [['family', '--students', 's1'], 'missing --plan ID'],
      [['family', '--plan', plan], 'missing --students ID,…'],
      [['family', '--plan', plan, '--students', examplePlan.students[0]!.id, '--classes', 'c'], '--classes does not go with family'],
      [['family', '--plan', 'plan_x', '--students', 's1'], 'school-2 has no plan plan_x'],
      [['homeroom', '--plan', plan, '--classes', `${examplePlan.classes[0]!.id}x`], `Maybe ${examplePlan.classes[0]!.id}?`],
      [['read', '--plan', plan], '--plan goes with --scopes family|homeroom'],
      [['read,family', '--plan', plan], 'family goes with no other scope'],
      [['famly'], 'unknown scope famly. Maybe family?'],
    ])('--scopes %j is refused', async (argv, message) => {
      expect(await afterbell('keys', 'create', '--scopes', ...argv, ...school())).toMatchObject({ code: 3, err: expect.stringContaining(message) })
    })
  })

  test('a data folder that the service holds is left alone', async () => {
    const lock = lockFolder(join(folder, 'busy'))
    expect(await afterbell('keys', 'list', '--data', join(folder, 'busy'))).toMatchObject({ code: 3, err: expect.stringContaining('is in use by process') })
    lock.release()
  })
})
