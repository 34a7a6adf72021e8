import { Runs } from '../../../src/constraints/runs.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import type { Tables } from '../compile.ts'

/** Days off on end are not too few, except at the beginning and the end of the horizon. Amount: days too few, per run. */
export const minimumRest = ({ rows, isOff, instance: { staff } }: Tables) =>
  new Runs('minimum-rest', hard, rows, isOff, (employee, length, open) => (open || length === 0 ? 0 : Math.max(0, staff[employee].minimumRest - length)))
