import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withSections } from '../../scripts/readme/sections.ts'

const root = join(import.meta.dirname, '../..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

test('the parts that follow from the code are up to date: `npm run readme` writes them', () => {
  expect(withSections(readme)).toBe(readme)
})

test('a part without its marks is an error', () => {
  expect(() => withSections('# nothing')).toThrow('README.md has no part between <!-- rows --> and <!-- /rows -->')
})

describe('the README’s walk along the command line, word for word', () => {
  const walk = /<!-- walk -->\n```sh\n([\s\S]*?)```\n/.exec(readme)?.[1] ?? ''
  const commands = walk.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  let folder: string

  beforeAll(() => {
    // the house as it is, but with room for the files that the walk writes
    folder = mkdtempSync(join(tmpdir(), 'afterbell-readme-'))
    cpSync(join(root, 'package.json'), join(folder, 'package.json'))
    for (const name of ['node_modules', 'src', 'models', 'benchmarks']) symlinkSync(join(root, name), join(folder, name))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('has commands', () => {
    expect(commands.length).toBeGreaterThan(3)
  })

  test.each(commands)('%s', { timeout: 120_000 }, async (command) => {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command], { cwd: folder })
    expect(stdout + stderr).not.toBe('')
  })

  test('then the program, on the plan that the walk has made', { timeout: 120_000 }, async () => {
    const program = /## From a program\n\n```ts\n([\s\S]*?)```\n/.exec(readme)?.[1] ?? ''
    writeFileSync(join(folder, 'program.ts'), program.replace('timeLimitSeconds: 10', 'timeLimitSeconds: 1'))
    const { stdout } = await promisify(execFile)(process.execPath, ['program.ts'], { cwd: folder })
    expect(stdout).toMatch(/^0 \d+ \d+ \[/)
  })
})
