import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { layOut, readDocument } from '../../src/cli/documents.ts'
import { afterbell, inProcess } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'afterbell-documents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a document is UTF-8', () => {
  const saved = (bytes: Uint8Array) => {
    const path = join(folder, 'document.json')
    writeFileSync(path, bytes)
    return path
  }

  test('with a byte order mark or without', () => {
    expect(readDocument(saved(Buffer.from('{"name": "小学"}')))).toEqual({ name: '小学' })
    expect(readDocument(saved(Buffer.from('\uFEFF{"name": "小学"}')))).toEqual({ name: '小学' })
  })

  test.each([
    ['GBK', [...Buffer.from('{"name": "'), 0xb4, 0xe5, 0xd0, 0xa1, ...Buffer.from('"}')]],
    ['UTF-16', [0xff, 0xfe, ...Buffer.from('{"name": "小学"}', 'utf16le')]],
  ])('%s is refused, with a way out', async (_, bytes) => {
    const path = saved(Uint8Array.from(bytes))
    const { code, err } = await inProcess(['validate', path])
    expect(code).toBe(2)
    expect(err).toContain(`${path} is not encoded in UTF-8. (not-utf8)\n    Save it as UTF-8`)
  })
})

test.each([
  ['a document', { id: 'p', list: [{ a: 1 }, [2]], none: [], gone: undefined, part: { b: [1, 2] } }],
  ['an empty one', {}],
  ['a list', [1, 2]],
])('%s is laid out without a change', (_name, document) => {
  expect(JSON.parse(layOut(document))).toEqual(JSON.parse(JSON.stringify(document)))
})

test('one line for each entry of a list', () => {
  expect(layOut({ id: 'p', list: [{ a: 1 }, { a: 2 }], none: [] })).toBe('{\n  "id": "p",\n  "list": [\n    {"a":1},\n    {"a":2}\n  ],\n  "none": []\n}')
})

// a device that is always full: Linux has one
describe.skipIf(!existsSync('/dev/full'))('what cannot be written', () => {
  const plan = join(folder, 'plan.json')
  const main = join(import.meta.dirname, '../../src/cli/main.ts')
  const solving = (...more: string[]) => [main, 'solve', plan, '--steps', '8192', ...more]

  test('a result goes to standard output where its file takes it no more', { timeout: 60_000 }, async () => {
    await inProcess(['generate', '--school', 'village', '--out', plan])
    const { code, out, err } = await afterbell(solving('--out', '/dev/full').slice(1))
    expect(code).toBe(3)
    expect(err).toContain('cannot write /dev/full: there is no space left. It is on standard output instead.')
    expect(err).not.toContain('Usage')
    expect(JSON.parse(out)).toHaveProperty('sections')
  })

  test('nobody reads what is said on the way: the timetable is written all the same', { timeout: 60_000 }, async () => {
    await inProcess(['generate', '--school', 'village', '--out', plan])
    const out = join(folder, 'timetable.json')
    const child = spawn(process.execPath, solving('--out', out), { stdio: ['ignore', 'ignore', openSync('/dev/full', 'w')] })
    expect(await once(child, 'close')).toEqual([0, null])
    expect(JSON.parse(readFileSync(out, 'utf8'))).toHaveProperty('sections')
  })

  test('standard output that takes nothing is no breach of a rule', { timeout: 60_000 }, async () => {
    await inProcess(['generate', '--school', 'village', '--out', plan])
    const child = spawn(process.execPath, solving(), { stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'] })
    let err = ''
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      err += text
    })
    expect(await once(child, 'close')).toEqual([3, null])
    expect(err).toContain('cannot write to standard output: there is no space left.')
  })

  test('a folder that is none is found before the work begins', async () => {
    const { code, err } = await inProcess(['generate', '--school', 'village', '--planted', join(plan, 'planted.json')])
    expect([code, err.includes('is none')]).toEqual([3, true])
    expect(existsSync(join(plan, 'planted.json'))).toBe(false)
  })
})
