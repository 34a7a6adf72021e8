import { createHash, randomBytes } from 'node:crypto'

export type IdKind = 'plan' | 'timetable' | 'solve' | 'key' | 'bench' | 'rebalance'

/** @returns a new id that says what it names and cannot be guessed; from a `seed` (an idempotency key in its tenant) always the same one */
export function newId(kind: IdKind, seed?: string): string {
  const bytes = seed === undefined ? randomBytes(15) : createHash('sha256').update(`${kind}\n${seed}`).digest().subarray(0, 15)
  return `${kind}_${bytes.toString('base64url').replaceAll('-', '0').replaceAll('_', '1')}`
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
