import type { Result } from './record.ts'

const width = 560
const height = 240
const margin = { left: 56, right: 12, top: 12, bottom: 34 }
/** apart for colour-blind eyes too (Okabe and Ito) */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9']

export const colourOf = (solvers: readonly string[], solver: string): string => colours[Math.max(0, solvers.indexOf(solver)) % colours.length]

/**
 * Soft cost over time, one step line per run (dotted where something hard stays broken), from where hard and medium have reached what that run ends with.
 * Where a floor is known, the axis tells what lies above it: most of a cost is often unavoidable. It begins at the best known value or the lowest cost, and ends where the slowest run stood after a twentieth of the time: the fall before that would flatten all the rest.
 */
export function convergenceChart(results: readonly Result[], solvers: readonly string[], name: (run: Result) => string): string {
  const curves = results.map((run) => ({
    run,
    points: run.curve.filter(([, hard, medium]) => hard === run.hard && medium === run.medium),
  }))
  const end = Math.max(...results.map((run) => Math.max(run.seconds, run.timeLimit)))
  const { bestKnown, floor } = results[0]
  const above = (soft: number) => soft - (floor ?? 0)
  const finals = results.map((run) => run.soft)
  const low = Math.min(...finals, ...(bestKnown === null ? [] : [bestKnown]))
  const early = curves.map(({ run, points }) => points.find(([seconds]) => seconds >= run.timeLimit / 20)?.[3] ?? run.soft)
  const high = Math.max(...early, ...finals, low + 1)
  const x = (seconds: number) => margin.left + (seconds / end) * (width - margin.left - margin.right)
  const y = (soft: number) => height - margin.bottom - ((Math.min(soft, high) - low) / (high - low)) * (height - margin.top - margin.bottom)

  const path = (points: readonly (readonly number[])[], last: number) => {
    if (points.length === 0) return ''
    const steps = points.slice(1).map((point) => `H${x(point[0]).toFixed(1)}V${y(point[3]).toFixed(1)}`)
    return `M${x(points[0][0]).toFixed(1)} ${y(points[0][3]).toFixed(1)}${steps.join('')}H${x(last).toFixed(1)}`
  }
  const lines = curves.map(({ run, points }) => {
    const broken = run.hard > 0 ? ` (hard ${run.hard})` : ''
    const label = `${name(run)}, seed ${run.seed}: ${run.soft}${floor === null ? '' : `, ${above(run.soft)} above the floor`}${broken}`
    const dashes = run.hard > 0 ? ' stroke-dasharray="1 3"' : ''
    return `<path d="${path(points, run.seconds)}" fill="none" stroke="${colourOf(solvers, name(run))}" stroke-width="1.5" opacity="0.8"${dashes}><title>${label}</title></path>`
  })
  const ticks = [low, low + (high - low) / 2, high].map((soft) => {
    const at = y(soft).toFixed(1)
    return `<line x1="${margin.left}" x2="${width - margin.right}" y1="${at}" y2="${at}" class="grid"/><text x="${margin.left - 6}" y="${at}" dy="0.35em" text-anchor="end">${Math.round(above(soft))}</text>`
  })
  const times = [0, end / 2, end].map(
    (seconds) => `<text x="${x(seconds).toFixed(1)}" y="${height - margin.bottom + 16}" text-anchor="middle">${Number(seconds.toFixed(1))} s</text>`,
  )
  const goal =
    bestKnown === null
      ? ''
      : `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(bestKnown).toFixed(1)}" y2="${y(bestKnown).toFixed(1)}" class="goal"><title>best known: ${bestKnown}</title></line>`
  const title = floor === null ? 'soft cost over time' : `soft cost above the floor of ${floor} over time`
  const caption = floor === null ? '' : `<text x="${width - margin.right}" y="${height - 4}" text-anchor="end">above the floor of ${floor}</text>`
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${caption}${ticks.join('')}${times.join('')}${goal}${lines.join('')}</svg>`
}
