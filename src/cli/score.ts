import { rows } from '../../models/after-school/catalogue.ts'
import type { CheckReport, Unfilled } from '../../models/after-school/check/index.ts'
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

/** @returns the score, the rules that are broken, and what is left open, each with a way out */
export function summaryLines(checked: CheckReport, unfilled: readonly Unfilled[], language: Language): string {
  const most = 10
  const open = unfilled.slice(0, most).map(({ row, amount, findings, fix }) => {
    const places = findings.slice(0, 3).map((finding) => `  ${finding.text[language]}\n`)
    const more = findings.length > 3 ? `  … ${figures(findings.length - 3)} more\n` : ''
    return `\n${row} ${figures(amount)}: ${fix[language]}\n${places.join('')}${more}`
  })
  const more = unfilled.length > most ? `\n… ${figures(unfilled.length - most)} more ways out: the timetable's report has them all\n` : ''
  return totalLine(checked) + findingLines(checked.constraints, ['hard'], most, language) + open.join('') + more
}
