import { describe, expect, test } from 'vitest'
import { progressLine, progressPrinter } from '../../src/cli/progress.ts'

const progress = { hard: 0, medium: 12, soft: 12345, steps: 4e6, done: false, seconds: 2, secondsLeft: 28, movesPerSecond: 2e6 }

test.each([
  ['time left', progress, undefined, '   2.0 s  hard 0  medium 12  soft 12,345  2.00 M moves/s  28 s left'],
  ['steps left, at this speed', { ...progress, secondsLeft: undefined }, 10e6, '   2.0 s  hard 0  medium 12  soft 12,345  2.00 M moves/s  3 s left'],
  ['the nearer of both', progress, 10e6, '   2.0 s  hard 0  medium 12  soft 12,345  2.00 M moves/s  3 s left'],
  ['neither', { ...progress, secondsLeft: undefined }, undefined, '   2.0 s  hard 0  medium 12  soft 12,345  2.00 M moves/s'],
  ['no speed yet', { ...progress, secondsLeft: undefined, movesPerSecond: 0 }, 10e6, '   2.0 s  hard 0  medium 12  soft 12,345  0.00 M moves/s'],
])('a line says %s', (_name, at, stepLimit, line) => {
  expect(progressLine(at, 'en', stepLimit)).toBe(line)
})

describe('the printer', () => {
  const printed = (errIsTerminal: boolean) => {
    const said: string[] = []
    const printer = progressPrinter({ err: (text) => said.push(text), errIsTerminal, language: 'en' }, undefined, 60_000)
    printer.hear(progress)
    printer.hear({ ...progress, soft: 12_000 })
    printer.hear({ ...progress, soft: 11_000 })
    printer.end()
    return said
  }

  test('writes a line now and then, and always the last one', () => {
    expect(printed(false)).toEqual([expect.stringMatching(/soft 12,345.*\n$/), expect.stringMatching(/soft 11,000.*\n$/)])
  })

  test('writes over its own line on a terminal', () => {
    const said = printed(true)
    expect(said).toHaveLength(3)
    expect(said[0]).toBe(`\r\x1b[K${progressLine(progress, 'en')}`)
    expect(said.at(-1)).toBe('\n')
  })
})
