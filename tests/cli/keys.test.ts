import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockFolder } from '../../src/store/folder.ts'
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

  test('a data folder that the service holds is left alone', async () => {
    const lock = lockFolder(join(folder, 'busy'))
    expect(await afterbell('keys', 'list', '--data', join(folder, 'busy'))).toMatchObject({ code: 3, err: expect.stringContaining('is in use by process') })
    lock.release()
  })
})
