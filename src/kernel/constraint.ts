/** Levels of the objective, compared in order. */
export const hard = 0
export const medium = 1
export const soft = 2
export type Level = typeof hard | typeof medium | typeof soft

/** Where a violation sits: integers that the model turns into words. */
export interface Finding {
  /** whole, above 0, unweighted */
  readonly amount: number
  /** indices in the constraint's own terms (its doc says which) */
  readonly where: readonly number[]
}

/**
 * A rule of the problem. Owns its counters: nobody else touches them.
 *
 * Variables are integers in one array; a model may number derived quantities (a group's size, a post's need) after its variables, so that rules scope them alike.
 * Laws (tests/laws): `delta` equals the difference of two resets; `apply` returns what `delta` would have; there and back restores every counter.
 */
export interface Constraint {
  /** key in weights, breakdown, findings, tests */
  readonly id: string
  readonly level: Level
  /** the variables it hears about */
  readonly scope: Iterable<number>
  /** Recounts from the values alone. @returns the violation: whole, at least 0, unweighted */
  reset(values: Int32Array): number
  /** @returns the change in violation if `variable` went from `from` to `to`; counters untouched */
  delta(variable: number, from: number, to: number): number
  /** Shifts the counters. @returns the change in violation */
  apply(variable: number, from: number, to: number): number
  /** the most that a change of `variable` could improve: for early rejection */
  gain?(variable: number): number
  /** where the violation sits; cold path */
  findings(values: Int32Array): Iterable<Finding>
}
