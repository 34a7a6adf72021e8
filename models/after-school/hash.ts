import { createHash } from 'node:crypto'
import type { Plan } from './plan.ts'

/**
 * The fingerprint of a plan: SHA-256, in hex, of its canonical JSON after parsing, so that a default written out or left out gives the same one.
 * A timetable carries it as `plan`.
 */
export function planHash(plan: Plan): string {
  return createHash('sha256').update(canonicalJson(plan)).digest('hex')
}

/** @returns JSON without white space, keys in the order of their UTF-16 code units (as RFC 8785 orders them), absent values left out */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
