import { describe, expect, test } from 'vitest'
import { boundByBlocks } from '../../../src/mip/blocks.ts'
import { type LinearModel, ModelBuilder } from '../../../src/mip/linear-model.ts'
import { solveLinear } from '../../../src/mip/solve.ts'
import { Draw } from '../../support/draw.ts'

/** Blocks of whole columns with rows of their own, rows that join them, and a column of no block that pays for what these miss. */
function randomModel(seed: number): { model: LinearModel; blockOf: Int32Array } {
  const draw = new Draw(seed)
  const b = new ModelBuilder()
  const blockOf: number[] = []
  const blocks = [0, 1, 2].map((block) =>
    Array.from({ length: 5 }, () => {
      blockOf.push(block)
      return b.whole(draw.between(-3, 5), 0, draw.between(1, 3))
    }),
  )
  for (const own of blocks)
    for (let i = 0; i < 3; i++)
      b.row(
        2,
        9,
        own,
        own.map(() => draw.between(0, 3)),
      )
  for (let i = 0; i < 3; i++) {
    blockOf.push(-1)
    const missed = b.column(draw.between(2, 5), 0, 20)
    const all = [...blocks.flat(), missed]
    b.row(
      draw.between(6, 11),
      i === 0 ? 14 : Number.POSITIVE_INFINITY,
      all,
      all.map((j) => (j === missed ? 1 : draw.between(0, 2))),
    )
  }
  return { model: b.build(), blockOf: Int32Array.from(blockOf) }
}

describe('bounds by blocks', () => {
  test.each(Array.from({ length: 6 }, (_, i) => i + 1))(
    'random model %i: between the linear relaxation and the optimum, whatever the first prices',
    async (seed) => {
      const { model, blockOf } = randomModel(seed)
      const best = await solveLinear(model, { engine: 'highs' })
      if (best.status === 'infeasible') return
      const linear = await solveLinear(model, { engine: 'highs', relaxed: true })
      const told: number[] = []
      const bound = await boundByBlocks(model, blockOf, { prices: linear.prices!, timeLimitSeconds: 2.5, tell: (b) => told.push(b) })
      expect(bound).toBeLessThanOrEqual(best.objective + 1e-6)
      // a tenth is the gap that each block may keep
      expect(bound).toBeGreaterThanOrEqual(linear.objective - 0.3)
      expect(told.at(-1)).toBe(bound)
      expect([...told].sort((a, b) => a - b)).toEqual(told)
      const draw = new Draw(seed)
      const prices = linear.prices!.map(() => draw.between(-5, 5))
      expect(await boundByBlocks(model, blockOf, { prices, timeLimitSeconds: 1.5 })).toBeLessThanOrEqual(best.objective + 1e-6)
    },
  )

  test('blocks that nothing joins are bounded exactly', async () => {
    const b = new ModelBuilder()
    const [x, y, z] = [b.whole(-3, 0, 5), b.whole(-2, 0, 5), b.column(1, 2, 7)]
    b.row(-Infinity, 7, [x], 2)
    b.row(-Infinity, 5, [y], 2)
    const model = b.build()
    const bound = await boundByBlocks(model, Int32Array.from([0, 1, -1]), { prices: new Float64Array(2), timeLimitSeconds: 5 })
    expect(bound).toBeCloseTo(-9 - 4 + 2, 6)
    expect(z).toBe(2)
  })
})
