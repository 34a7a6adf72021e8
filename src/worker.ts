import { benchSource } from '../benchmarks/service/bench-source.ts'
import { answersUrl, modelSource } from '../models/after-school/source.ts'
import { plainReason } from './service/reason.ts'
import { readSettings, SettingsError } from './service/settings.ts'
import { startWorkerProcess } from './service/start.ts'

/** `npm run worker`: takes solves from the queue on a PostgreSQL server; as many processes on as many machines as wanted. */

try {
  const worker = await startWorkerProcess(readSettings(), { source: modelSource, answersUrl, bench: benchSource }, (what) => console.error(what))
  console.log('Afterbell worker: waiting for solves. Ctrl-C hands the running ones back and stops.')
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await worker.stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
} catch (error) {
  const plain = error instanceof SettingsError ? error.message : plainReason(error)
  if (plain === undefined) throw error
  console.error(plain)
  process.exitCode = 3
}
