import { describe, expect, it } from 'vitest'
import { Probes, probed } from '../../../models/course-timetabling/probes.ts'

const at = (...values: number[]) => Int32Array.from(values)
const cold = probed
const hot = 20 * probed

describe('probes', () => {
  it('choose where the one ended whose mean cost was least once it was cold', () => {
    const probes = new Probes(at(0), 1)
    const hear = (costs: readonly number[]) => {
      for (const cost of costs) probes.hear(cost, cold)
    }
    hear([40, 60])
    probes.end(at(1))
    hear([30, 10, 80])
    probes.end(at(2))
    hear([10, 90, 90])
    probes.end(at(3))
    expect(probes.chosen).toEqual(at(2))
  })

  it('are not judged by what they cost while hot', () => {
    const probes = new Probes(at(0), 1)
    probes.hear(10, hot)
    probes.hear(50, cold)
    probes.end(at(1))
    probes.hear(9000, hot)
    probes.hear(40, cold)
    probes.end(at(2))
    expect(probes.chosen).toEqual(at(2))
  })

  it('keep a copy of where they ended: the walk goes on', () => {
    const probes = new Probes(at(0), 1)
    const values = at(7)
    probes.hear(1, cold)
    probes.end(values)
    values[0] = 8
    expect(probes.chosen).toEqual(at(7))
  })

  it('that the budget ends while hot are chosen only where there is no other', () => {
    const probes = new Probes(at(0), 1)
    probes.hear(1, hot)
    probes.end(at(1))
    expect(probes.chosen).toEqual(at(1))
    probes.hear(5000, cold)
    probes.end(at(2))
    probes.hear(1, hot)
    probes.end(at(3))
    expect(probes.chosen).toEqual(at(2))
  })

  it('take a share of the budget that grows with the lectures, and shrinks with the speed', () => {
    const of = (lectures: number, steps: number) => new Probes(at(0), lectures).length(steps, 0.1)
    expect(of(200, 1_000_000)).toBeCloseTo(2 * of(100, 1_000_000))
    expect(of(100, 2_000_000)).toBeCloseTo(of(100, 1_000_000) / 2)
    expect(of(100, 0)).toBe(0)
  })
})
