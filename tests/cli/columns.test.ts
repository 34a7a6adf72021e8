import { expect, test } from 'vitest'
import { columns } from '../../src/cli/columns.ts'

test('columns line up, a Chinese character counting two places', () => {
  const table = [
    ['a', '1', 'x'],
    ['班级', '12', '（合）'],
    ['été', '123', ''],
  ]
  expect(columns(table, ['left', 'right', 'left'])).toBe(['a       1  x', '班级   12  （合）', 'été   123', ''].join('\n'))
})
