import { rows } from '../../models/after-school/catalogue.ts'
import type { CheckReport } from '../../models/after-school/check/index.ts'
import { columns } from './columns.ts'
import type { Language } from './command.ts'

type Row = CheckReport['constraints'][number]

const titles = new Map<string, Record<Language, string>>(rows.map((row) => [row.id, row.title]))
const figures = (n: number) => n.toLocaleString('en-US')

export const totalLine = ({ hard, medium, soft }: Pick<CheckReport, 'hard' | 'medium' | 'soft'>): string =>
  `hard ${figures(hard)}  medium ${figures(medium)}  soft ${figures(soft)}\n`

/** @returns the rows that cost anything, dearest level first, as a table */
export function rowTable(constraints: readonly Row[], language: Language): string {
  const costly = constraints.filter((row) => row.cost > 0)
  if (costly.length === 0) return ''
  const head = ['row', 'level', 'amount', 'weight', 'cost', '']
  const body = costly.map((row) => [row.id, row.level, figures(row.amount), String(row.weight), figures(row.cost), titles.get(row.id)?.[language] ?? ''])
  return columns([head, ...body], ['left', 'left', 'right', 'right', 'right', 'left'])
}

/** @returns where the rows of these levels are broken, at most so many places a row */
export function findingLines(constraints: readonly Row[], levels: readonly Row['level'][], most: number, language: Language): string {
  return constraints
    .filter((row) => row.findings.length > 0 && levels.includes(row.level))
    .map(({ id, findings }) => {
      const shown = findings.slice(0, most).map((finding) => `  ${finding.text[language]}${finding.amount === 1 ? '' : ` (${figures(finding.amount)})`}\n`)
      const more = findings.length > most ? `  … ${figures(findings.length - most)} more\n` : ''
      return `\n${id}: ${titles.get(id)?.[language] ?? ''}\n${shown.join('')}${more}`
    })
    .join('')
}

/** @returns the score and whatever a rule or a demand still lacks */
export function summaryLines(checked: CheckReport, language: Language): string {
  return totalLine(checked) + findingLines(checked.constraints, ['hard', 'medium'], 10, language)
}
