import { off, type Tables } from './compile.ts'
import { type Frame, frameOf, type Standing, type Window } from './frame.ts'
import { type Employee, unlimited } from './instance.ts'
import { firstKind, kindAfter, type Reach, reachOf, weekendAfter } from './reach.ts'

const infinity = Number.POSITIVE_INFINITY
/** limits on single shifts enter the state only while a pricing has no more states than this, over all its days; within a window, where nothing is to be proved, fewer */
const mostTallied = { whole: 30e6, window: 3e6 }
/** prices tried for limits that do not enter the state */
const tries = { whole: 16, window: 6 }

interface Framed {
  readonly frame: Frame
  readonly reach: Reach
}

/**
 * The cheapest days of one employee by dynamic programming over the days, exact in every hard rule: the state is the last shift's class and the length of its run (or the length of the rest),
 * weekends worked and minutes so far. Limits on single shifts enter only when the cheapest path without them breaks one: few do. All days are open, or those of a window, the others standing as they are.
 */
export class Pricer {
  /** the days found last: day → value */
  readonly row: Int32Array
  /** the days found last keep every rule; false after a finite cost where limits on single shifts were too many to enter */
  legal = false
  /** transitions tried so far */
  work = 0
  /** asked between two passes over the days: limits on single shifts take up to some thirty of them. Where it says so, no further one is made */
  enough = (): boolean => false
  private readonly tables: Tables
  private readonly standings: readonly Standing[]
  /** every day is open */
  private readonly whole: Window
  /** value → class of shifts that forbid the same successors */
  private readonly classOf: Int32Array
  private readonly classes: number
  /** class, value → 1 if it may not follow */
  private readonly forbidden: Uint8Array
  /** costs of the states of this day and the day before; day of the window → the state of the day before × values + value taken */
  private cost = new Float64Array(0)
  private last = new Float64Array(0)
  private before: Int32Array[] = []
  private readonly frames: { readonly from: number; readonly to: number; readonly around: Int32Array; readonly framed: Framed | undefined }[] = []

  constructor(tables: Tables) {
    const { values, instance, horizon } = tables
    this.tables = tables
    this.row = new Int32Array(horizon)
    this.whole = { from: 0, to: horizon }
    const successors = (value: number) => tables.forbidden.subarray(value * values, (value + 1) * values).join()
    const kinds = [...new Set(Array.from({ length: values - 1 }, (_, s) => successors(s + 1)))]
    this.classes = kinds.length
    this.classOf = Int32Array.from({ length: values }, (_, value) => (value === off ? -1 : kinds.indexOf(successors(value))))
    this.forbidden = Uint8Array.from(kinds.flatMap((kind) => kind.split(',').map(Number)))
    const unit = instance.shifts.map((shift) => shift.minutes).reduce(greatestCommonDivisor, 0) || 1
    const unitsOf = Int32Array.from(tables.minutes, (minutes) => minutes / unit)
    this.standings = instance.staff.map((employee) => ({
      employee,
      maximumRun: Math.max(1, Math.min(employee.maximumRun, horizon)),
      rest: Math.max(1, employee.minimumRest),
      mostUnits: Math.floor(employee.maximumMinutes / unit),
      leastUnits: Math.ceil(employee.minimumMinutes / unit),
      unitsOf,
      longestShift: Math.max(...unitsOf.filter((_, value) => value === off || employee.maximumShifts[value - 1] > 0)),
      classOf: this.classOf,
      forbidden: this.forbidden,
      classes: this.classes,
    }))
  }

  /** @returns states of one employee's pricing over all days of a window, at most, while no limit on single shifts enters */
  states(employee: number, { from, to }: Window = this.whole): number {
    const { maximumRun, rest, mostUnits, longestShift, employee: rules } = this.standings[employee]
    const weekends = Math.min(rules.maximumWeekends, Math.ceil((to - from + 2) / 7)) + 1
    const units = Math.min(mostUnits, longestShift * (to - from)) + 1
    return (this.classes * maximumRun + rest) * weekends * units * (to - from)
  }

  /**
   * @param costs day × values + value → cost; values that a day may not take are passed over
   * @param window the days that are open; the others stay as `around` has them
   * @returns a cost that no legal days undercut, that of the days in `row` unless limits on single shifts were too many or there was no time for them; infinite when the hard rules leave none. Days outside cost nothing
   */
  cheapest(e: number, costs: Float64Array, window: Window = this.whole, around: Int32Array = this.row): number {
    const { horizon } = this.tables
    const framed = this.framed(e, window, around)
    this.legal = false
    if (!framed) return infinity
    const { frame } = framed
    for (let day = 0; day < horizon; day++) if (day < window.from || day >= window.to) this.row[day] = around[day]
    const limited: number[] = []
    for (;;) {
      const cost = this.relax(e, framed, window, costs, limited)
      if (cost === infinity) return infinity
      const broken = this.broken(frame.employee)
      if (broken < 0) {
        this.legal = true
        return cost
      }
      if (this.enough()) return cost
      limited.push(broken)
      if (frame.cap(broken) < 0) return infinity
      if (frame.size * limited.reduce((product, value) => product * (frame.cap(value) + 1), 1) * (window.to - window.from) > this.scale(window, mostTallied)) {
        limited.pop()
        return this.priced(e, framed, window, costs, limited, cost)
      }
    }
  }

  /** @returns the value of a shift that the row has too often, or −1 */
  private broken(employee: Employee): number {
    return employee.maximumShifts.findIndex((limit, s) => limit < unlimited && this.times(s + 1) > limit) + 1 || -1
  }

  private scale({ from, to }: Window, { whole, window }: { whole: number; window: number }): number {
    return to - from === this.tables.horizon ? whole : window
  }

  private times(value: number): number {
    let sum = 0
    for (const one of this.row) if (one === value) sum++
    return sum
  }

  /** Limits that would multiply the states too often get a price instead, which is raised and lowered. @returns the best bound; the cheapest legal days that came up stand in `row` */
  private priced(e: number, framed: Framed, window: Window, costs: Float64Array, limited: readonly number[], bound: number): number {
    const { values } = this.tables
    const { frame } = framed
    const own = costs.slice()
    const most = this.scale(window, tries)
    const price = new Float64Array(values)
    let best: Int32Array | undefined
    let least = infinity
    for (let attempt = 0, step = 8; (attempt < most || (best === undefined && attempt < 2 * most)) && !this.enough(); attempt++) {
      for (let value = 1; value < values; value++) {
        const limit = frame.employee.maximumShifts[value - 1]
        const excess = limit < unlimited ? this.times(value) - limit : 0
        // early steps are as wide as what is wrong; without legal days they only grow
        if (excess > 0 || price[value] > 0) price[value] = Math.max(0, price[value] + step * Math.sign(excess))
      }
      step = best === undefined ? step * 1.6 : step * 0.7
      for (let cell = window.from * values; cell < window.to * values; cell++) own[cell] = costs[cell] + price[cell % values]
      let lower = this.relax(e, framed, window, own, limited)
      for (let value = 1; value < values; value++) if (price[value] > 0) lower -= price[value] * frame.cap(value)
      bound = Math.max(bound, lower)
      if (this.broken(frame.employee) >= 0) continue
      let cost = 0
      for (let day = window.from; day < window.to; day++) cost += costs[day * values + this.row[day]]
      if (cost < least) {
        least = cost
        best = this.row.slice()
      }
    }
    if (best) this.row.set(best)
    this.legal = best !== undefined
    return bound
  }

  /** the cheapest days that keep these shifts' limits and every other rule */
  private relax(e: number, { frame, reach }: Framed, { from, to }: Window, costs: Float64Array, limited: readonly number[]): number {
    const { horizon, values, allowed } = this.tables
    const { weekends, units, unitsOf, restKind, kinds, entry } = frame
    const caps = limited.map((value) => frame.cap(value))
    const tallies = caps.reduce((product, cap) => product * (cap + 1), 1)
    const slab = units * tallies // one kind and number of weekends
    const states = kinds * weekends
    const size = states * slab
    this.reserve(size, to - from)
    // tally index → whether one more of the limited shift fits; what one more adds to the index
    const step = limited.map((_, i) => caps.slice(0, i).reduce((product, cap) => product * (cap + 1), 1))
    const full = (value: number, tally: number) => {
      const i = limited.indexOf(value)
      return i >= 0 && Math.floor(tally / step[i]) % (caps[i] + 1) === caps[i]
    }
    const fits = Array.from({ length: values }, (_, value) => Uint8Array.from({ length: tallies }, (_, tally) => (full(value, tally) ? 0 : 1)))
    const tallyStep = Int32Array.from({ length: values }, (_, value) => (limited.includes(value) ? step[limited.indexOf(value)] : 0))
    const { least, most } = reach
    let work = 0

    for (let day = from; day < to; day++) {
      const before = this.before[day - from]
      const last = this.cost
      const cost = this.last
      this.cost = cost
      this.last = last
      const today = (day - from) * states
      for (let state = 0; state < states; state++) {
        const base = state * slab
        if (least[today + state] <= most[today + state]) cost.fill(infinity, base + least[today + state] * tallies, base + (most[today + state] + 1) * tallies)
      }
      if (day === from) {
        for (let value = 0; value < values; value++) {
          if (!allowed[(e * horizon + day) * values + value] || !fits[value][0]) continue
          const kind = day === 0 ? firstKind(frame, value) : kindAfter(frame, entry, value, day)
          const weekend = day === 0 ? 0 : weekendAfter(day, value, entry >= restKind)
          if (kind < 0 || weekend >= weekends) continue
          const state = kind * weekends + weekend
          if (unitsOf[value] < least[today + state] || unitsOf[value] > most[today + state]) continue
          const at = state * slab + unitsOf[value] * tallies + tallyStep[value]
          if (costs[day * values + value] < cost[at]) {
            cost[at] = costs[day * values + value]
            before[at] = value
          }
        }
        continue
      }
      for (let kind = 0; kind < kinds; kind++) {
        for (let value = 0; value < values; value++) {
          if (!allowed[(e * horizon + day) * values + value]) continue
          const next = kindAfter(frame, kind, value, day)
          if (next < 0) continue
          const more = weekendAfter(day, value, kind >= restKind)
          const units1 = unitsOf[value]
          const price = costs[day * values + value]
          const fit = fits[value]
          if (tallies === 1 && !fit[0]) continue
          for (let weekend = 0; weekend + more < weekends; weekend++) {
            const here = today - states + kind * weekends + weekend
            const there = next * weekends + weekend + more
            const low = Math.max(least[here], least[today + there] - units1)
            const high = Math.min(most[here], most[today + there] - units1)
            if (low > high) continue
            const source = (kind * weekends + weekend) * slab
            const target = there * slab + units1 * tallies + tallyStep[value]
            const end = (high + 1) * tallies
            work += end - low * tallies
            if (tallies === 1) {
              for (let i = low; i < end; i++) {
                const total = last[source + i] + price
                if (total < cost[target + i]) {
                  cost[target + i] = total
                  before[target + i] = (source + i) * values + value
                }
              }
              continue
            }
            for (let i = low * tallies, tally = 0; i < end; i++, tally = tally + 1 === tallies ? 0 : tally + 1) {
              const total = last[source + i] + price
              if (total < cost[target + i] && fit[tally]) {
                cost[target + i] = total
                before[target + i] = (source + i) * values + value
              }
            }
          }
        }
      }
    }
    this.work += work

    const final = this.cost
    const ending = (to - 1 - from) * states
    let best = infinity
    let at = -1
    for (let state = 0; state < states; state++) {
      const end = state * slab + (most[ending + state] + 1) * tallies
      for (let i = state * slab + least[ending + state] * tallies; i < end; i++) {
        if (final[i] >= best) continue
        best = final[i]
        at = i
      }
    }
    if (at < 0) return infinity
    for (let day = to - 1; day >= from; day--) {
      const step = this.before[day - from][at]
      this.row[day] = step % values
      at = Math.floor(step / values)
    }
    return best
  }

  /** @returns an employee's frame within a window, made anew only when the days around it have changed; nothing when these break a rule by themselves */
  private framed(e: number, window: Window, around: Int32Array): Framed | undefined {
    const { from, to } = window
    const known = this.frames[e]
    if (known && known.from === from && known.to === to && known.around.every((value, day) => (day >= from && day < to) || value === around[day]))
      return known.framed
    const frame = frameOf(this.standings[e], window, around)
    const { horizon, values, allowed } = this.tables
    const framed = frame && { frame, reach: reachOf(frame, window, allowed.subarray(e * horizon * values, (e + 1) * horizon * values)) }
    this.frames[e] = { from, to, around: around.slice(), framed }
    return framed
  }

  private reserve(size: number, days: number): void {
    if (this.cost.length < size) {
      this.cost = new Float64Array(size)
      this.last = new Float64Array(size)
    }
    for (let day = 0; day < days; day++) if (day >= this.before.length || this.before[day].length < size) this.before[day] = new Int32Array(size)
  }
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))
