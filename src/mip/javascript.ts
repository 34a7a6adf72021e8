import solver from 'javascript-lp-solver'
import { breach, type LinearModel, objectiveOf } from './linear-model.ts'
import type { MipOptions, MipOutcome } from './outcome.ts'

/** beyond so many whole columns it has called fractional answers feasible */
export const mostWhole = 150
const tolerance = 1e-6

/**
 * Solves a small model in this thread with javascript-lp-solver, which starts in a tenth of the time of HiGHS. Its presolve and its options have been
 * seen to give wrong answers, so they stay off, and no answer is believed before it is checked.
 *
 * @returns undefined where the answer cannot be believed, or says something that cannot be checked (infeasible, unbounded): ask HiGHS
 */
export function solveInThread(model: LinearModel, options: Pick<MipOptions, 'relaxed' | 'timeLimitSeconds'> = {}): MipOutcome | undefined {
  const { columns, rows, starts, indices, values } = model
  const whole = options.relaxed ? new Uint8Array(columns) : model.integer
  const wholes = whole.reduce((sum, one) => sum + one, 0)
  if (wholes > mostWhole) return undefined
  const began = performance.now()
  // its columns are ≥ 0 unless they are free: a finite lower bound is shifted to 0
  const shift = model.lower.map((low) => (Number.isFinite(low) ? low : 0))
  const constraints: Record<string, { min?: number; max?: number; equal?: number }> = {}
  const variables: Record<string, Record<string, number>> = {}
  const ints: Record<string, 1> = {}
  const unrestricted: Record<string, 1> = {}
  for (let j = 0; j < columns; j++) {
    const entries: Record<string, number> = { cost: model.cost[j] }
    variables[`x${j}`] = entries
    if (whole[j]) ints[`x${j}`] = 1
    if (!Number.isFinite(model.lower[j])) unrestricted[`x${j}`] = 1
    if (Number.isFinite(model.upper[j])) {
      constraints[`u${j}`] = { max: model.upper[j] - shift[j] }
      entries[`u${j}`] = 1
    }
  }
  for (let i = 0; i < rows; i++) {
    let moved = 0
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      variables[`x${indices[k]}`][`r${i}`] = values[k]
      moved += values[k] * shift[indices[k]]
    }
    const min = model.rowLower[i] - moved
    const max = model.rowUpper[i] - moved
    if (starts[i] === starts[i + 1]) {
      if (min > tolerance || max < -tolerance) return undefined
      continue
    }
    if (min === max) constraints[`r${i}`] = { equal: min }
    else if (Number.isFinite(min) || Number.isFinite(max)) constraints[`r${i}`] = { ...(Number.isFinite(min) && { min }), ...(Number.isFinite(max) && { max }) }
  }
  const found = solver.Solve({
    optimize: 'cost',
    opType: 'min',
    constraints,
    variables,
    ints,
    unrestricted,
    ...(options.timeLimitSeconds !== undefined && { timeout: options.timeLimitSeconds * 1000 }),
    options: { presolve: false },
  }) as Record<string, number | boolean | undefined>
  if (found.feasible !== true || found.bounded === false || (wholes > 0 && found.isIntegral !== true)) return undefined
  const x = new Float64Array(columns)
  for (let j = 0; j < columns; j++) {
    const value = Number(found[`x${j}`] ?? 0) + shift[j]
    x[j] = whole[j] ? Math.round(value) : value
    if (Math.abs(x[j] - value) > tolerance) return undefined
  }
  const objective = objectiveOf(model, x)
  const said = Number(found.result) + model.offset + shift.reduce((sum, low, j) => sum + low * model.cost[j], 0)
  if (breach({ ...model, integer: whole }, x) > tolerance || Math.abs(objective - said) > tolerance * Math.max(1, Math.abs(objective))) return undefined
  const seconds = (performance.now() - began) / 1000
  // a timeout leaves the best so far without saying so
  const proved = options.timeLimitSeconds === undefined || seconds < options.timeLimitSeconds
  return {
    status: proved ? 'optimal' : 'feasible',
    x,
    objective,
    bound: proved ? objective : Number.NEGATIVE_INFINITY,
    seconds,
    engine: 'javascript-lp-solver',
    cancelled: false,
  }
}
