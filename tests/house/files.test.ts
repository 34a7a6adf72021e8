import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
const sources = files.flatMap((path) => {
  try {
    return [{ path, text: readFileSync(join(root, path), 'utf8') }]
  } catch {
    return [] // deleted, and not yet committed
  }
})
const own = sources.filter(({ path }) => path !== 'tests/house/files.test.ts')

describe('every source file', () => {
  test('has at most 400 lines: a longer one holds a second idea', () => {
    // a table of a test's cases is one idea, however long
    expect(own.filter(({ path, text }) => !path.startsWith('tests/') && text.split('\n').length > 401).map(({ path }) => path)).toEqual([])
  })

  test('has a name that says what lives there', () => {
    expect(own.filter(({ path }) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.|-)/.test(path)).map(({ path }) => path)).toEqual([])
  })

  test.each([
    ['is finished', /\b(TODO|FIXME|XXX)\b|not implemented/],
    ['leaves no test out', /\b(test|it|describe)\.(only|skip|todo)\(/],
    ['silences no compiler', /@ts-(ignore|nocheck|expect-error)/],
  ])('%s', (_name, pattern) => {
    expect(own.filter(({ text }) => pattern.test(text)).map(({ path, text }) => `${path}: ${pattern.exec(text)![0]}`)).toEqual([])
  })
})
