import type { Cost, Model } from '../../src/solve/model.ts'

/** A family of instances with the model that solves them. */
export interface Suite<Document, Solution> {
  readonly name: string
  readonly model: Model<Document, Solution>
  /** the file that a search thread runs */
  readonly member: URL
  /** one number is the cost (hard must be 0), or three levels count in order */
  readonly objective: 'cost' | 'levels'
  /** how instances' file names end, with the dot; the first is that of instances that are made on demand */
  readonly extensions: readonly [string, ...string[]]
  /** instances that are made on demand rather than read: `undefined` when the name is not of that kind */
  readonly generate?: (name: string) => string | undefined
  /** those of them that are run where nothing is named */
  readonly usual?: readonly string[]
  /** the text of an instance, as the model's `parse` takes it */
  readonly read: (text: string) => unknown
  readonly format: (document: Document, solution: Solution) => string
  /** @throws with every fault when the text is no solution */
  readonly parseSolution: (document: Document, text: string) => Solution
  /** the independent checker's price */
  readonly check: (document: Document, solution: Solution) => Cost
  /** a soft cost that no solution with hard 0 undercuts, found in a second: what cannot be had at all, whoever plans */
  readonly floor?: (document: Document) => number
  /** proves what solutions with hard 0 cost at least: in medium, and in soft those of at most this medium cost */
  readonly bound?: (document: Document, options: { medium: number; timeLimitSeconds: number }) => Promise<{ medium: number; soft: number }>
  /** costs to compare with, by instance */
  readonly bestKnown: Readonly<Record<string, number>>
}

/** A suite whose documents and solutions the runner passes along without looking inside. */
export type AnySuite = Suite<unknown, unknown>

/** Forgets the types of documents and solutions: the runner only ever gives a suite what that suite made. */
export const anySuite = <Document, Solution>(suite: Suite<Document, Solution>): AnySuite => suite as unknown as AnySuite
