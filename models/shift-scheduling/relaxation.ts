import { Master } from '../../src/search/master.ts'
import { off, type Tables } from './compile.ts'
import type { Window } from './frame.ts'
import type { Pricer } from './pricing.ts'

/** how much of the best prices so far goes into the next ones: prices that jump about waste rounds */
const smoothing = 0.7
/** eight are too few: the first rounds are degenerate */
const pivotsPerRow = 40
const pivotsBetweenYields = 64

/**
 * The linear relaxation over whole rows of days (Dantzig and Wolfe): each employee takes a mixture of legal rows, cover prices how many cross each shift.
 * Its value is a lower bound of the soft cost, and far closer than that of any model in single days: what is hard lies inside the rows.
 */
export class Relaxation {
  readonly master: Master
  /** proved, where everybody and every day is open: no roster costs less; whole once rounded up */
  bound = 0
  /** the highest bound of the last round's, of rosters in which those who are fixed keep their rows */
  lower = Number.NEGATIVE_INFINITY
  /** cost of the roster that it began with, counted as the master counts */
  readonly startCost: number
  /** those whose days are open: owner in the master → employee */
  readonly members: readonly number[]
  /** column → the days, all of them */
  readonly days: Int32Array[] = []
  /** numbers shifted by the master's pivots so far */
  pivoted = 0
  private readonly tables: Tables
  private readonly pricer: Pricer
  private readonly cover: readonly { readonly day: number; readonly value: number; readonly wanted: number }[]
  /** day, value → cover rows */
  private readonly rowsOf: readonly (readonly number[])[]
  private readonly known = new Map<string, number>()
  private readonly bestPrices: Float64Array
  private readonly learnt: Float64Array | undefined
  private bestBound = Number.NEGATIVE_INFINITY
  private readonly prices: Float64Array
  private readonly costs: Float64Array
  private readonly window: Window
  private readonly start: Int32Array
  /** owner → fixed */
  readonly fixed: Uint8Array
  private readonly fixedTo: Int32Array

  /**
   * @param start a roster in which the members' rows keep every hard rule: these are the first columns
   * @param window the days that are open, default all of them; `members` the employees, likewise. Everything else stays as it is
   * @param learnt day × values + value → prices to begin with, and to be left better
   */
  constructor(
    tables: Tables,
    pricer: Pricer,
    start: Int32Array,
    window: Window = { from: 0, to: tables.horizon },
    members: readonly number[] = Array.from({ length: tables.employees }, (_, e) => e),
    learnt?: Float64Array,
  ) {
    this.tables = tables
    this.pricer = pricer
    this.start = start.slice()
    this.window = window
    this.members = members
    const { horizon, values, instance } = tables
    // who is no member takes places that are not wanted any more
    const taken = new Int32Array(horizon * values)
    for (let variable = 0; variable < start.length; variable++) taken[(variable % horizon) * values + start[variable]]++
    const held = taken.slice()
    for (const e of members) for (let day = 0; day < horizon; day++) taken[day * values + start[e * horizon + day]]--
    const open = instance.cover.filter(({ day }) => day >= window.from && day < window.to)
    this.cover = open.map(({ day, shift, wanted }) => ({ day, value: shift + 1, wanted: wanted - taken[day * values + shift + 1] }))
    this.startCost = members.reduce((sum, e) => sum + this.wishCost(e, start.subarray(e * horizon, (e + 1) * horizon)), 0)
    for (const { day, shift, wanted, under, over } of open) {
      const excess = held[day * values + shift + 1] - wanted
      this.startCost += excess > 0 ? excess * over : -excess * under
    }
    const rows: number[][] = Array.from({ length: horizon * values }, () => [])
    this.cover.forEach(({ day, value }, row) => {
      rows[day * values + value].push(row)
    })
    this.rowsOf = rows
    this.prices = new Float64Array(this.cover.length)
    this.learnt = learnt
    this.bestPrices = Float64Array.from(this.cover, ({ day, value }) => learnt?.[day * values + value] ?? 0)
    this.costs = new Float64Array(horizon * values)
    this.fixed = new Uint8Array(members.length)
    this.fixedTo = new Int32Array(members.length)
    const first = members.map((e, owner) => {
      const days = start.slice(e * horizon, (e + 1) * horizon)
      this.remember(owner, days)
      return { cost: this.wishCost(e, days), rows: this.crossed(days) }
    })
    this.master = new Master(
      open.map(({ under, over }, row) => ({ wanted: this.cover[row].wanted, under, over })),
      first,
    )
  }

  /** @returns the column of a row of days, which is added unless it is there */
  column(owner: number, days: Int32Array): number {
    const known = this.known.get(keyOf(owner, days))
    if (known !== undefined) return known
    this.remember(owner, days)
    return this.master.add(owner, this.wishCost(this.members[owner], days), this.crossed(days))
  }

  /**
   * One round: the master's prices, mixed with the best ones so far; the cheapest row of every member who is free; the bound that follows.
   * Yields after each of them. @returns whether rows were found that improve the master
   */
  *round(): Generator<void, boolean, void> {
    const { master, prices, bestPrices, cover, members } = this
    yield* this.solve()
    const before = master.columns
    this.lower = Number.NEGATIVE_INFINITY
    for (const share of [smoothing, 0]) {
      for (let row = 0; row < prices.length; row++) prices[row] = share * bestPrices[row] + (1 - share) * master.rowDual[row]
      let bound = 0
      for (let row = 0; row < prices.length; row++) bound += prices[row] * cover[row].wanted
      for (let owner = 0; owner < members.length; owner++) {
        if (this.fixed[owner]) {
          const column = this.fixedTo[owner]
          bound += master.costOf[column]
          for (const row of master.rowsOf[column]) bound -= prices[row]
          continue
        }
        bound += this.price(members[owner])
        const days = this.pricer.row
        if (this.pricer.legal && master.reducedCost(owner, this.wishCost(members[owner], days), this.crossed(days)) < -1e-6) this.column(owner, days)
        yield
      }
      this.lower = Math.max(this.lower, bound)
      if (bound > this.bestBound && !this.fixed.includes(1)) {
        this.bestBound = bound
        this.bound = Math.max(this.bound, bound)
        bestPrices.set(prices)
        cover.forEach(({ day, value }, row) => {
          if (this.learnt) this.learnt[day * this.tables.values + value] = prices[row]
        })
      }
      if (master.columns > before) return true
    }
    return false
  }

  /** Solves the master, within a limit of pivots: one that turns in circles is good enough as it is. Yields now and then. */
  *solve(): Generator<void, void, void> {
    const size = this.members.length + this.cover.length
    for (let left = pivotsPerRow * size; left > 0; left -= pivotsBetweenYields) {
      const made = this.master.solve(pivotsBetweenYields)
      this.pivoted += made * size ** 2
      if (made < pivotsBetweenYields) return
      yield
    }
  }

  /** Fixes a member to a column. */
  fix(owner: number, column: number): void {
    this.fixed[owner] = 1
    this.fixedTo[owner] = column
    this.master.fix(owner, column)
  }

  release(): void {
    this.fixed.fill(0)
    for (let owner = 0; owner < this.members.length; owner++) this.master.fix(owner, -1)
  }

  /** the cheapest row at the prices now, in the pricer @returns its cost */
  private price(employee: number): number {
    const { tables, costs, prices, rowsOf, window, start } = this
    const { horizon, values, wishes } = tables
    for (let cell = window.from * values; cell < window.to * values; cell++) {
      let cost = wishes[employee * horizon * values + cell]
      const rows = rowsOf[cell]
      for (let i = 0; i < rows.length; i++) cost -= prices[rows[i]]
      costs[cell] = cost
    }
    return this.pricer.cheapest(employee, costs, window, start.subarray(employee * horizon, (employee + 1) * horizon))
  }

  private wishCost(employee: number, days: Int32Array): number {
    const { horizon, values, wishes } = this.tables
    let cost = 0
    for (let day = 0; day < horizon; day++) cost += wishes[(employee * horizon + day) * values + days[day]]
    return cost
  }

  private crossed(days: Int32Array): Int32Array {
    const rows: number[] = []
    for (let day = 0; day < days.length; day++) if (days[day] !== off) rows.push(...this.rowsOf[day * this.tables.values + days[day]])
    return Int32Array.from(rows)
  }

  private remember(owner: number, days: Int32Array): void {
    this.known.set(keyOf(owner, days), this.days.length)
    this.days.push(days.slice())
  }
}

const keyOf = (owner: number, days: Int32Array) => `${owner}:${days.join()}`
