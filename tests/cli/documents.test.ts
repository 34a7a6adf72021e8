import { expect, test } from 'vitest'
import { layOut } from '../../src/cli/documents.ts'

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
