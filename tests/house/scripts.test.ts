import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const script = (name: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, '../../scripts', name), ...args], { encoding: 'utf8' })

test('the check knows its parts, and names them', () => {
  const { status, stderr } = script('check.ts', 'layer')
  expect(status).toBe(3)
  expect(stderr).toBe('unknown part layer; the parts are format, types, types-native, layers, dead-code, tests\n')
})

describe('the closing line of CI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'afterbell-counts-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each([
    ['all is well', { numPassedTests: 5, numFailedTests: 0, success: true }, '0', '6 passed, 0 failed'],
    ['a test failed', { numPassedTests: 5, numFailedTests: 2, success: false }, '0', '6 passed, 2 failed'],
    ['the start failed', { numPassedTests: 5, numFailedTests: 0, success: true }, '1', '5 passed, 1 failed'],
    ['a file could not be loaded', { numPassedTests: 5, numFailedTests: 0, success: false }, '0', '6 passed, 1 failed'],
  ])('when %s', (_name, report, smoke, line) => {
    const path = join(folder, 'report.json')
    writeFileSync(path, JSON.stringify(report))
    expect(script('counts.ts', path, smoke).stdout).toBe(`${line}\n`)
  })
})
