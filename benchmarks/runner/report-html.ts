import { besidePeers } from './beside-peers.ts'
import { colourOf, convergenceChart } from './chart.ts'
import type { Result } from './record.ts'
import { nameOf, threadCounts } from './summary.ts'
import { legend, missingText, type Report, resultTable, type Table } from './table.ts'
import { gainLegend } from './thread-gain.ts'

const style = `
body { font: 14px/1.5 system-ui, sans-serif; max-width: 1200px; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; font-variant-numeric: tabular-nums } td, th { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid #ddd }
td:nth-child(-n+2), th:nth-child(-n+2) { text-align: left } dt { float: left; clear: left; width: 8rem; color: #555 } dd { margin-left: 8rem }
figure { display: inline-block; width: 560px; max-width: 100%; margin: 0 1rem 1rem 0 } svg { width: 100%; font-size: 11px }
.grid { stroke: #ddd } .goal { stroke: #555; stroke-dasharray: 4 3 } progress { width: 100% } .key { display: inline-block; width: 1em; height: .3em; vertical-align: middle; margin: 0 .3em 0 1em }
.scroll { overflow-x: auto }
@media (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #16181c } td, th, .grid { border-color: #444; stroke: #444 } text { fill: #ccc } .goal { stroke: #aaa } dt { color: #aaa } }`

const inHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** One page, without anything to load; while runs are missing it shows how many, and looks again every few seconds. */
export function htmlReport(report: Report, results: readonly Result[]): string {
  const { head, rows } = resultTable(report)
  const beside = besidePeers(report.lines)
  const counts = threadCounts(results)
  const name = (run: Result) => nameOf(run.solver, run.threads, counts)
  const solvers = [...new Set(results.map(name))]
  const running = report.done < report.asked
  const row = (cells: readonly string[], tag: 'td' | 'th') => `<tr>${cells.map((cell) => `<${tag}>${inHtml(cell)}</${tag}>`).join('')}</tr>`
  const table = (one: Table) =>
    `<div class="scroll"><table><thead>${row(one.head, 'th')}</thead><tbody>${one.rows.map((cells) => row(cells, 'td')).join('\n')}</tbody></table></div>`
  const figures = [...Map.groupBy(results, (run) => run.instance)].map(
    ([instance, own]) => `<figure><figcaption>${inHtml(instance)}</figcaption>${convergenceChart(own, solvers, name)}</figure>`,
  )
  const keys = solvers.map((solver) => `<span class="key" style="background:${colourOf(solvers, solver)}"></span>${inHtml(solver)}`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${running ? '<meta http-equiv="refresh" content="5">' : ''}
<title>${inHtml(report.title)}</title><style>${style}</style></head><body>
<h1>${inHtml(report.title)}</h1>
${running ? `<p>${report.done} of ${report.asked} runs<progress max="${report.asked}" value="${report.done}"></progress></p>` : ''}
<dl>${report.facts.map(([name, value]) => `<dt>${inHtml(name)}</dt><dd>${inHtml(value)}</dd>`).join('')}</dl>
${table({ head, rows })}
<p>${inHtml(legend(report.objective))}</p>
${beside ? `<h2>Beside peers</h2>${table(beside)}` : ''}
${report.missing.length > 0 ? `<h2>Not run</h2><ul>${report.missing.map((one) => `<li>${inHtml(missingText(one))}</li>`).join('')}</ul>` : ''}
${report.compared ? `<h2>What more threads gain</h2><p>${inHtml(gainLegend)}</p>${table(report.compared)}` : ''}
<h2>Soft cost over time</h2><p>One line per run, dotted where something hard stays broken; dashed: best known.${keys.join('')}</p>
${figures.join('\n')}
</body></html>
`
}
