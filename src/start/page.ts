import type { Show } from './show.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!)
const figures = (n: number) => n.toLocaleString('en-US')

/** @returns the page at `/`: it asks for itself again while the search runs, and needs no script */
export function page({ school, size, state, progress, found }: Show): string {
  const cost = found?.cost ?? progress
  const score = cost ? `hard ${figures(cost.hard)} · medium ${figures(cost.medium)} · soft ${figures(cost.soft)}` : 'compiling …'
  const pace = found
    ? `solved in ${found.seconds.toFixed(1)} s`
    : progress
      ? `${progress.seconds.toFixed(1)} s, ${figures(progress.movesPerSecond)} moves a second${progress.secondsLeft === undefined ? '' : `, ${progress.secondsLeft.toFixed(0)} s left`}`
      : ''
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${state === 'solving' ? '<meta http-equiv="refresh" content="1">' : ''}
<title>Afterbell · ${safe(school)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
pre { font: 14px/1.4 "Noto Sans Mono CJK SC", "Sarasa Mono SC", monospace; overflow-x: auto }
</style>
</head>
<body>
<h1>${safe(school)}</h1>
<p>${safe(size)}</p>
<p>${state} · <strong>${score}</strong> · ${pace}</p>
${found ? `<pre>${safe(found.week)}</pre>\n<p><a href="/example/timetable">the timetable</a> · <a href="/example/plan">the plan</a></p>` : ''}
</body>
</html>
`
}
