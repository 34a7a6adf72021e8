import { Runs } from '../../../src/constraints/runs.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import type { Tables } from '../compile.ts'

/** Days of work on end are not too few, except at the beginning and the end of the horizon. Amount: days too few, per run. */
export const minimumRun = ({ rows, isWork, instance: { staff } }: Tables) =>
  new Runs('minimum-run', hard, rows, isWork, (employee, length, open) => (open || length === 0 ? 0 : Math.max(0, staff[employee].minimumRun - length)))
