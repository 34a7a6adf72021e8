import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** A process of the service's own, and a way to end it as hard as one likes. */
export interface Process {
  readonly child: ChildProcess
  kill(signal: NodeJS.Signals): Promise<void>
}

export function start(entry: 'main' | 'worker', env: Record<string, string>): Process {
  const child = spawn(process.execPath, [join(root, 'src', `${entry}.ts`)], {
    env: { ...process.env, AFTERBELL_LOG: 'error', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    child,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

export interface Folder {
  readonly path: string
  remove(): void
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'afterbell-bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function until(holds: () => Promise<boolean>, seconds: number, what: string): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    if (await holds().catch(() => false)) return
    await pause(200)
  }
  throw new Error(`waited ${seconds} s in vain: ${what}`)
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
