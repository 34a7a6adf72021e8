import { Runs } from '../../../src/constraints/runs.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import type { Tables } from '../compile.ts'

/** Days of work on end are not too many. Amount: days beyond, per run. */
export const maximumRun = ({ rows, isWork, instance: { staff } }: Tables) =>
  new Runs('maximum-run', hard, rows, isWork, (employee, length) => Math.max(0, length - staff[employee].maximumRun))
