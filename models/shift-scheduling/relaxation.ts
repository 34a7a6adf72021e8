import { Master } from '../../src/search/master.ts'
import { off, type Tables } from './compile.ts'
import type { Pricer } from './pricing.ts'

/** how much of the best prices so far goes into the next ones: prices that jump about waste rounds */
const smoothing = 0.7

/**
 * The linear relaxation over whole rows of days (Dantzig and Wolfe): each employee takes a mixture of legal rows, cover prices how many cross each shift.
 * Its value is a lower bound of the soft cost, and far closer than that of any model in single days: what is hard lies inside the rows.
 */
export class Relaxation {
  readonly master: Master
  /** proved: no roster costs less; whole once rounded up */
  bound = 0
  /** column → the days */
  readonly days: Int32Array[] = []
  private readonly tables: Tables
  private readonly pricer: Pricer
  private readonly cover: readonly { readonly day: number; readonly value: number; readonly wanted: number }[]
  /** day, value → cover rows */
  private readonly rowsOf: readonly (readonly number[])[]
  private readonly known = new Map<string, number>()
  private readonly bestPrices: Float64Array
  private readonly prices: Float64Array
  private readonly costs: Float64Array
  /** employee → fixed */
  readonly fixed: Uint8Array

  /** @param start a roster that keeps every hard rule; its rows are the first columns */
  constructor(tables: Tables, pricer: Pricer, start: Int32Array) {
    this.tables = tables
    this.pricer = pricer
    const { horizon, values, employees, instance } = tables
    this.cover = instance.cover.map(({ day, shift, wanted }) => ({ day, value: shift + 1, wanted }))
    const rows: number[][] = Array.from({ length: horizon * values }, () => [])
    this.cover.forEach(({ day, value }, row) => {
      rows[day * values + value].push(row)
    })
    this.rowsOf = rows
    this.prices = new Float64Array(this.cover.length)
    this.bestPrices = new Float64Array(this.cover.length)
    this.costs = new Float64Array(horizon * values)
    this.fixed = new Uint8Array(employees)
    const first = Array.from({ length: employees }, (_, e) => {
      const days = start.slice(e * horizon, (e + 1) * horizon)
      this.remember(e, days)
      return { cost: this.wishCost(e, days), rows: this.crossed(days) }
    })
    this.master = new Master(
      instance.cover.map(({ wanted, under, over }) => ({ wanted, under, over })),
      first,
    )
  }

  /** @returns the column of a row of days, which is added unless it is there */
  column(employee: number, days: Int32Array): number {
    const known = this.known.get(keyOf(employee, days))
    if (known !== undefined) return known
    this.remember(employee, days)
    return this.master.add(employee, this.wishCost(employee, days), this.crossed(days))
  }

  /**
   * One round: the master's prices, mixed with the best ones so far; the cheapest row of every employee who is free; the bound that follows.
   * Yields after each employee. @returns whether rows were found that improve the master
   */
  *round(): Generator<void, boolean, void> {
    const { master, prices, bestPrices, cover, tables } = this
    master.solve()
    const before = master.columns
    for (const share of [smoothing, 0]) {
      for (let row = 0; row < prices.length; row++) prices[row] = share * bestPrices[row] + (1 - share) * master.rowDual[row]
      let bound = 0
      for (let row = 0; row < prices.length; row++) bound += prices[row] * cover[row].wanted
      for (let employee = 0; employee < tables.employees; employee++) {
        if (this.fixed[employee]) continue
        bound += this.price(employee)
        const days = this.pricer.row
        if (master.reducedCost(employee, this.wishCost(employee, days), this.crossed(days)) < -1e-6) this.column(employee, days)
        yield
      }
      if (bound > this.bound && !this.fixed.includes(1)) {
        this.bound = bound
        bestPrices.set(prices)
      }
      if (master.columns > before) return true
    }
    return false
  }

  /** Fixes an employee to a column. */
  fix(employee: number, column: number): void {
    this.fixed[employee] = 1
    this.master.fix(employee, column)
  }

  release(): void {
    this.fixed.fill(0)
    for (let employee = 0; employee < this.tables.employees; employee++) this.master.fix(employee, -1)
  }

  /** the cheapest row at the prices now, in the pricer @returns its cost */
  private price(employee: number): number {
    const { tables, costs, prices, rowsOf } = this
    const { horizon, values, wishes } = tables
    for (let cell = 0; cell < horizon * values; cell++) {
      let cost = wishes[employee * horizon * values + cell]
      const rows = rowsOf[cell]
      for (let i = 0; i < rows.length; i++) cost -= prices[rows[i]]
      costs[cell] = cost
    }
    return this.pricer.cheapest(employee, costs)
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

  private remember(employee: number, days: Int32Array): void {
    this.known.set(keyOf(employee, days), this.days.length)
    this.days.push(days.slice())
  }
}

const keyOf = (employee: number, days: Int32Array) => `${employee}:${days.join()}`
