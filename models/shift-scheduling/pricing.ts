import { off, type Tables } from './compile.ts'
import { type Employee, unlimited } from './instance.ts'

/** What a path through the days carries along for one employee. */
interface Frame {
  readonly employee: Employee
  /** longest run of work, and shortest rest, that need telling apart */
  readonly maximumRun: number
  readonly rest: number
  /** weekends worked: 0 … weekends − 1 */
  readonly weekends: number
  /** units of work so far: 0 … units − 1; a unit is the shifts' greatest common divisor in minutes */
  readonly units: number
  readonly leastUnits: number
  readonly unitsOf: Int32Array
  readonly longestShift: number
}

const infinity = Number.POSITIVE_INFINITY

/**
 * The cheapest days of one employee by dynamic programming over the days, exact in every hard rule: the state is the last shift's class and the length of its run (or the length of the rest),
 * weekends worked and minutes so far. Limits on single shifts enter only when the cheapest path without them breaks one: few do.
 */
export class Pricer {
  /** the days found last: day → value */
  readonly row: Int32Array
  /** transitions tried so far */
  work = 0
  private readonly tables: Tables
  private readonly frames: readonly Frame[]
  /** value → class of shifts that forbid the same successors */
  private readonly classOf: Int32Array
  private readonly classes: number
  /** class, value → 1 if it may not follow */
  private readonly forbidden: Uint8Array
  /** states of each day: cost, and the state of the day before × values + value taken */
  private cost: Float64Array[] = []
  private before: Int32Array[] = []

  constructor(tables: Tables) {
    const { values, instance } = tables
    this.tables = tables
    this.row = new Int32Array(tables.horizon)
    const successors = (value: number) => tables.forbidden.subarray(value * values, (value + 1) * values).join()
    const kinds = [...new Set(Array.from({ length: values - 1 }, (_, s) => successors(s + 1)))]
    this.classes = kinds.length
    this.classOf = Int32Array.from({ length: values }, (_, value) => (value === off ? -1 : kinds.indexOf(successors(value))))
    this.forbidden = Uint8Array.from(kinds.flatMap((kind) => kind.split(',').map(Number)))
    const unit = instance.shifts.map((shift) => shift.minutes).reduce(greatestCommonDivisor, 0) || 1
    const weekends = Math.ceil((tables.horizon + 2) / 7)
    this.frames = instance.staff.map((employee) => {
      const unitsOf = Int32Array.from(tables.minutes, (minutes) => minutes / unit)
      const longestShift = Math.max(...unitsOf.filter((_, value) => value === off || employee.maximumShifts[value - 1] > 0))
      return {
        employee,
        maximumRun: Math.max(1, Math.min(employee.maximumRun, tables.horizon)),
        rest: Math.max(1, employee.minimumRest),
        weekends: Math.min(employee.maximumWeekends, weekends) + 1,
        units: Math.min(Math.floor(employee.maximumMinutes / unit), longestShift * tables.horizon) + 1,
        leastUnits: Math.ceil(employee.minimumMinutes / unit),
        unitsOf,
        longestShift,
      }
    })
  }

  /** @returns states of one employee's pricing over all days, while no limit on single shifts enters */
  states(employee: number): number {
    const { maximumRun, rest, weekends, units } = this.frames[employee]
    return (this.classes * maximumRun + rest) * weekends * units * this.tables.horizon
  }

  /**
   * @param costs day × values + value → cost; values that a day may not take are passed over
   * @returns the cost of the cheapest days, which stand in `row`; infinite when the hard rules leave none
   */
  cheapest(employee: number, costs: Float64Array): number {
    const { employee: rules } = this.frames[employee]
    const limited: number[] = []
    for (;;) {
      const cost = this.relax(employee, costs, limited)
      if (cost === infinity) return infinity
      const broken = rules.maximumShifts.findIndex(
        (limit, s) => limit < unlimited && this.row.reduce((sum, value) => sum + (value === s + 1 ? 1 : 0), 0) > limit,
      )
      if (broken < 0) return cost
      limited.push(broken + 1)
    }
  }

  /** the cheapest days that keep these shifts' limits and every other rule */
  private relax(e: number, costs: Float64Array, limited: readonly number[]): number {
    const { classes, classOf, forbidden, tables } = this
    const { horizon, values, allowed } = tables
    const { employee, maximumRun, rest, weekends, units, leastUnits, unitsOf, longestShift } = this.frames[e]
    const kinds = classes * maximumRun + rest
    const caps = limited.map((value) => employee.maximumShifts[value - 1])
    const tallies = caps.reduce((product, cap) => product * (cap + 1), 1)
    const slab = units * tallies // one kind and number of weekends
    const size = kinds * weekends * slab
    this.reserve(size)
    // tally index → whether one more of the limited shift fits; what one more adds to the index
    const step = limited.map((_, i) => caps.slice(0, i).reduce((product, cap) => product * (cap + 1), 1))
    const full = (value: number, tally: number) => {
      const i = limited.indexOf(value)
      return i >= 0 && Math.floor(tally / step[i]) % (caps[i] + 1) === caps[i]
    }
    const fits = Array.from({ length: values }, (_, value) => Uint8Array.from({ length: tallies }, (_, tally) => (full(value, tally) ? 0 : 1)))
    const tallyStep = Int32Array.from({ length: values }, (_, value) => (limited.includes(value) ? step[limited.indexOf(value)] : 0))
    const restKind = classes * maximumRun // rest of length 1; longer ones follow
    let work = 0

    for (let day = 0; day < horizon; day++) {
      const cost = this.cost[day]
      const before = this.before[day]
      cost.fill(infinity, 0, size)
      const isWeekend = day % 7 >= 5
      const lowest = Math.max(0, leastUnits - (horizon - 1 - day) * longestShift)
      if (day === 0) {
        for (let value = 0; value < values; value++) {
          if (!allowed[e * horizon * values + value] || unitsOf[value] >= units || unitsOf[value] < lowest || !fits[value][0]) continue
          const kind = value === off ? restKind : classOf[value] * maximumRun
          const at = kind * weekends * slab + unitsOf[value] * tallies + tallyStep[value]
          if (costs[value] < cost[at]) {
            cost[at] = costs[value]
            before[at] = value
          }
        }
        continue
      }
      const last = this.cost[day - 1]
      for (let kind = 0; kind < kinds; kind++) {
        const resting = kind >= restKind
        const length = resting ? kind - restKind + 1 : (kind % maximumRun) + 1
        const own = resting ? -1 : Math.floor(kind / maximumRun)
        // a run that began on day 0 may be shorter
        const mayEnd = length === day || length >= (resting ? rest : employee.minimumRun)
        for (let value = 0; value < values; value++) {
          if (!allowed[(e * horizon + day) * values + value]) continue
          let next: number
          if (value === off) {
            if (!resting && !mayEnd) continue
            next = resting ? restKind + Math.min(length, rest - 1) : restKind
          } else if (resting) {
            if (!mayEnd) continue
            next = classOf[value] * maximumRun
          } else {
            if (length === maximumRun || forbidden[own * values + value]) continue
            next = classOf[value] * maximumRun + length
          }
          const more = isWeekend && value !== off && (day % 7 === 5 || resting) ? 1 : 0
          const units1 = unitsOf[value]
          const price = costs[day * values + value]
          const first = Math.max(0, lowest - units1)
          const fit = fits[value]
          for (let weekend = 0; weekend + more < weekends; weekend++) {
            const source = (kind * weekends + weekend) * slab
            const target = (next * weekends + weekend + more) * slab + units1 * tallies + tallyStep[value]
            const end = (units - units1) * tallies
            if (end > first * tallies) work += end - first * tallies
            for (let i = first * tallies, tally = 0; i < end; i++, tally = tally + 1 === tallies ? 0 : tally + 1) {
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

    const final = this.cost[horizon - 1]
    let best = infinity
    let at = -1
    for (let i = 0; i < size; i++) {
      if (final[i] < best && Math.floor((i % slab) / tallies) >= leastUnits) {
        best = final[i]
        at = i
      }
    }
    if (at < 0) return infinity
    for (let day = horizon - 1; day >= 0; day--) {
      const step = this.before[day][at]
      this.row[day] = step % values
      at = Math.floor(step / values)
    }
    return best
  }

  private reserve(size: number): void {
    if (this.cost.length > 0 && this.cost[0].length >= size) return
    this.cost = Array.from({ length: this.tables.horizon }, () => new Float64Array(size))
    this.before = Array.from({ length: this.tables.horizon }, () => new Int32Array(size))
  }
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))
