import { rows } from '../../models/after-school/catalogue.ts'
import type { CheckReport, Unfilled } from '../../models/after-school/check/index.ts'
import { columns } from './columns.ts'
import { figures, type Language, levels, text } from './text.ts'

type Row = CheckReport['constraints'][number]

const titles = new Map<string, Record<Language, string>>(rows.map((row) => [row.id, row.title]))
const heads = [text('row', '规则'), text('level', '级别'), text('amount', '数量'), text('weight', '权重'), text('cost', '代价')]
const more = (n: number) => text(`… ${figures(n)} more`, `……另有${figures(n)}处`)

export const totalLine = ({ hard, medium, soft }: Pick<CheckReport, 'hard' | 'medium' | 'soft'>, language: Language): string =>
  `${levels.hard[language]} ${figures(hard)}  ${levels.medium[language]} ${figures(medium)}  ${levels.soft[language]} ${figures(soft)}\n`

/** @returns the rows that cost anything, dearest level first, as a table */
export function rowTable(constraints: readonly Row[], language: Language): string {
  const costly = constraints.filter((row) => row.cost > 0)
  if (costly.length === 0) return ''
  const head = [...heads.map((head) => head[language]), '']
  const body = costly.map((row) => [
    row.id,
    levels[row.level][language],
    figures(row.amount),
    String(row.weight),
    figures(row.cost),
    titles.get(row.id)?.[language] ?? '',
  ])
  return columns([head, ...body], ['left', 'left', 'right', 'right', 'right', 'left'])
}

/** @returns where the rows of these levels are broken, at most so many places a row */
export function findingLines(constraints: readonly Row[], levels: readonly Row['level'][], most: number, language: Language): string {
  return constraints
    .filter((row) => row.findings.length > 0 && levels.includes(row.level))
    .map(({ id, findings }) => {
      const shown = findings.slice(0, most).map((finding) => `  ${finding.text[language]}${finding.amount === 1 ? '' : ` (${figures(finding.amount)})`}\n`)
      const rest = findings.length > most ? `  ${more(findings.length - most)[language]}\n` : ''
      return `\n${id}: ${titles.get(id)?.[language] ?? ''}\n${shown.join('')}${rest}`
    })
    .join('')
}

interface Summary {
  readonly floor: number
  readonly aboveFloor: number | null
  readonly unfilled: readonly Unfilled[]
}

/** @returns the score and its part above the floor, the rules that are broken, and what is left open, each with a way out */
export function summaryLines(checked: CheckReport, { floor, aboveFloor, unfilled }: Summary, language: Language): string {
  const most = 10
  const open = unfilled.slice(0, most).map(({ row, amount, findings, fix }) => {
    const places = findings.slice(0, 3).map((finding) => `  ${finding.text[language]}\n`)
    const rest = findings.length > 3 ? `  ${more(findings.length - 3)[language]}\n` : ''
    return `\n${row} ${figures(amount)}: ${fix[language]}\n${places.join('')}${rest}`
  })
  const n = figures(unfilled.length - most)
  const others = text(`… ${n} more ways out: the timetable's report has them all`, `……另有${n}条补救办法，见课表中的报告`)
  const rest = unfilled.length > most ? `\n${others[language]}\n` : ''
  const floorText = text(
    `soft at least ${figures(floor)} by the wishes alone; above that ${figures(aboveFloor ?? 0)}`,
    `仅愿望一项软性至少 ${figures(floor)}；超出部分 ${figures(aboveFloor ?? 0)}`,
  )
  const above = aboveFloor === null || floor === 0 ? '' : `${floorText[language]}\n`
  return totalLine(checked, language) + above + findingLines(checked.constraints, ['hard'], most, language) + open.join('') + rest
}
