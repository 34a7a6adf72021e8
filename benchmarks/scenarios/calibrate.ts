import { parsePlan } from '../../models/after-school/validate/index.ts'
import { type Figures, figuresOf } from './calibration.ts'
import { generate } from './generate.ts'
import { schools } from './shape.ts'

/** Prints the README's table: figures achieved, mean over seeds 1 … 5. `node benchmarks/scenarios/calibrate.ts` */

const seeds = [1, 2, 3, 4, 5]
const percent = (value: number) => `${(100 * value).toFixed(0)} %`
const plain = (value: number) => value.toFixed(2)
const whole = (value: number) => value.toFixed(0)

const lines: readonly (readonly [string, string, (figures: Figures) => number, (value: number) => string])[] = [
  ['students who attend', '85 %', (f) => f.attending, percent],
  ['of those, all five days', '70 %', (f) => f.everyDay, percent],
  ['students in a priority group', '10–15 %', (f) => f.priority, percent],
  ['staff in service who serve', '86 %', (f) => f.serving, percent],
  ['of those, on 2–4 weekdays', 'all', (f) => f.twoToFourDays, percent],
  ['reluctant offers', '20 %', (f) => f.reluctant, percent],
  ['externals among the staff', '4–15 %', (f) => f.externals, percent],
  ['clubs that externals lead', 'up to 33 %', (f) => f.clubsLedByExternals, percent],
  ['students per serving adult', '14.5', (f) => f.studentsPerServingAdult, plain],
  ['running clubs per class', '0.5–1.2', (f) => f.clubsPerClass, plain],
  ['smallest club', '12', (f) => f.smallestClub, whole],
  ['largest club', '35', (f) => f.largestClub, whole],
  ['wishes for the top fifth of clubs', 'skewed', (f) => f.wishesForTopFifth, percent],
  ['places per club wanted', 'below 1', (f) => f.placesPerWanted, plain],
]

const runs = schools.map((school) =>
  seeds.map((seed) => {
    const figures = (tier: 'normal' | 'tight') => {
      const { plan, planted } = generate({ school, seed, tier })
      return figuresOf(parsePlan(plan), planted!)
    }
    return { normal: figures('normal'), tight: figures('tight') }
  }),
)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const row = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`)

row(['figure', 'target', ...schools])
row(['---', '---', ...schools.map(() => '---')])
for (const [name, target, figure, format] of lines) row([name, target, ...runs.map((seeds) => format(mean(seeds.map(({ normal }) => figure(normal)))))])
row(['sessions offered per session seated, normal', '1.15–1.25', ...runs.map((seeds) => plain(mean(seeds.flatMap(({ normal }) => normal.slack))))])
row(['the same, tight', '1.00–1.06', ...runs.map((seeds) => plain(mean(seeds.flatMap(({ tight }) => tight.slack))))])
