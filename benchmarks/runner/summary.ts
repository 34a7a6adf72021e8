import { provenOf } from './proven.ts'
import { byLevel, type Result } from './record.ts'
import { deviation, mean } from './statistics.ts'

/** One line of the report's table: a solver on an instance, over its seeds. */
export interface Line {
  readonly instance: string
  readonly solver: string
  readonly runs: number
  /** of those, with nothing hard broken */
  readonly feasible: number
  /** means by level */
  readonly hard: number
  readonly medium: number
  readonly soft: number
  /** soft cost of the best and the worst run, by level */
  readonly best: Result
  readonly worst: Result
  readonly spread: number
  readonly bestKnown: number | null
  /** mean soft cost above the best known, as a share of it; a best known of 0 counts as 1 */
  readonly gap: number | null
  /** proved without searching, in soft */
  readonly floor: number | null
  /** mean soft cost above it */
  readonly aboveFloor: number | null
  /** the highest that was proved: of solutions with at most the best run's medium cost */
  readonly bound: number | null
  /** best soft cost above the bound, as a share of that cost; null while a lower medium is not ruled out */
  readonly provenGap: number | null
  /** the same as a share of the best soft cost's part above the floor */
  readonly provenGapAboveFloor: number | null
  readonly movesPerSecond: number | null
}

/** @returns a line for each instance and solver, in the order in which they were first run */
export function summarize(results: readonly Result[]): readonly Line[] {
  const counts = threadCounts(results)
  const groups = Map.groupBy(results, (result) => JSON.stringify([result.instance, result.solver, result.threads]))
  const order = [...new Set(results.map((result) => result.instance))]
  return [...groups.values()]
    .map((runs) => line(runs, nameOf(runs[0].solver, runs[0].threads, counts)))
    .sort((a, b) => order.indexOf(a.instance) - order.indexOf(b.instance))
}

/** @returns the numbers of threads with which ours was run */
export const threadCounts = (results: readonly Result[]): readonly number[] => [
  ...new Set(results.filter(({ solver }) => solver === 'afterbell').map(({ threads }) => threads)),
]

/** @returns the solver's name in tables: ours with its threads where several numbers of them are compared */
export const nameOf = (solver: string, threads: number, counts: readonly number[]): string =>
  solver === 'afterbell' && counts.length > 1 ? `${solver} ×${threads}` : solver

function line(runs: readonly Result[], solver: string): Line {
  const ranked = [...runs].sort(byLevel)
  const feasible = runs.filter((run) => run.hard === 0)
  const soft = feasible.length > 0 ? mean(feasible.map((run) => run.soft)) : mean(runs.map((run) => run.soft))
  // each run's bound is one of the best run, too, whose medium cost is not above that run's
  const bounds = runs.flatMap(({ bound, mediumBound }) => (bound === null ? [] : [{ medium: mediumBound ?? 0, soft: bound }]))
  const highest = (level: 'medium' | 'soft') => Math.max(...bounds.map((bound) => bound[level]))
  const bound = bounds.length > 0 ? { medium: highest('medium'), soft: highest('soft') } : null
  const speeds = runs.flatMap((run) => (run.movesPerSecond === null ? [] : [run.movesPerSecond]))
  const { bestKnown, instance, floor } = runs[0]
  const best = ranked[0]
  const proven = provenOf(best, floor, bound)
  return {
    instance,
    solver,
    runs: runs.length,
    feasible: feasible.length,
    hard: mean(runs.map((run) => run.hard)),
    medium: mean(runs.map((run) => run.medium)),
    soft,
    best,
    worst: ranked[ranked.length - 1],
    spread: deviation(feasible.map((run) => run.soft)),
    bestKnown,
    gap: bestKnown === null || feasible.length === 0 ? null : (soft - bestKnown) / Math.max(1, bestKnown),
    floor,
    aboveFloor: floor === null || feasible.length === 0 ? null : soft - floor,
    bound: proven.bound,
    provenGap: proven.provenGap,
    provenGapAboveFloor: proven.provenGapAboveFloor,
    movesPerSecond: speeds.length > 0 ? mean(speeds) : null,
  }
}

/** One solver's sums over the instances that it has run in full. */
export interface Total {
  readonly solver: string
  readonly instances: number
  readonly hard: number
  readonly medium: number
  /** null where an instance has no feasible run: what its runs cost says nothing */
  readonly soft: number | null
  readonly bestKnown: number | null
  readonly gap: number | null
  readonly feasible: boolean
}

export function totals(lines: readonly Line[]): readonly Total[] {
  return [...Map.groupBy(lines, (one) => one.solver)].map(([solver, own]) => {
    const sum = (of: (one: Line) => number) => own.reduce((total, one) => total + of(one), 0)
    const soft = own.every((one) => one.feasible > 0) ? sum((one) => one.soft) : null
    const known = own.every((one) => one.bestKnown !== null) ? sum((one) => one.bestKnown!) : null
    return {
      solver,
      instances: own.length,
      hard: sum((one) => one.hard),
      medium: sum((one) => one.medium),
      soft,
      bestKnown: known,
      gap: known === null || soft === null ? null : (soft - known) / Math.max(1, known),
      feasible: own.every((one) => one.feasible === one.runs),
    }
  })
}
