import { besidePeers } from './beside-peers.ts'
import { legend, missingText, type Report, resultTable } from './table.ts'
import { gainLegend } from './thread-gain.ts'

export function markdownReport(report: Report): string {
  const { head, rows } = resultTable(report)
  const beside = besidePeers(report.lines)
  const cells = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const table = (heads: readonly string[], body: readonly (readonly string[])[]) => [
    cells(heads),
    cells(heads.map((_, column) => (column < 2 ? '---' : '---:'))),
    ...body.map(cells),
  ]
  return [
    `# ${report.title}`,
    '',
    ...report.facts.map(([name, value]) => `- ${name}: ${value}`),
    ...(report.done < report.asked ? [`- **unfinished**: ${report.done} of ${report.asked} runs`] : []),
    '',
    ...table(head, rows),
    '',
    legend(report.objective),
    ...(beside ? ['', '## Beside peers', '', ...table(beside.head, beside.rows)] : []),
    ...(report.compared ? ['', '## What more threads gain', '', gainLegend, '', ...table(report.compared.head, report.compared.rows)] : []),
    ...(report.missing.length > 0 ? ['', '## Not run', '', ...report.missing.map((one) => `- ${missingText(one)}`)] : []),
    '',
  ].join('\n')
}
