import { solveWithHighs } from './highs.ts'
import { solveInThread } from './javascript.ts'
import { assertSound, type LinearModel } from './linear-model.ts'
import type { MipOptions, MipOutcome } from './outcome.ts'

export interface EngineOptions extends MipOptions {
  /** `small`: in this thread where the model is small and its answer can be believed, else HiGHS (default). `highs`: always the thread */
  readonly engine?: 'small' | 'highs'
}

/** columns above which the in-thread engine is not even asked: its tableau is dense */
const smallColumns = 400

/**
 * Minimises a linear model.
 *
 * @throws RangeError when the model is broken (see `assertSound`)
 */
export async function solveLinear(model: LinearModel, options: EngineOptions = {}): Promise<MipOutcome> {
  assertSound(model)
  const plain = trivial(model)
  if (plain) return plain
  if (options.engine !== 'highs' && model.columns <= smallColumns && !options.signal?.aborted) {
    const outcome = solveInThread(model, options)
    if (outcome) return outcome
  }
  return solveWithHighs(model, options)
}

const nothing = { seconds: 0, engine: 'none', cancelled: false } as const

/** What needs no engine, and what engines call `Empty`: no columns; bounds that cross. */
function trivial(model: LinearModel): MipOutcome | undefined {
  const infeasible: MipOutcome = { ...nothing, status: 'infeasible', objective: Number.POSITIVE_INFINITY, bound: Number.POSITIVE_INFINITY }
  for (let j = 0; j < model.columns; j++) {
    if (model.lower[j] > model.upper[j]) return infeasible
    if (model.integer[j] && Math.ceil(model.lower[j] - 1e-9) > Math.floor(model.upper[j] + 1e-9)) return infeasible
  }
  for (let i = 0; i < model.rows; i++) {
    if (model.rowLower[i] > model.rowUpper[i]) return infeasible
    if (model.starts[i] === model.starts[i + 1] && (model.rowLower[i] > 0 || model.rowUpper[i] < 0)) return infeasible
  }
  if (model.columns > 0) return undefined
  return { ...nothing, status: 'optimal', x: new Float64Array(0), objective: model.offset, bound: model.offset }
}
