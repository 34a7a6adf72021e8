import type { Text } from '../policy/index.ts'

/** What is wrong with a document, in one place, for people and programs. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the document; '' is the whole of it */
  readonly pointer: string
  readonly value: unknown
  /** kebab-case, stable */
  readonly code: string
  /** clause of the policy that forbids it */
  readonly clause?: string
  readonly message: Text
  /** a way out */
  readonly suggestion?: Text
}

/** Not a fault: the plan means what it says, and this is what follows from it. */
export interface PlanFinding extends Omit<Fault, 'value'> {
  readonly value?: unknown
}

/** A document with faults, all of them. */
export class FaultError extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    const [first, ...others] = faults
    super(`${first.pointer || '/'}: ${first.message.en}${others.length > 0 ? ` (and ${others.length} more)` : ''}`)
    this.name = 'FaultError'
    this.faults = faults
  }
}

/** @returns the JSON pointer of a path: `~` and `/` inside a key are escaped */
export const pointerOf = (path: readonly PropertyKey[]): string => path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
