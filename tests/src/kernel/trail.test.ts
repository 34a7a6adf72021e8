import { describe, expect, test } from 'vitest'
import { Random } from '../../../src/kernel/random.ts'
import { type Cells, Trail } from '../../../src/kernel/trail.ts'

const copy = (all: readonly Cells[]) => all.map(({ now }) => [...now])

describe('a trail', () => {
  test.each([1, 2, 3])('takes back any run of writes, mark by mark (seed %i)', (seed) => {
    const random = new Random(seed)
    const trail = new Trail()
    const all = [5, 1, 40].map((n) => trail.cells(n))
    const marks: { mark: number; values: number[][] }[] = []
    for (let i = 0; i < 20_000; i++) {
      if (i % 500 === 0) marks.push({ mark: trail.length, values: copy(all) })
      const cells = all[random.below(all.length)]
      const at = random.below(cells.now.length)
      if (random.below(2) === 0) cells.set(at, random.below(1000) - 500)
      else cells.add(at, random.below(9) - 4)
    }
    for (const { mark, values } of marks.reverse()) {
      trail.undo(mark)
      expect(copy(all)).toEqual(values)
      expect(trail.length).toBe(mark)
    }
  })

  test('what is forgotten is not taken back', () => {
    const trail = new Trail()
    const cells = trail.cells(2)
    cells.set(0, 7)
    trail.forget(0)
    const mark = trail.length
    cells.add(0, 1)
    cells.set(1, 3)
    trail.undo(mark)
    expect([...cells.now]).toEqual([7, 0])
  })

  test('a recount within a move may write past the trail: forgotten since a mark, the rest is still taken back', () => {
    const trail = new Trail()
    const cells = trail.cells(1)
    cells.set(0, 1)
    const mark = trail.length
    cells.now[0] = 0
    cells.add(0, 1)
    trail.forget(mark)
    expect(trail.length).toBe(mark)
    trail.undo(0)
    expect(cells.now[0]).toBe(0)
  })

  test('tells the writes to some cells in order', () => {
    const trail = new Trail()
    const [a, b] = [trail.cells(3), trail.cells(3)]
    a.set(2, 5)
    b.set(2, 6)
    a.add(2, 1)
    const told: number[][] = []
    trail.each(a, (index, before) => told.push([index, before]))
    expect(told).toEqual([
      [2, 0],
      [2, 5],
    ])
  })
})
