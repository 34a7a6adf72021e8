import type { Fault } from './domain.ts'

/** What a clumsy or hostile document may not do: exhaust the stack, or make its own refusal as large as itself. */

/** levels of arrays and objects in one another that a document may have; ours have fewer than ten */
export const deepest = 100
/** characters of a value that a fault repeats */
const briefCharacters = 200

/** @returns how deep arrays and objects lie in one another in JSON text; of other text, any number */
export function depthOf(json: Uint8Array): number {
  let [depth, most, quoted] = [0, 0, false]
  for (let i = 0; i < json.length; i++) {
    const byte = json[i]
    if (quoted) {
      if (byte === 0x5c) i++
      else if (byte === 0x22) quoted = false
    } else if (byte === 0x22) quoted = true
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > most) most = depth
    } else if (byte === 0x5d || byte === 0x7d) depth--
  }
  return most
}

/** @returns the fault with its value cut short: a text's beginning, and no large list at all */
export function withBriefValue(fault: Fault): Fault {
  const { value } = fault
  if (typeof value === 'string' && value.length > briefCharacters) return { ...fault, value: `${value.slice(0, briefCharacters)}…` }
  if (value !== null && typeof value === 'object' && isLarge(value)) return { ...fault, value: undefined }
  return fault
}

function isLarge(value: object): boolean {
  // entries first, so that what is very large is never written out
  if ((Array.isArray(value) ? value : Object.keys(value)).length > briefCharacters / 2) return true
  return JSON.stringify(value).length > briefCharacters
}
