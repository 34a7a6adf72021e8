import { describe, expect, test } from 'vitest'
import { solveWithHighs } from '../../../src/mip/highs.ts'
import { mostWhole, solveInThread } from '../../../src/mip/javascript.ts'
import { lagrangianBound } from '../../../src/mip/lagrangian.ts'
import { breach, type LinearModel, ModelBuilder, objectiveOf } from '../../../src/mip/linear-model.ts'
import { solveLinear } from '../../../src/mip/solve.ts'
import { Draw } from '../../support/draw.ts'

const model = (build: (b: ModelBuilder) => void): LinearModel => {
  const builder = new ModelBuilder()
  build(builder)
  return builder.build()
}

const knapsack = model((b) => {
  const items = [10, 13, 7, 8].map((worth) => b.binary(-worth))
  b.row(0, 10, items, [5, 7, 4, 3])
})
const diet = model((b) => {
  b.offset = 5
  const [bread, milk] = [b.column(2), b.column(3, 0, 4)]
  b.row(8, Infinity, [bread, milk], [1, 2])
})
const shifted = model((b) => {
  const x = b.whole(1, -3, 9)
  const free = b.column(1, -Infinity, Infinity)
  b.row(-7.5, -7.5, [x, free], [1, 2])
  b.row(-5, Infinity, [free])
})

describe('small models, by both engines', () => {
  const table: [string, LinearModel, number][] = [
    ['a knapsack', knapsack, -21],
    ['a diet with an offset', diet, 17],
    ['columns below 0, an equality', shifted, -5.25],
    ['a column given twice in a row counts with the sum', model((b) => b.row(6, Infinity, Array(2).fill(b.column(1)), [1, 2])), 2],
    ['a fixed column', model((b) => b.row(4, 4, [b.column(1, 1, 1), b.column(2)])), 7],
    ['no rows: every column at its cheap bound', model((b) => [b.column(1, 2, 5), b.column(-1, 0, 4)]), -2],
  ]
  test.each(table)('%s', async (_, linear, expected) => {
    const small = solveInThread(linear)
    const highs = await solveWithHighs(linear)
    for (const outcome of [small!, highs]) {
      expect(outcome.status).toBe('optimal')
      expect(outcome.objective).toBeCloseTo(expected, 6)
      expect(outcome.bound).toBeCloseTo(expected, 5)
      expect(breach(linear, outcome.x!)).toBeLessThan(1e-6)
      expect(objectiveOf(linear, outcome.x!)).toBeCloseTo(expected, 6)
    }
  })
})

describe('models without an answer', () => {
  const table: [string, LinearModel, 'infeasible' | 'unbounded'][] = [
    ['a row that cannot be kept', model((b) => b.row(3, Infinity, [b.binary(1), b.binary(1)])), 'infeasible'],
    ['whole numbers only between 0.2 and 0.8', model((b) => b.whole(1, 0.2, 0.8)), 'infeasible'],
    ['bounds that cross', model((b) => b.column(1, 2, 1)), 'infeasible'],
    ['a row without columns that wants 1', model((b) => b.row(1, 1, []) + b.column(1)), 'infeasible'],
    ['no columns, a row that wants 1', model((b) => b.row(1, 1, [])), 'infeasible'],
    ['a cost that falls for ever', model((b) => b.row(0, Infinity, [b.column(-1), b.column(1)], [1, 1])), 'unbounded'],
    [
      'unbounded, were it feasible',
      model((b) => [b.column(-1), b.row(1, Infinity, [b.column(0, 0, 1), b.column(0, 0, 0)], [1, 1]), b.row(0, 0, [1])]),
      'infeasible',
    ],
  ]
  test.each(table)('%s', async (_, linear, status) => {
    const outcome = await solveLinear(linear)
    expect(outcome.status).toBe(status)
    expect(outcome.x).toBeUndefined()
    expect((await solveLinear(linear, { engine: 'highs' })).status).toBe(status)
  })

  test('nothing to decide costs the offset', async () => {
    const outcome = await solveLinear(
      model((b) => {
        b.offset = 7
        b.row(-1, 1, [])
      }),
    )
    expect(outcome).toMatchObject({ status: 'optimal', objective: 7, bound: 7 })
  })
})

describe('broken models are refused with the place', () => {
  const broken = (change: Partial<LinearModel>): LinearModel => ({ ...knapsack, ...change })
  const table: [string, LinearModel, string][] = [
    ['a cost that is no number', broken({ cost: Float64Array.of(1, NaN, 1, 1) }), 'cost[1] is NaN'],
    ['a coefficient without end', broken({ values: Float64Array.of(1, 1, 1, Infinity) }), 'values[3] is Infinity'],
    ['an entry without a column', broken({ indices: Int32Array.of(0, 1, 2, 4) }), 'entry 3 names column 4 of 4'],
    ['a bound that is no number', broken({ upper: Float64Array.of(1, 1, NaN, 1) }), 'column 2 lies between 0 and NaN'],
    ['too few rows', broken({ rows: 2 }), 'rowLower has 1 entries, not 2'],
  ]
  test.each(table)('%s', async (_, linear, message) => {
    await expect(solveLinear(linear)).rejects.toThrow(message)
  })
})

test('random models: both engines agree, and any prices prove a bound', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const draw = new Draw(seed)
    const linear = model((b) => {
      const columns = Array.from({ length: draw.between(2, 9) }, () =>
        draw.chance(0.6) ? b.binary(draw.between(-9, 9)) : b.column(draw.between(-9, 9), draw.between(-2, 0), draw.between(1, 6)),
      )
      for (let i = draw.between(1, 6); i > 0; i--) {
        const low = draw.between(-6, 3)
        b.row(
          draw.chance(0.5) ? low : -Infinity,
          low + draw.between(0, 9),
          columns,
          columns.map(() => draw.between(-3, 3)),
        )
      }
    })
    const highs = await solveWithHighs(linear)
    const either = await solveLinear(linear)
    expect(either.status).toBe(highs.status)
    if (highs.status !== 'optimal') continue
    expect(either.objective).toBeCloseTo(highs.objective, 5)
    const relaxed = await solveWithHighs(linear, { relaxed: true })
    expect(relaxed.bound).toBeLessThanOrEqual(highs.objective + 1e-6)
    expect(relaxed.bound).toBeCloseTo(relaxed.objective, 5)
    const prices = Float64Array.from({ length: linear.rows }, () => draw.between(-5, 5))
    expect(lagrangianBound(linear, prices)).toBeLessThanOrEqual(relaxed.objective + 1e-6)
  }
})

test('many whole columns are left to HiGHS', async () => {
  const linear = model((b) => {
    const items = Array.from({ length: mostWhole + 1 }, (_, i) => b.binary(-(i % 7) - 1))
    b.row(
      0,
      30,
      items,
      items.map((i) => (i % 5) + 1),
    )
  })
  expect(solveInThread(linear)).toBeUndefined()
  expect(await solveLinear(linear)).toMatchObject({ status: 'optimal', engine: 'highs' })
})

/** an assignment with side rows that take long to prove */
const hard = model((b) => {
  const draw = new Draw(3)
  const items = Array.from({ length: 60 }, () => b.binary(-draw.between(40, 60)))
  for (let i = 0; i < 12; i++)
    b.row(
      -Infinity,
      300,
      items,
      items.map(() => draw.between(5, 40)),
    )
})

test('a cancelled solve comes back promptly, with the start that it was given', async () => {
  const cancel = new AbortController()
  setTimeout(() => cancel.abort(), 600)
  const start = new Float64Array(60)
  start[0] = 1
  const outcome = await solveWithHighs(hard, { signal: cancel.signal, start })
  expect(outcome.cancelled).toBe(true)
  expect(outcome.status).toBe('feasible')
  expect(outcome.objective).toBeLessThanOrEqual(objectiveOf(hard, start))
  expect(outcome.bound).toBeLessThanOrEqual(outcome.objective)
  // the engine is fit for the next model
  expect(await solveWithHighs(knapsack)).toMatchObject({ status: 'optimal', objective: -21 })
})

test('a time limit leaves a solution and a bound', async () => {
  const outcome = await solveWithHighs(hard, { timeLimitSeconds: 0.5 })
  expect(outcome.status).toBe('feasible')
  expect(outcome.bound).toBeLessThan(outcome.objective)
  expect(outcome.bound).toBeGreaterThan(-60 * 60)
})

describe('an engine that says what cannot be', () => {
  /** a section of eleven children in two slots, who leads it, three supervisors beside it: nothing has to be empty. HiGHS 1.15's presolve calls it infeasible */
  const presolved = model((b) => {
    const columns = (n: number, upper: number) => Array.from({ length: n }, () => b.whole(0, 0, upper))
    const children = columns(11, 1)
    const [running, first, second] = columns(3, 2)
    const supervisors = b.whole(0, 0, 4)
    const leads = columns(4, 1)
    const care = columns(6, 1)
    const empty = b.column(40, 0, 33)
    b.row(-Infinity, 0, [children[10]!, first!], [1, -5])
    b.row(0, Infinity, [...children, first!], [...children.map(() => 1), -1])
    for (const child of children) b.row(-Infinity, 0, [child, first!], [1, -1])
    b.row(-Infinity, 0, [first!, running!], [1, -1])
    b.row(0, 0, [first!, second!, running!], [1, 1, -2])
    b.row(3, Infinity, [supervisors])
    b.row(0, Infinity, [...leads, first!], [1, 1, 1, 1, -1])
    b.row(0, Infinity, [...care, empty, supervisors], [1, 1, 1, 1, 1, 1, 1, -1])
    for (const [i, lead] of leads.entries()) b.row(-Infinity, 1, [lead, care[i + 1]!])
  })

  test('a model is infeasible only if it is so without presolve', async () => {
    const outcome = await solveWithHighs(presolved)
    expect(outcome).toMatchObject({ status: 'optimal', objective: 0 })
    expect(breach(presolved, outcome.x!)).toBe(0)
  })

  test('nor is a start optimal without a bound that says so', async () => {
    const start = new Float64Array(presolved.columns)
    const supervisors = presolved.upper.indexOf(4)
    start[supervisors] = start[presolved.columns - 1] = 3
    expect(breach(presolved, start)).toBe(0)
    expect(await solveWithHighs(presolved, { start })).toMatchObject({ status: 'optimal', objective: 0, bound: 0 })
  })
})

test('a start that breaks the model is not used', async () => {
  const start = Float64Array.of(1, 1, 1, 1)
  expect(await solveWithHighs(knapsack, { start })).toMatchObject({ status: 'optimal', objective: -21 })
})
