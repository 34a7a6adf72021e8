import type { Missing } from './record.ts'
import { type Line, type Total, totals } from './summary.ts'

/** What a report says, before it is Markdown or a page. */
export interface Report {
  readonly title: string
  /** protocol: limits, seeds, machine, commit */
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly lines: readonly Line[]
  readonly missing: readonly Missing[]
  /** what more threads gain, where several numbers of them were run */
  readonly compared?: Table | undefined
  /** runs done and asked for */
  readonly done: number
  readonly asked: number
  readonly objective: 'cost' | 'levels'
}

export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const number = (value: number, digits = 1) => (Number.isInteger(value) ? String(value) : value.toFixed(digits))
const percent = (share: number | null) => (share === null ? '' : `${(100 * share).toFixed(1)} %`)
const optional = (value: number | null) => (value === null ? '' : number(value))

/** The comparison, one line per instance and solver, and the sums below. */
export function resultTable({ lines, objective }: Pick<Report, 'lines' | 'objective'>): Table {
  const levels = objective === 'levels'
  const extreme = ({ hard, medium, soft }: Line['best']) => (levels ? `${hard} / ${medium} / ${soft}` : hard > 0 ? `(hard ${hard})` : String(soft))
  const average = (line: Line) =>
    levels ? `${number(line.hard)} / ${number(line.medium)} / ${number(line.soft)}` : line.feasible === 0 ? `(hard ${number(line.hard)})` : number(line.soft)
  const sum = ({ hard, medium, soft }: Total) =>
    levels ? `${number(hard)} / ${number(medium)} / ${soft === null ? '' : number(soft)}` : soft === null ? '' : number(soft)
  return {
    head: [
      'instance',
      'solver',
      'runs',
      'feasible',
      'mean',
      'best',
      'worst',
      'spread',
      'above floor',
      'best known',
      'gap',
      'bound',
      'proven gap',
      'gap above floor',
      'M moves/s',
    ],
    rows: [
      ...lines.map((line) => [
        line.instance,
        line.solver,
        String(line.runs),
        String(line.feasible),
        average(line),
        extreme(line.best),
        extreme(line.worst),
        number(line.spread),
        optional(line.aboveFloor),
        optional(line.bestKnown),
        percent(line.gap),
        optional(line.bound),
        percent(line.provenGap),
        percent(line.provenGapAboveFloor),
        line.movesPerSecond === null ? '' : (line.movesPerSecond / 1e6).toFixed(2),
      ]),
      ...totals(lines).map((total) => [
        `sum of ${total.instances}`,
        total.solver,
        '',
        total.feasible ? 'all' : 'not all',
        sum(total),
        '',
        '',
        '',
        '',
        optional(total.bestKnown),
        percent(total.gap),
        '',
        '',
        '',
        '',
      ]),
    ],
  }
}

/** What the columns mean, for whoever reads the table alone. */
export const legend = (objective: Report['objective']) =>
  [
    objective === 'levels' ? 'Costs are hard / medium / soft, compared in that order.' : 'Costs are soft costs of feasible solutions.',
    'Mean over seeds; spread is the sample’s standard deviation; gap is the mean above the best known value (0 counts as 1); proven gap is the best above the bound, as a share of the best. Sums are of means, and left out where an instance has no feasible run. Above floor is the mean above what is proved, without searching, to be out of reach; the gap above floor is a share of the best’s part above it.',
  ].join(' ')

export const missingText = ({ solver, instance, seed, reason }: Missing) =>
  `${[solver, instance].filter((name) => name !== undefined).join(' on ')}${seed === undefined ? '' : `, seed ${seed}`}: ${reason}`
