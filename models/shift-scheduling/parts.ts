import type { Random } from '../../src/kernel/random.ts'
import type { Tables } from './compile.ts'
import { dive } from './dive.ts'
import type { Window } from './frame.ts'
import type { Pricer } from './pricing.ts'
import { Relaxation } from './relaxation.ts'

/** rows of a part's master at most: its inverse is dense */
const mostRows = 420
const longestWeeks = 8
/** states of one employee's pricing at most */
const mostStates = 4e6

/**
 * Improves a roster a part at a time: some weeks of some employees are opened, the others stay; rows of days for them are chosen by the part's own relaxation.
 * Parts grow as long as they are cheap, and shrink when one takes too much of the budget.
 */
export class Parts {
  /** states that a round of pricing may have: members × states of one */
  private effort = 3e5
  /** day × values + value → price of cover, as the last part that opened it left it */
  private readonly prices: Float64Array
  private readonly tables: Tables
  private readonly pricer: Pricer
  private readonly random: Random

  constructor(tables: Tables, pricer: Pricer, random: Random) {
    this.tables = tables
    this.prices = new Float64Array(tables.horizon * tables.values)
    this.pricer = pricer
    this.random = random
  }

  /**
   * Tries one part. Yields the work since the last yield: numbers looked at.
   * @param roster one that keeps every hard rule, at least in the rows of `open`
   * @param open employees who may be in the part
   * @returns a roster that may be better: where the dive was given up late, what it had by then
   */
  *improve(roster: Int32Array, open: readonly number[]): Generator<number, Int32Array | undefined, void> {
    const { tables, pricer, random } = this
    const { horizon } = tables
    const window = this.window(open)
    const relaxation = new Relaxation(tables, pricer, roster, window, this.members(open, window), this.prices)
    let counted = pricer.work
    const attempt = dive(relaxation, relaxation.startCost - 1 + 0.05, 0.2, random)
    for (let next = attempt.next(); ; next = attempt.next()) {
      const work = pricer.work + relaxation.pivoted
      yield work - counted
      counted = work
      if (!next.done) continue
      if (!next.value) return undefined
      const better = roster.slice()
      next.value.forEach((column, owner) => {
        better.set(relaxation.days[column], relaxation.members[owner] * horizon)
      })
      return better
    }
  }

  /** @param share of the budget that the last part took */
  adapt(share: number): void {
    if (share < 0.015) this.effort = Math.min(4e8, this.effort * 1.2)
    else if (share > 0.04) this.effort = Math.max(1e5, this.effort / 2)
  }

  /** some weeks on end, for as many as leave room for some members */
  private window(open: readonly number[]): Window {
    const { random, pricer } = this
    const { horizon, instance } = this.tables
    const weeks = Math.ceil(horizon / 7)
    let length = 1 + random.below(Math.min(weeks, longestWeeks))
    const someone = open[random.below(open.length)]
    const fits = () =>
      (instance.cover.length / horizon) * 7 * length < 0.8 * mostRows &&
      pricer.states(someone, { from: 0, to: 7 * length }) < Math.min(mostStates, this.effort / 4)
    while (length > 1 && !fits()) length--
    const first = random.below(weeks - length + 1)
    return { from: 7 * first, to: Math.min(horizon, 7 * (first + length)) }
  }

  private members(open: readonly number[], window: Window): readonly number[] {
    const { random, pricer, tables } = this
    const rows = (tables.instance.cover.length / tables.horizon) * (window.to - window.from)
    const left = [...open]
    const members: number[] = []
    let states = 0
    while (left.length > 0 && (members.length < 2 || (states < this.effort && rows + members.length < mostRows))) {
      const at = random.below(left.length)
      members.push(left[at])
      states += pricer.states(left[at], window)
      left[at] = left[left.length - 1]
      left.pop()
    }
    return members
  }
}
