import type { LinearModel } from './linear-model.ts'

/**
 * A lower bound that any prices of the rows give, be they a little wrong: moving the rows into the objective leaves a minimum over a box, which is exact arithmetic on the columns.
 * So the bound of a linear relaxation is proved by a sum, not by the tolerances of an engine.
 *
 * @param prices [row] the row's dual value: above 0 where its lower bound binds, below 0 where its upper one does
 * @returns a number that no solution of the linear relaxation undercuts; −Infinity where an unbounded column or row is priced the wrong way
 */
export function lagrangianBound(model: LinearModel, prices: Float64Array): number {
  const { rows, columns, starts, indices, values, rowLower, rowUpper, lower, upper } = model
  const reduced = Float64Array.from(model.cost)
  let bound = model.offset
  for (let i = 0; i < rows; i++) {
    let price = prices[i]
    // a price on a side that is not there is an engine's rounding: without it the bound stays valid
    if (!Number.isFinite(price) || (price > 0 && rowLower[i] === Number.NEGATIVE_INFINITY) || (price < 0 && rowUpper[i] === Number.POSITIVE_INFINITY)) price = 0
    if (price === 0) continue
    bound += price * (price > 0 ? rowLower[i] : rowUpper[i])
    for (let k = starts[i]; k < starts[i + 1]; k++) reduced[indices[k]] -= price * values[k]
  }
  for (let j = 0; j < columns; j++) {
    if (Math.abs(reduced[j]) < 1e-9 && !(Number.isFinite(lower[j]) && Number.isFinite(upper[j]))) continue
    if (reduced[j] !== 0) bound += reduced[j] * (reduced[j] > 0 ? lower[j] : upper[j])
  }
  return bound
}
