import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { layOut, readDocument } from '../../src/cli/documents.ts'
import { inProcess } from './run.ts'

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
