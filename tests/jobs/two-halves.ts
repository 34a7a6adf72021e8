/**
 * A toy of which no thread finds the best by itself: the first seed cannot do better than 5 from its own start, others come down to 3; only the first one makes 1 of a 3 that it is handed.
 */
let [best, handed] = [9, false]

export const model = {
  name: 'two-halves',
  parse: (input: unknown) => input,
  compile: () => ({
    encode: () => {},
    *search({ seed }: { seed: number }) {
      for (let steps = 1; ; steps++) {
        const end = performance.now() + 2
        while (performance.now() < end);
        if (seed !== 1) best = Math.min(best, 3)
        else best = Math.min(best, handed ? 1 : 5)
        yield { hard: 0, medium: 0, soft: best, steps, done: false }
      }
    },
    decode: () => best,
    adopt(solution: number) {
      handed = true
      best = solution
    },
    breakdown: () => ({}),
  }),
}

export const domain = {
  check: (_: unknown, soft: number) => ({ hard: 0, medium: 0, soft }),
  sign: (_: unknown, solution: unknown) => solution,
}
