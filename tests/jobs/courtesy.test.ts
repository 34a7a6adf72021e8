import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

const nicenessOf = (stat: string) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])

it.skipIf(process.platform !== 'linux')('a thread that stands back leaves the others where they were', async () => {
  const before = nicenessOf(readFileSync('/proc/thread-self/stat', 'utf8'))
  const courtesy = new URL('../../src/jobs/courtesy.ts', import.meta.url).href
  const code = `import(${JSON.stringify(courtesy)}).then(({ standBack }) => {
    const done = standBack()
    require('node:worker_threads').parentPort.postMessage([done, require('node:fs').readFileSync('/proc/thread-self/stat', 'utf8')])
  })`
  const [done, stat] = await new Promise<[boolean, string]>((resolve, reject) => {
    new Worker(code, { eval: true }).on('message', resolve).on('error', reject)
  })
  expect([done, nicenessOf(stat)]).toEqual([true, 10])
  expect(nicenessOf(readFileSync('/proc/thread-self/stat', 'utf8'))).toBe(before)
})
