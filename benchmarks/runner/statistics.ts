/** Plain statistics of a few runs. */

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** @returns the sample's variance; 0 for a single value */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}

export const deviation = (values: readonly number[]): number => Math.sqrt(variance(values))

/** shares of a right angle at which Student's density is summed */
const slices = 20_000

/**
 * @returns Student's t, two-sided 95 %, of so many degrees of freedom ν (at least 1, not always whole): with t = √ν tan φ its density is cos^(ν − 1) φ, so the angle is looked for below which 95 % of that lie
 */
export function quantile(freedom: number): number {
  const angle = (i: number) => ((i + 0.5) * Math.PI) / 2 / slices
  const density = Float64Array.from({ length: slices }, (_, i) => Math.cos(angle(i)) ** (freedom - 1))
  const wanted = 0.95 * density.reduce((sum, one) => sum + one, 0)
  let below = 0
  let i = 0
  while (below + density[i] < wanted) below += density[i++]
  const at = ((i + (wanted - below) / density[i]) * Math.PI) / 2 / slices
  return Math.sqrt(freedom) * Math.tan(at)
}

export interface Comparison {
  /** mean of the second less mean of the first */
  readonly difference: number
  /** half the width of the 95 % interval of that difference (Welch); infinite when there is one value on a side */
  readonly noise: number
}

/** Compares two independent samples. */
export function compare(first: readonly number[], second: readonly number[]): Comparison {
  return { difference: mean(second) - mean(first), noise: welch([{ first, second }]) }
}

/** Compares sums of means over several pairs of samples, such as the instances of a suite. */
export function compareSums(pairs: readonly { readonly first: readonly number[]; readonly second: readonly number[] }[]): Comparison {
  return { difference: pairs.reduce((sum, { first, second }) => sum + mean(second) - mean(first), 0), noise: welch(pairs) }
}

function welch(pairs: readonly { readonly first: readonly number[]; readonly second: readonly number[] }[]): number {
  const samples = pairs.flatMap(({ first, second }) => [first, second])
  if (samples.some((sample) => sample.length < 2)) return Number.POSITIVE_INFINITY
  const parts = samples.map((sample) => ({ squared: variance(sample) / sample.length, freedom: sample.length - 1 }))
  const squared = parts.reduce((sum, part) => sum + part.squared, 0)
  if (squared === 0) return 0
  const freedom = squared ** 2 / parts.reduce((sum, part) => sum + part.squared ** 2 / part.freedom, 0)
  return quantile(freedom) * Math.sqrt(squared)
}
