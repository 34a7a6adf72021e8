/** How a solve ended. `optimal`: proved, within the gaps asked for. `feasible`, `unknown`: stopped early, with and without a solution. */
export type MipStatus = 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'unknown'

export interface MipOutcome {
  readonly status: MipStatus
  /** a solution, checked against the model; absent where there is none */
  readonly x?: Float64Array
  /** its cost, Infinity without one */
  readonly objective: number
  /** no solution costs less; −Infinity where nothing is proved */
  readonly bound: number
  /** [row] of a linear relaxation that HiGHS solved: what one unit more of the row costs */
  readonly prices?: Float64Array
  readonly seconds: number
  readonly engine: 'highs' | 'javascript-lp-solver' | 'none'
  /** stopped by the signal */
  readonly cancelled: boolean
}

export interface MipOptions {
  /** default: none */
  readonly timeLimitSeconds?: number
  /** cancels at once; the best solution and bound so far are kept */
  readonly signal?: AbortSignal
  /** proof within (objective − bound) ÷ objective counts as optimal; default 0 */
  readonly relativeGap?: number
  /** the same in units of cost; default 1e-6. Whole costs may ask for a little under 1 */
  readonly absoluteGap?: number
  /** a solution to start from; one that breaks the model is not used */
  readonly start?: Float64Array
  /** drops wholeness: the bound is then that of the linear relaxation */
  readonly relaxed?: boolean
  /** how a linear relaxation is solved: `interior` is many times faster on large ones, but ends a little beside the optimum: its bound is proved, its solution is a hint. Default `simplex` */
  readonly method?: 'simplex' | 'interior'
  readonly seed?: number
}
