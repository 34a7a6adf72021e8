import type { Constraint } from '../../src/kernel/constraint.ts'
import { Random } from '../../src/kernel/random.ts'

/** A rule's price, measured alone. */
export interface Price {
  readonly rule: string
  readonly level: 'hard' | 'medium' | 'soft'
  /** nanoseconds of one `delta`, and of one `apply` */
  readonly delta: number
  readonly apply: number
}

export const levelNames = ['hard', 'medium', 'soft'] as const

const kept = 4096
const milliseconds = 150
/** draws until one is another value than that held */
const mostTries = 10_000

/** keeps results alive, so that no loop is optimised away */
const sink = new Float64Array(1)

/**
 * Times a rule at one state: random changes drawn beforehand, priced over and over; applied and taken back.
 * @param draw a variable and another value that it may take
 * @throws Error where there is none: next to nothing can be changed
 */
export function priceAt(rule: Constraint, values: Int32Array, draw: (random: Random) => readonly [variable: number, to: number]): Price {
  const random = new Random(1)
  const variable = new Int32Array(kept)
  const from = new Int32Array(kept)
  const to = new Int32Array(kept)
  for (let i = 0; i < kept; i++) {
    let tries = 0
    do {
      if (tries++ === mostTries) throw new Error('too small to be measured: next to none of its variables can take another value')
      const drawn = draw(random)
      variable[i] = drawn[0]
      to[i] = drawn[1]
    } while (values[variable[i]] === to[i])
    from[i] = values[variable[i]]
  }
  rule.reset(values)
  const delta = time(() => {
    for (let i = 0; i < kept; i++) sink[0] += rule.delta(variable[i], from[i], to[i])
  })
  const both = time(() => {
    for (let i = 0; i < kept; i++) {
      sink[0] += rule.apply(variable[i], from[i], to[i])
      sink[0] += rule.apply(variable[i], to[i], from[i])
    }
  })
  return { rule: rule.id, level: levelNames[rule.level], delta: delta / kept, apply: both / kept / 2 }
}

/** @returns nanoseconds of one call: the least of several rounds, after as many that warm up */
function time(call: () => void): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 10; round++) {
    const end = performance.now() + milliseconds / 10
    let calls = 0
    const began = performance.now()
    while (performance.now() < end) {
      call()
      calls++
    }
    if (round >= 5) least = Math.min(least, ((performance.now() - began) * 1e6) / calls)
  }
  return least
}
