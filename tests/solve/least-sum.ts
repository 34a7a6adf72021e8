import type { Model } from '../../src/solve/model.ts'

/** A toy: choose one number, at least 0, of each list so that the sum is least. A step draws one list's number; a sum of 0 is proved best, any other never. */
export const leastSum: Model<readonly number[][], readonly number[]> = {
  name: 'least-sum',
  parse: (input) => input as number[][],
  compile(lists) {
    let best = lists.map((list) => list[0]!)
    const sum = () => best.reduce((total, one) => total + one, 0)
    return {
      encode(solution) {
        best = [...solution]
      },
      *search({ seed }) {
        let state = seed >>> 0
        const draw = (n: number) => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0
          return (state >>> 8) % n
        }
        for (let steps = 1; ; steps++) {
          const at = draw(lists.length)
          const drawn = lists[at]![draw(lists[at]!.length)]!
          if (drawn < best[at]!) best = best.map((one, index) => (index === at ? drawn : one))
          yield { hard: 0, medium: 0, soft: sum(), steps, done: sum() === 0 }
        }
      },
      decode: () => best,
      breakdown: () => ({ sum: sum() }),
    }
  },
}
