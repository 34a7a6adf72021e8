import type { LinearModel } from './linear-model.ts'
import { solveLinear } from './solve.ts'

export interface BlockOptions {
  readonly timeLimitSeconds: number
  /** [row] first prices of the rows that join blocks: those of the linear relaxation are good ones */
  readonly prices: Float64Array
  /** a bound that is enough, e.g. the cost of a solution. Default: none */
  readonly target?: number
  /** hears every bound that is better than those before */
  readonly tell?: (bound: number) => void
}

interface Block {
  readonly columns: readonly number[]
  /** everything of the block but its costs */
  readonly model: LinearModel
}

/**
 * A bound by Lagrangian decomposition: rows that join several blocks are priced, not kept; then each block is a small whole-number model by itself, and the sum of their bounds is one for all, whatever the prices are.
 * It is at least as good as the linear relaxation whose prices it starts from. As long as time is left the prices follow what the blocks' solutions break.
 *
 * @param blockOf [column] its block, from 0; −1: alone
 * @returns the best bound; −Infinity where no round ended
 */
export async function boundByBlocks(model: LinearModel, blockOf: Int32Array, options: BlockOptions): Promise<number> {
  const began = performance.now()
  const left = () => options.timeLimitSeconds - (performance.now() - began) / 1000
  const { blocks, joining } = split(model, blockOf)
  const prices = Float64Array.from(options.prices)
  admit(model, prices)
  let best = Number.NEGATIVE_INFINITY
  let bestPrices = Float64Array.from(prices)
  let bestBreach: Float64Array | undefined
  const target = options.target ?? Number.POSITIVE_INFINITY
  // how far towards a bound of 2 % more
  let scale = 0.5
  while (left() > 1) {
    const round = await price(model, blockOf, blocks, joining, prices, left)
    if (round.bound > best) {
      best = round.bound
      bestPrices = Float64Array.from(prices)
      bestBreach = round.breach
      options.tell?.(best)
    } else scale /= 2
    // without an answer from every block there is no direction
    if (!bestBreach || !round.complete || scale < 1e-3 || best >= target) break
    const norm = bestBreach.reduce((sum, v) => sum + v * v, 0)
    if (norm < 1e-9) break
    const aim = Math.min(target, best + 0.02 * Math.max(1, Math.abs(best)))
    const step = (scale * (aim - best)) / norm
    for (const i of joining) prices[i] = bestPrices[i] + step * bestBreach[i]
    admit(model, prices)
  }
  return best
}

/** a row without an upper side has no price below 0, one without a lower side none above */
function admit({ rows, rowLower, rowUpper }: LinearModel, prices: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    if (rowLower[i] === Number.NEGATIVE_INFINITY) prices[i] = Math.min(0, prices[i])
    if (rowUpper[i] === Number.POSITIVE_INFINITY) prices[i] = Math.max(0, prices[i])
  }
}

interface Round {
  readonly bound: number
  /** [row] how far the blocks' solutions are beyond the side that is priced */
  readonly breach: Float64Array
  /** every block had a solution */
  readonly complete: boolean
}

async function price(
  model: LinearModel,
  blockOf: Int32Array,
  blocks: readonly Block[],
  joining: readonly number[],
  prices: Float64Array,
  left: () => number,
): Promise<Round> {
  const { starts, indices, values, rowLower, rowUpper } = model
  const cost = Float64Array.from(model.cost)
  let bound = model.offset
  for (const i of joining) {
    if (prices[i] === 0) continue
    bound += prices[i] * (prices[i] > 0 ? rowLower[i] : rowUpper[i])
    for (let at = starts[i]; at < starts[i + 1]; at++) cost[indices[at]] -= prices[i] * values[at]
  }
  const x = new Float64Array(model.columns)
  for (let j = 0; j < model.columns; j++) {
    if (blockOf[j] >= 0) continue
    x[j] = cost[j] > 0 ? model.lower[j] : cost[j] < 0 ? model.upper[j] : Math.max(model.lower[j], Math.min(0, model.upper[j]))
    if (cost[j] !== 0) bound += cost[j] * x[j]
  }
  let complete = true
  for (const [b, { columns, model: own }] of blocks.entries()) {
    const outcome = await solveLinear(
      { ...own, cost: Float64Array.from(columns, (j) => cost[j]) },
      { engine: 'highs', absoluteGap: 0.1, timeLimitSeconds: Math.max(1, left() / (blocks.length - b)) },
    )
    bound += outcome.bound
    for (const [at, j] of columns.entries()) x[j] = outcome.x?.[at] ?? 0
    complete &&= outcome.x !== undefined
  }
  const breach = new Float64Array(model.rows)
  for (const i of joining) {
    let activity = 0
    for (let at = starts[i]; at < starts[i + 1]; at++) activity += values[at] * x[indices[at]]
    const [under, over] = [rowLower[i] - activity, rowUpper[i] - activity]
    // a row that is kept and has no price stays so
    const side = under > 0 || prices[i] > 0 ? under : over < 0 || prices[i] < 0 ? over : 0
    breach[i] = Number.isFinite(side) ? side : 0
  }
  return { bound, breach, complete }
}

function split(model: LinearModel, blockOf: Int32Array): { readonly blocks: readonly Block[]; readonly joining: readonly number[] } {
  const { starts, indices } = model
  const columns: number[][] = []
  const place = new Int32Array(model.columns)
  blockOf.forEach((b, j) => {
    if (b < 0) return
    columns[b] ??= []
    place[j] = columns[b].length
    columns[b].push(j)
  })
  const rows: number[][] = columns.map(() => [])
  const joining: number[] = []
  for (let i = 0; i < model.rows; i++) {
    const first = starts[i] < starts[i + 1] ? blockOf[indices[starts[i]]] : -1
    const inside = first >= 0 && indices.subarray(starts[i], starts[i + 1]).every((j) => blockOf[j] === first)
    if (inside) rows[first].push(i)
    else if (starts[i] < starts[i + 1]) joining.push(i)
  }
  const blocks = columns.flatMap((own, b) => (own ? [{ columns: own, model: part(model, own, rows[b], place) }] : []))
  return { blocks, joining }
}

function part(model: LinearModel, columns: readonly number[], rows: readonly number[], place: Int32Array): LinearModel {
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const i of rows) {
    for (let at = model.starts[i]; at < model.starts[i + 1]; at++) {
      indices.push(place[model.indices[at]])
      values.push(model.values[at])
    }
    starts.push(indices.length)
  }
  const pick = (list: Float64Array, of: readonly number[]) => Float64Array.from(of, (i) => list[i])
  return {
    columns: columns.length,
    rows: rows.length,
    offset: 0,
    cost: pick(model.cost, columns),
    lower: pick(model.lower, columns),
    upper: pick(model.upper, columns),
    integer: Uint8Array.from(columns, (j) => model.integer[j]),
    rowLower: pick(model.rowLower, rows),
    rowUpper: pick(model.rowUpper, rows),
    starts: Int32Array.from(starts),
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  }
}
