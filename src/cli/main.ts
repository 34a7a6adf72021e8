import { enableCompileCache } from 'node:module'
import { exit, type Io } from './command.ts'
import { reasonOf } from './documents.ts'
import { languageOf, text } from './text.ts'

enableCompileCache()

// a reader that has seen enough, like `head`, closes the pipe: no fault of anybody's
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  const reason = reasonOf(error)
  io.err(text(`afterbell: cannot write to standard output: ${reason.en}.\n`, `afterbell：无法写入标准输出：${reason.zh}。\n`)[io.language])
  process.exit(exit.usage)
})
// nobody reads what is said on the way: the work goes on, and its result is kept
process.stderr.on('error', () => {})

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
