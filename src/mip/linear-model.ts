/**
 * A linear model in flat arrays: minimise offset + cost · x subject to rowLower ≤ A x ≤ rowUpper, lower ≤ x ≤ upper, some x whole.
 * A is stored by rows (CSR): the entries of row i are starts[i] … starts[i + 1] − 1. Bounds may be ±Infinity.
 */
export interface LinearModel {
  readonly columns: number
  readonly rows: number
  readonly offset: number
  readonly cost: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** [column] 1 where the value must be whole */
  readonly integer: Uint8Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

/** Builds a linear model column by column and row by row; both are known by the numbers in which they were added. */
export class ModelBuilder {
  offset = 0
  private readonly cost: number[] = []
  private readonly lower: number[] = []
  private readonly upper: number[] = []
  private readonly integer: number[] = []
  private readonly rowLower: number[] = []
  private readonly rowUpper: number[] = []
  private readonly starts: number[] = [0]
  private readonly indices: number[] = []
  private readonly values: number[] = []
  /** [column] where the row that is being added has its entry, for entries given twice */
  private readonly place: number[] = []

  get columns(): number {
    return this.cost.length
  }

  get rows(): number {
    return this.rowLower.length
  }

  /** @returns the number of the new continuous column */
  column(cost: number, lower = 0, upper = Number.POSITIVE_INFINITY): number {
    this.cost.push(cost)
    this.lower.push(lower)
    this.upper.push(upper)
    this.integer.push(0)
    this.place.push(-1)
    return this.cost.length - 1
  }

  /** @returns the number of the new whole-valued column */
  whole(cost: number, lower = 0, upper = Number.POSITIVE_INFINITY): number {
    const column = this.column(cost, lower, upper)
    this.integer[column] = 1
    return column
  }

  binary(cost: number): number {
    return this.whole(cost, 0, 1)
  }

  addCost(column: number, cost: number): void {
    this.cost[column] += cost
  }

  bound(column: number, lower: number, upper: number): void {
    this.lower[column] = lower
    this.upper[column] = upper
  }

  /** lower ≤ Σ values[i] × x[columns[i]] ≤ upper; a column named twice counts with the sum. @returns the number of the new row */
  row(lower: number, upper: number, columns: readonly number[], values: readonly number[] | number = 1): number {
    const { indices, values: all, place } = this
    const start = indices.length
    for (let i = 0; i < columns.length; i++) {
      const value = typeof values === 'number' ? values : values[i]
      const at = place[columns[i]]
      if (at >= start) all[at] += value
      else {
        place[columns[i]] = indices.length
        indices.push(columns[i])
        all.push(value)
      }
    }
    this.starts.push(indices.length)
    this.rowLower.push(lower)
    this.rowUpper.push(upper)
    return this.rowLower.length - 1
  }

  build(): LinearModel {
    return {
      columns: this.columns,
      rows: this.rows,
      offset: this.offset,
      cost: Float64Array.from(this.cost),
      lower: Float64Array.from(this.lower),
      upper: Float64Array.from(this.upper),
      integer: Uint8Array.from(this.integer),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      starts: Int32Array.from(this.starts),
      indices: Int32Array.from(this.indices),
      values: Float64Array.from(this.values),
    }
  }
}

/** @throws RangeError with the first number that makes no sense: not a number, a bound that excludes everything by its sign, an entry without a column */
export function assertSound(model: LinearModel): void {
  const { columns, rows } = model
  const lengths: readonly [string, { length: number }, number][] = [
    ['cost', model.cost, columns],
    ['lower', model.lower, columns],
    ['upper', model.upper, columns],
    ['integer', model.integer, columns],
    ['rowLower', model.rowLower, rows],
    ['rowUpper', model.rowUpper, rows],
    ['starts', model.starts, rows + 1],
    ['values', model.values, model.indices.length],
  ]
  for (const [name, list, length] of lengths) if (list.length !== length) throw new RangeError(`${name} has ${list.length} entries, not ${length}`)
  const finite = (name: string, list: Float64Array) =>
    list.forEach((value, i) => {
      if (!Number.isFinite(value)) throw new RangeError(`${name}[${i}] is ${value}`)
    })
  finite('cost', model.cost)
  finite('values', model.values)
  const bounds = (name: string, low: Float64Array, high: Float64Array) =>
    low.forEach((value, i) => {
      if (Number.isNaN(value) || Number.isNaN(high[i]) || value === Number.POSITIVE_INFINITY || high[i] === Number.NEGATIVE_INFINITY)
        throw new RangeError(`${name} ${i} lies between ${value} and ${high[i]}`)
    })
  bounds('column', model.lower, model.upper)
  bounds('row', model.rowLower, model.rowUpper)
  if (model.starts[0] !== 0 || model.starts[rows] !== model.indices.length) throw new RangeError('starts do not span the entries')
  model.indices.forEach((column, at) => {
    if (column < 0 || column >= columns) throw new RangeError(`entry ${at} names column ${column} of ${columns}`)
  })
}

/** @returns offset + cost · x */
export function objectiveOf(model: LinearModel, x: Float64Array): number {
  let sum = model.offset
  for (let j = 0; j < model.columns; j++) sum += model.cost[j] * x[j]
  return sum
}

/** @returns the largest breach of a bound, a row or wholeness: 0 for a solution */
export function breach(model: LinearModel, x: Float64Array): number {
  let worst = 0
  for (let j = 0; j < model.columns; j++) {
    if (Number.isNaN(x[j])) return Number.POSITIVE_INFINITY
    worst = Math.max(worst, model.lower[j] - x[j], x[j] - model.upper[j])
    if (model.integer[j]) worst = Math.max(worst, Math.abs(x[j] - Math.round(x[j])))
  }
  for (let i = 0; i < model.rows; i++) {
    let sum = 0
    for (let k = model.starts[i]; k < model.starts[i + 1]; k++) sum += model.values[k] * x[model.indices[k]]
    worst = Math.max(worst, model.rowLower[i] - sum, sum - model.rowUpper[i])
  }
  return worst
}
