import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A data folder held by this process; a second process is refused, a dead holder's lock is taken over. */
export interface FolderLock {
  readonly path: string
  release(): void
}

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

const held = new Set<string>()

/** @throws FolderInUse while a living process holds the folder */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'lock')
  for (let round = 0; ; round++) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, `${process.pid} ${startOf(process.pid)}\n`)
      closeSync(file)
      held.add(path)
      const release = () => {
        if (held.delete(path)) rmSync(path, { force: true })
      }
      return { path, release }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || round > 3) throw error
      const [pid = '', start = ''] = readFileSync(path, 'utf8').trim().split(' ')
      if (held.has(path) || alive(Number(pid), start)) {
        throw new FolderInUse(
          `the data folder ${folder} is in use by process ${pid}. Maybe another afterbell is running: stop it, or set AFTERBELL_DATA to another folder.`,
        )
      }
      rmSync(path, { force: true })
    }
  }
}

function alive(pid: number, start: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  // after a crash in a container a new process may well get the old number: its start then differs
  if (pid === process.pid && start === startOf(pid)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return start === startOf(pid)
}

/** @returns the process's start in clock ticks since boot, where the system tells; '-' elsewhere */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
  } catch {
    return '-'
  }
}
