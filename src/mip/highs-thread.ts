import { parentPort } from 'node:worker_threads'
import highsLoader, { type Highs, type ModelData } from 'highs'
import { lagrangianBound } from './lagrangian.ts'
import type { LinearModel } from './linear-model.ts'

/** What the thread is asked to solve; one at a time. */
export interface HighsTask {
  readonly model: LinearModel
  readonly timeLimitSeconds?: number
  readonly relativeGap: number
  readonly absoluteGap: number
  readonly start?: Float64Array
  readonly relaxed: boolean
  readonly interior: boolean
  readonly presolve: boolean
  readonly seed: number
}

/** What it says: better solutions and bounds while it runs, so that a cancelled solve keeps them, then how it ended. */
export type HighsReport =
  | { readonly kind: 'solution'; readonly x: Float64Array }
  | { readonly kind: 'bound'; readonly bound: number }
  | {
      readonly kind: 'end'
      readonly status: 'optimal' | 'infeasible' | 'unbounded' | 'stopped'
      readonly x?: Float64Array
      readonly bound: number
      readonly prices?: Float64Array
    }
  | { readonly kind: 'failed'; readonly message: string }

const port = parentPort!
let loaded: Promise<Highs> | undefined

port.on('message', async (task: HighsTask) => {
  loaded ??= highsLoader()
  try {
    port.postMessage(run(await loaded, task))
  } catch (error) {
    port.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error) } satisfies HighsReport)
  }
})

function run(highs: Highs, task: HighsTask): HighsReport {
  const { model: own, relaxed } = task
  const whole = !relaxed && own.integer.includes(1)
  const model = highs.createModel(data(highs, own, whole))
  try {
    model.options.set({
      output_flag: false,
      random_seed: task.seed,
      mip_rel_gap: task.relativeGap,
      mip_abs_gap: task.absoluteGap,
      ...(!task.presolve && { presolve: 'off' }),
      ...(task.interior && !whole && { solver: 'ipx', run_crossover: 'off' }),
      ...(task.timeLimitSeconds !== undefined && { time_limit: task.timeLimitSeconds }),
    })
    if (task.start) model.setSolution({ colValue: task.start })
    const { callbackType, modelStatus } = highs.constants
    let told = Number.NEGATIVE_INFINITY
    const tell = (report: HighsReport) => port.postMessage(report)
    model.run(
      whole
        ? {
            [callbackType.mipImprovingSolution](event) {
              if (event.data.mip_solution) tell({ kind: 'solution', x: event.data.mip_solution })
              return undefined
            },
            [callbackType.mipLogging](event) {
              const bound = event.data.mip_dual_bound
              if (bound !== undefined && Math.abs(bound) < 1e29 && bound > told) {
                told = bound
                tell({ kind: 'bound', bound })
              }
              return undefined
            },
          }
        : {},
    )
    const status = model.getModelStatus()
    if (status === modelStatus.infeasible) return { kind: 'end', status: 'infeasible', bound: Number.POSITIVE_INFINITY }
    if (status === modelStatus.unbounded) return { kind: 'end', status: 'unbounded', bound: Number.NEGATIVE_INFINITY }
    if (status === modelStatus.unboundedOrInfeasible) {
      // without costs nothing is unbounded: what is left is the question whether anything is feasible
      model.changeColsCost({ kind: 'mask', mask: new Uint8Array(own.columns).fill(1) }, new Float64Array(own.columns))
      model.run()
      const feasible = model.getModelStatus() === modelStatus.optimal
      return feasible
        ? { kind: 'end', status: 'unbounded', bound: Number.NEGATIVE_INFINITY }
        : { kind: 'end', status: 'infeasible', bound: Number.POSITIVE_INFINITY }
    }
    const optimal = status === modelStatus.optimal
    // an interior point that came to no clear end has prices all the same
    if (!optimal && status !== modelStatus.timeLimit && !(task.interior && status === modelStatus.unknown))
      return { kind: 'failed', message: `HiGHS ended with model status ${status}` }
    const hasSolution = Number(model.info.get('primal_solution_status')) === highs.constants.solutionStatus.feasible
    const solution = model.getSolution()
    const bound = whole ? Number(model.info.get('mip_dual_bound')) : lagrangianBound(own, solution.rowDual)
    return {
      kind: 'end',
      status: optimal ? 'optimal' : 'stopped',
      ...(hasSolution && { x: solution.colValue }),
      ...(!whole && { prices: solution.rowDual }),
      bound: Math.abs(bound) < 1e29 ? bound : Number.NEGATIVE_INFINITY,
    }
  } finally {
    model.dispose()
  }
}

function data(highs: Highs, model: LinearModel, whole: boolean): ModelData {
  return {
    numCols: model.columns,
    numRows: model.rows,
    offset: model.offset,
    sense: highs.constants.objectiveSense.minimize,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: { format: 'csr', numRows: model.rows, numCols: model.columns, starts: model.starts, indices: model.indices, values: model.values },
    ...(whole && { integrality: Int32Array.from(model.integer) }),
  }
}
