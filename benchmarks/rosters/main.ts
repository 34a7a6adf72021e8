import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { makeRosterInstance } from './make.ts'

/**
 * A made-up instance of employee shift scheduling in the text format of the published ones: `node benchmarks/rosters/main.ts --employees 30 --weeks 4 --shifts 4 --seed 1 --out DIR/Made30.txt`.
 * The bench takes it like any other: `npm run -s bench -- --suite shift-scheduling --data DIR`.
 */
const { values } = parseArgs({
  options: {
    employees: { type: 'string', default: '30' },
    weeks: { type: 'string', default: '4' },
    shifts: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
})
const [employees, weeks, shifts, seed] = [values.employees, values.weeks, values.shifts, values.seed].map(Number)
if (![employees, weeks, shifts].every((n) => Number.isInteger(n) && n >= 1) || !Number.isInteger(seed))
  throw new RangeError('employees, weeks and shifts are whole numbers from 1 on')
const text = makeRosterInstance({ employees, weeks, shifts, seed })
if (values.out) writeFileSync(values.out, text)
else process.stdout.write(text)
