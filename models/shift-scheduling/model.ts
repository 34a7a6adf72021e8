import { Random } from '../../src/kernel/random.ts'
import type { Compiled, Model } from '../../src/solve/model.ts'
import { compileTables, off, type Tables } from './compile.ts'
import type { Instance, Roster } from './instance.ts'
import { Objective } from './objective.ts'
import { Search } from './search.ts'
import { parseInstance } from './text.ts'

/** Employee shift scheduling of Curtois and Qu; documents are texts in their format. */
export const shiftScheduling: Model<Instance, Roster> = {
  name: 'shift-scheduling',

  parse(input) {
    if (typeof input !== 'string') throw new TypeError('a shift-scheduling instance is a text with sections')
    return parseInstance(input)
  },

  compile(instance): Compiled<Roster> {
    const tables = compileTables(instance)
    let start = new Int32Array(tables.variables)
    let search: Search | undefined
    const best = () => search?.walk.best ?? start

    return {
      encode(roster) {
        start = encode(instance, tables, roster)
        search = undefined
      },
      search(options) {
        search = new Search(tables, start, new Random(options.seed), options)
        return search.run()
      },
      decode() {
        return [...best()].flatMap((value, variable) => {
          if (value === off) return []
          const employee = instance.staff[Math.floor(variable / tables.horizon)].id
          return [{ employee, day: variable % tables.horizon, shift: instance.shifts[value - 1].id }]
        })
      },
      breakdown() {
        const values = best()
        return { assignments: 0, 'days-off': 0, ...Object.fromEntries(new Objective(tables).rules.map((rule) => [rule.id, rule.reset(values)])) }
      },
    }
  },
}

/** Shifts that are unknown, or not among a day's values, are left out. */
function encode(instance: Instance, tables: Tables, roster: Roster): Int32Array<ArrayBuffer> {
  const values = new Int32Array(tables.variables)
  const employees = new Map(instance.staff.map((employee, e) => [employee.id, e]))
  const shifts = new Map(instance.shifts.map((shift, s) => [shift.id, s + 1]))
  for (const { employee, day, shift } of roster) {
    const e = employees.get(employee)
    const value = shifts.get(shift)
    if (e === undefined || value === undefined || day >= tables.horizon) continue
    const variable = e * tables.horizon + day
    if (tables.allowed[variable * tables.values + value]) values[variable] = value
  }
  return values
}
