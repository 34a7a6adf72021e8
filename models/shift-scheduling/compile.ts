import type { Grouping } from '../../src/constraints/grouping.ts'
import type { Rows } from '../../src/constraints/rows.ts'
import { flatten, type Lists } from '../../src/kernel/table.ts'
import type { Instance } from './instance.ts'

/** No shift: the value of a day off. A shift's value is its index + 1. */
export const off = 0

/**
 * The instance in integers. A variable is an employee's day: employee × horizon + day; its value is a shift + 1, or 0.
 * Given days off, and shifts that an employee may never have, are not among a variable's values: hard rules that cannot be broken.
 */
export interface Tables {
  readonly instance: Instance
  readonly employees: number
  readonly horizon: number
  /** shifts + 1 */
  readonly values: number
  readonly variables: number
  readonly rows: Rows
  /** value → minutes, 0 for off */
  readonly minutes: Int32Array
  /** value → 1 if it is work; value → 1 if it is off */
  readonly isWork: Uint8Array
  readonly isOff: Uint8Array
  /** variable, value → 1 if it may be taken */
  readonly allowed: Uint8Array
  /** variable → values it may take */
  readonly domain: Lists
  /** value, next value → 1 if it may not follow */
  readonly forbidden: Uint8Array
  /** variable, value → cost of the wishes that it leaves unmet */
  readonly wishes: Int32Array
  /** day, value, employees there → cost */
  readonly coverCost: (day: number, value: number, count: number) => number
}

export function compileTables(instance: Instance): Tables {
  const { horizon, shifts, staff } = instance
  const values = shifts.length + 1
  const variables = staff.length * horizon
  const allowed = new Uint8Array(variables * values).fill(1)
  staff.forEach((employee, e) => {
    for (let day = 0; day < horizon; day++) {
      const given = employee.daysOff.includes(day)
      shifts.forEach((_, s) => {
        if (given || employee.maximumShifts[s] === 0) allowed[(e * horizon + day) * values + s + 1] = 0
      })
    }
  })
  const wishes = new Int32Array(variables * values)
  for (const { employee, day, shift, kind, weight } of instance.requests) {
    const row = (employee * horizon + day) * values
    for (let value = 0; value < values; value++) if ((value === shift + 1) === (kind === 'off')) wishes[row + value] += weight
  }
  const forbidden = new Uint8Array(values * values)
  shifts.forEach((shift, s) => {
    for (const next of shift.cannotPrecede) forbidden[(s + 1) * values + next + 1] = 1
  })
  const byCell = Map.groupBy(instance.cover, ({ day, shift }) => day * values + shift + 1)
  return {
    instance,
    employees: staff.length,
    horizon,
    values,
    variables,
    rows: { rows: staff.length, length: horizon },
    minutes: Int32Array.from([0, ...shifts.map((shift) => shift.minutes)]),
    isWork: Uint8Array.from({ length: values }, (_, value) => (value === off ? 0 : 1)),
    isOff: Uint8Array.from({ length: values }, (_, value) => (value === off ? 1 : 0)),
    allowed,
    domain: flatten(
      Array.from({ length: variables }, (_, variable) =>
        Array.from({ length: values }, (_, value) => value).filter((value) => allowed[variable * values + value]),
      ),
    ),
    forbidden,
    wishes,
    coverCost: (day, value, count) =>
      (byCell.get(day * values + value) ?? []).reduce(
        (sum, { wanted, under, over }) => sum + Math.max(0, wanted - count) * under + Math.max(0, count - wanted) * over,
        0,
      ),
  }
}

const identity = (length: number) => Int32Array.from({ length }, (_, i) => i)

/** Variables by employee, by day, or each for itself; values as they are. */
export const byEmployee = (tables: Tables): Grouping => ({
  ownerOf: Int32Array.from({ length: tables.variables }, (_, variable) => Math.floor(variable / tables.horizon)),
  owners: tables.employees,
  classOf: identity(tables.values),
  classes: tables.values,
})

export const byDay = (tables: Tables): Grouping => ({
  ownerOf: Int32Array.from({ length: tables.variables }, (_, variable) => variable % tables.horizon),
  owners: tables.horizon,
  classOf: identity(tables.values),
  classes: tables.values,
})

export const byItself = (tables: Tables): Grouping => ({
  ownerOf: identity(tables.variables),
  owners: tables.variables,
  classOf: identity(tables.values),
  classes: tables.values,
})
