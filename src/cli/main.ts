import { enableCompileCache } from 'node:module'
import type { Io } from './command.ts'
import { languageOf } from './text.ts'

enableCompileCache()

// a reader that has seen enough, like `head`, closes the pipe: no fault of anybody's
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const interrupt = new AbortController()
let asked = Number.POSITIVE_INFINITY
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // the first asks, a later one insists; one key press comes twice where a terminal and npm both pass it on
    if (performance.now() - asked > 1000) process.exit(130)
    if (!interrupt.signal.aborted) asked = performance.now()
    interrupt.abort()
  })
}

const io: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY === true,
  language: languageOf(process.env),
  interrupt: interrupt.signal,
}

const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2), io)
