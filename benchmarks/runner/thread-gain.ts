import { type Result, toOne } from './record.ts'
import { type Comparison, compare, compareSums, mean } from './statistics.ts'
import type { Table } from './table.ts'

/** What the columns mean. */
export const gainLegend =
  'Means of the soft cost; 1,000,000 for each hard and 1,000 for each medium violation. Noise: half the width of the 95 % interval of the difference (Welch).'

/**
 * More threads against fewer, at the same wall clock: each number of threads beside the one before, by instance and over all.
 * @returns undefined where there is nothing to compare
 */
export function compareThreads(results: readonly Result[]): Table | undefined {
  const ours = results.filter(({ solver }) => solver === 'afterbell')
  const counts = [...new Set(ours.map(({ threads }) => threads))].sort((a, b) => a - b)
  if (counts.length < 2) return undefined
  const instances = [...new Set(ours.map(({ instance }) => instance))]
  const rows = counts.slice(1).flatMap((more, i) => {
    const fewer = counts[i]
    const of = (instance: string, count: number) => ours.filter((run) => run.instance === instance && run.threads === count).map(toOne)
    const pairs = instances
      .map((instance) => ({ instance, first: of(instance, fewer), second: of(instance, more) }))
      .filter(({ first, second }) => first.length > 0 && second.length > 0)
    const row = (instance: string, first: number, second: number, { difference, noise }: Comparison) => [
      instance,
      `${more} against ${fewer}`,
      first.toFixed(1),
      second.toFixed(1),
      `${difference > 0 ? '+' : ''}${difference.toFixed(1)}`,
      Number.isFinite(noise) ? `± ${noise.toFixed(1)}` : 'unknown: one seed',
      difference < -noise ? 'better' : difference > noise ? 'worse' : 'within the noise',
    ]
    const sum = (side: 'first' | 'second') => pairs.reduce((total, pair) => total + mean(pair[side]), 0)
    return [
      ...pairs.map(({ instance, first, second }) => row(instance, mean(first), mean(second), compare(first, second))),
      ...(pairs.length > 1 ? [row(`sum of ${pairs.length}`, sum('first'), sum('second'), compareSums(pairs))] : []),
    ]
  })
  return { head: ['instance', 'threads', 'fewer', 'more', 'difference', 'noise', 'verdict'], rows }
}
