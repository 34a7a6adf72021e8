import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const main = join(import.meta.dirname, '../../src/main.ts')

test.each([
  ['en', 'takes no arguments. The command line is: npm run -s afterbell -- solve plan.json'],
  ['zh', '不接受参数。命令行的用法：npm run -s afterbell -- solve plan.json'],
])('the service starts for no arguments alone, and names the command line: %s', { timeout: 30_000 }, async (language, message) => {
  const env = { ...process.env, AFTERBELL_LANG: language }
  const { code, err } = await new Promise<{ code: unknown; err: string }>((resolve) => {
    execFile(process.execPath, [main, 'solve', 'plan.json'], { env, timeout: 20_000 }, (error, _, err) => resolve({ code: error?.code, err }))
  })
  expect(err).toContain(message)
  expect(code).toBe(3)
})
