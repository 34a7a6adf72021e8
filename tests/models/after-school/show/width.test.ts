import { describe, expect, it } from 'vitest'
import { displayWidth, padded } from '../../../../models/after-school/show/index.ts'
import { tableText } from '../../../../models/after-school/show/table.ts'

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['care 31', 7],
    ['三年级2班', 9],
    ['足球（高年级）', 14],
    ['é', 1],
    ['e\u0301', 1],
    ['ＡＢ', 4],
    ['한글', 4],
    ['𠮷', 2],
    ['🏀', 2],
    ['⚽足球', 6],
    ['🚀', 2],
    ['a\u200db', 2],
  ])('%j takes %i columns', (text, columns) => {
    expect(displayWidth(text)).toBe(columns)
  })
})

describe('padded', () => {
  it('fills up by columns, not by letters', () => {
    expect(padded('足球', 6)).toBe('足球  ')
    expect(padded('chess', 6)).toBe('chess ')
  })
  it('leaves what is longer as it is', () => {
    expect(padded('足球', 3)).toBe('足球')
  })
})

describe('tableText', () => {
  it('keeps a name with line breaks and tabs on its line', () => {
    expect(tableText(['Mon\nday'], [{ head: '1', cells: [['a\tb']] }])).toBe('  | Mon day\n--+--------\n1 | a b')
  })

  it('aligns columns, stacks lines, ends no line with blanks', () => {
    const rows = [
      { head: '1', cells: [['足球', 'Li'], []] },
      { head: '2', cells: [[], ['x']] },
    ]
    expect(tableText(['周一', 'Tue'], rows)).toBe(['  | 周一 | Tue', '--+------+----', '1 | 足球 |', '  | Li   |', '--+------+----', '2 |      | x'].join('\n'))
  })
})
