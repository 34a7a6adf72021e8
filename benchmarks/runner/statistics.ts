/** Plain statistics of a few runs. */

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** @returns the sample's variance; 0 for a single value */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}

export const deviation = (values: readonly number[]): number => Math.sqrt(variance(values))

/** Student's t, two-sided 95 %, by degrees of freedom; 1.96 in the limit */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069,
  2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]
const quantile = (freedom: number) => (freedom < 1 ? Number.POSITIVE_INFINITY : (quantiles[Math.floor(freedom) - 1] ?? 1.96 + 2.4 / freedom))

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
