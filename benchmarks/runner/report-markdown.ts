import { legend, missingText, type Report, resultTable } from './table.ts'

export function markdownReport(report: Report): string {
  const { head, rows } = resultTable(report)
  const cells = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [
    `# ${report.title}`,
    '',
    ...report.facts.map(([name, value]) => `- ${name}: ${value}`),
    ...(report.done < report.asked ? [`- **unfinished**: ${report.done} of ${report.asked} runs`] : []),
    '',
    cells(head),
    cells(head.map((_, column) => (column < 2 ? '---' : '---:'))),
    ...rows.map(cells),
    '',
    legend(report.objective),
    ...(report.missing.length > 0 ? ['', '## Not run', '', ...report.missing.map((one) => `- ${missingText(one)}`)] : []),
    '',
  ].join('\n')
}
