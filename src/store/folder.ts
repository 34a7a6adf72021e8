import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from './ids.ts'

/** A data folder held by this process; a second process is refused, a dead holder's lock is taken over. */
export interface FolderLock {
  readonly path: string
  release(): void
}

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'
}

/** what this process’s own locks say */
const held = new Set<string>()

/** @throws FolderInUse while a living process holds the folder */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'lock')
  const name = randomUUID()
  const word = `${process.pid} ${startOf(process.pid)} ${name}\n`
  // written aside and linked: a lock has its content from its first moment on
  const mine = `${path}.${name}`
  writeFileSync(mine, word, { flag: 'wx', mode: 0o600 })
  try {
    while (!take(path, mine));
  } catch (error) {
    if (!(error instanceof Holder)) throw error
    throw new FolderInUse(
      `the data folder ${folder} is in use by process ${error.message}. Maybe another afterbell is running: stop it, or set AFTERBELL_DATA to another folder.`,
    )
  } finally {
    rmSync(mine, { force: true })
  }
  held.add(word)
  const release = () => {
    if (held.delete(word)) rmSync(path, { force: true })
  }
  return { path, release }
}

class Holder extends Error {}

/**
 * Makes `mine` the lock where there is none, or a dead one. Several may see the same dead lock: a file named after what it says is the right to replace it, and only one can make that file.
 * Who died with this right left a dead file too: the right to replace that one counts then.
 * @returns false when others moved meanwhile: look again
 * @throws Holder with the number of the living process that holds it
 */
function take(path: string, mine: string): boolean {
  if (linked(mine, path)) return true
  const first = wordOf(path)
  const rights: string[] = []
  for (let word = first; word !== undefined; ) {
    if (alive(word)) throw new Holder(word.split(' ')[0])
    const right = `${path}.after-${sha256(word).slice(0, 16)}`
    rights.push(right)
    if (!linked(mine, right)) {
      word = wordOf(right)
      continue
    }
    // a right that is used is taken away, after the lock was replaced: this one may be of a lock that is gone
    const still = wordOf(path) === first
    if (still) renameSync(mine, path)
    for (const each of still ? rights : [right]) rmSync(each, { force: true })
    return still
  }
  return false
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/** @returns undefined when it is gone */
function wordOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

function alive(word: string): boolean {
  if (held.has(word)) return true
  const [pid, start] = [Number(word.split(' ')[0]), word.trim().split(' ')[1]]
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
