import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

/** nice value of a solving thread: a tenth of the weight of the thread that answers */
export const niceness = 10
/** of a thread that proves bounds beside a search: the search goes first */
const proving = 15

/**
 * Lets the calling thread stand back behind the others of its process where processors are short: a search has seconds, an answer has milliseconds.
 * Linux keeps a priority per thread, under the thread's own id; elsewhere nothing happens.
 * @returns whether it does
 */
export function standBack(): boolean {
  return give(niceness)
}

/** Lets the calling thread, and those that it starts, stand back behind those that stand back. */
export function standFarBack(): boolean {
  return give(proving)
}

function give(nice: number): boolean {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1))
    setPriority(thread, nice)
    return true
  } catch {
    return false
  }
}
