import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainReason } from '../../src/service/reason.ts'
import { lockFolder } from '../../src/store/folder.ts'
import { openStore } from '../../src/store/open.ts'

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })
const thrown = async (work: () => unknown): Promise<unknown> => {
  try {
    await work()
  } catch (error) {
    return error
  }
  throw new Error('it should not have worked')
}

describe('what keeps the service from starting is said in plain words', () => {
  it('a data folder where a file is in the way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'afterbell-reason-'))
    writeFileSync(join(folder, 'file'), '')
    expect(plainReason(await thrown(() => lockFolder(join(folder, 'file'))))).toContain('a file of that name is in the way. Maybe set AFTERBELL_DATA')
    expect(plainReason(await thrown(() => lockFolder(join(folder, 'file', 'data'))))).toContain('a part of its path is no folder')
    rmSync(folder, { recursive: true })
  })

  it('a database that nobody serves', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    await new Promise((resolve) => server.close(resolve))
    expect(plainReason(await thrown(() => openStore({ databaseUrl: `postgres://u@127.0.0.1:${port}/d` })))).toContain('nobody listens there')
  })

  it('a port that is taken', async () => {
    const [first, second] = [createServer().listen(0, '127.0.0.1'), createServer()]
    await new Promise((resolve) => first.once('listening', resolve))
    const { port } = first.address() as { port: number }
    const error = await new Promise((resolve) => second.once('error', resolve).listen(port, '127.0.0.1'))
    expect(plainReason(error)).toBe(`port ${port} is taken. Instead: PORT=${port + 1} npm start`)
    first.close()
  })

  it.each([
    [coded('EACCES', { syscall: 'mkdir', path: '/data' }), 'this user may not write there'],
    [coded('ENOSPC', { syscall: 'write', path: '/data/lock' }), 'the disk is full'],
    [coded('EACCES', { syscall: 'listen', port: 80 }), 'may not listen on port 80'],
    [coded('EADDRNOTAVAIL', { syscall: 'listen', port: 1, address: '10.9.9.9' }), 'no address 10.9.9.9'],
    [new Error('no', { cause: coded('28P01') }), 'the password is wrong'],
    [new Error('no', { cause: new AggregateError([coded('ECONNREFUSED')]) }), 'nobody listens there'],
    [new Error('no', { cause: new Error('corrupted migrations: previously executed migration 009 is missing') }), 'newer version'],
  ])('%s', (error, reason) => {
    expect(plainReason(error)).toContain(reason)
  })

  it.each([[new TypeError('x is not a function')], ['text'], [coded('ENOENT')]])('a fault of our own is none of these: %s', (error) => {
    expect(plainReason(error)).toBeUndefined()
  })
})
