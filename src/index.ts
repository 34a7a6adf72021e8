/** The public library: the driver, its portfolio, and the interfaces that a model implements. Models are imported beside it, from `models/`. */
export type { Constraint, Finding, Level } from './kernel/constraint.ts'
export { Random } from './kernel/random.ts'
export { runMember } from './solve/member.ts'
export type { Compiled, Cost, Model, Outcome, Progress, SearchOptions, SolveOptions, SolveProgress } from './solve/model.ts'
export { type PortfolioOptions, solvePortfolio } from './solve/portfolio.ts'
export { solve } from './solve/solve.ts'
export { afterSeconds, afterSteps, atTarget, type StopRule } from './solve/stop.ts'
