/** Optimal string alignment distance, in tenths: an edit costs 10, two neighbours exchanged 9, a letter in the other case 1. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => 10 * j)
  for (let i = 1; i <= a.length; i++) {
    const row = [10 * i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : a[i - 1].toLowerCase() === b[j - 1].toLowerCase() ? 1 : 10
      row[j] = Math.min(previous[j - 1] + same, previous[j] + 10, row[j - 1] + 10)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 9)
    }
    before = previous
    previous = row
  }
  return previous[b.length]
}

/** @returns the candidate that was most likely meant: at most a third of its letters wrong; the first of equals; undefined if none is near */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = 10 * Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    if (10 * Math.abs(candidate.length - word.length) >= least) continue
    const d = distance(word, candidate)
    if (d < least) {
      least = d
      best = candidate
    }
  }
  return best
}
