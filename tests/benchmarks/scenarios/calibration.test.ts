import { describe, expect, it } from 'vitest'
import { type Figures, figuresOf } from '../../../benchmarks/scenarios/calibration.ts'
import { generate, type School } from '../../../benchmarks/scenarios/index.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'

/** Lowest and highest that a school may show; where the source is, says `benchmarks/scenarios/README.md`. */
const targets: { readonly [Key in Exclude<keyof Figures, 'slack'>]: readonly [number, number] } = {
  attending: [0.845, 0.855],
  everyDay: [0.69, 0.71],
  priority: [0.1, 0.15],
  externals: [0.04, 0.15],
  clubsLedByExternals: [0.1, 0.34],
  serving: [0.83, 0.93],
  twoToFourDays: [0.7, 1],
  reluctant: [0.1, 0.3],
  clubsPerClass: [0.5, 1.2],
  smallestClub: [12, 35],
  largestClub: [12, 35],
  wishesForTopFifth: [0.3, 0.6],
  placesPerWanted: [0.25, 0.9],
  studentsPerServingAdult: [10, 18],
}

const schools: [School, number][] = [
  ['village', 1],
  ['village', 2],
  ['village', 3],
  ['town', 1],
  ['town', 2],
  ['town', 3],
  ['city', 1],
  ['campus', 1],
]

describe.each(schools)('%s, seed %i', (school, seed) => {
  const figuresIn = (tier: 'normal' | 'tight') => {
    const { plan, planted } = generate({ school, seed, tier })
    return figuresOf(parsePlan(plan), planted!)
  }
  const normal = figuresIn('normal')
  const tight = figuresIn('tight')

  it.each(Object.entries(targets))('%s is within %j', (key, [low, high]) => {
    for (const figures of [normal, tight]) {
      const value = figures[key as keyof typeof targets]
      expect(value).toBeGreaterThanOrEqual(low)
      expect(value).toBeLessThanOrEqual(high)
    }
  })

  it('leaves 15–25 % of slack in the normal tier, next to none in the tight one', () => {
    for (const slack of normal.slack) {
      expect(slack).toBeGreaterThan(1.15)
      expect(slack).toBeLessThan(1.25)
    }
    for (const slack of tight.slack) {
      expect(slack).toBeGreaterThanOrEqual(1)
      expect(slack).toBeLessThan(1.06)
    }
  })
})
