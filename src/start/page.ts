import type { Found, Language, Show, Text, Week } from './show.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!)
const figures = (n: number) => n.toLocaleString('en-US')

const words = {
  state: {
    solving: { en: 'being solved', zh: '正在排课' },
    solved: { en: 'solved', zh: '已排好' },
    failed: { en: 'no timetable', zh: '没有课表' },
  },
  compiling: { en: 'compiling …', zh: '正在读入方案…' },
  hard: { en: 'hard # (rules broken)', zh: '硬性 #（违反的规则）' },
  medium: { en: 'medium # (demand not met)', zh: '中等 #（未满足的需求）' },
  soft: { en: 'soft # (wishes)', zh: '软性 #（愿望）' },
  show: { en: 'show', zh: '查看' },
  time: { en: 'time', zh: '时间' },
  nothing: { en: 'Nothing is on.', zh: '没有安排。' },
  plan: { en: 'the plan', zh: '方案' },
  timetable: { en: 'the timetable', zh: '课表' },
  reference: { en: 'the HTTP interface', zh: '接口文档' },
  lost: { en: 'The service does not answer; trying again …', zh: '服务没有响应，正在重试…' },
} satisfies Record<string, Text | Record<string, Text>>

/** asks for the page again while the search runs, and says so where nobody answers */
const script = `
const again = async () => {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
    document.querySelector('main').replaceWith(page.querySelector('main'))
  } catch {
    document.querySelector('[role=status]').textContent = document.body.dataset.lost
  }
  if (document.querySelector('main').dataset.state === 'solving') setTimeout(again, 1000)
}
if (document.querySelector('main').dataset.state === 'solving') setTimeout(again, 1000)
document.addEventListener('change', ({ target }) => target.form?.submit())
`

/**
 * @param asked whose week is shown: by kind, an id; the first of the first kind where none is asked for or nobody has that id
 * @returns the page at `/`: it shows how far the search is, and then the week of whoever is asked for
 */
export function page(show: Show, language: Language, asked: Readonly<Record<string, string | undefined>> = {}): string {
  const { school, size, state, found, error } = show
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
${state === 'solving' ? '<noscript><meta http-equiv="refresh" content="1"></noscript>' : ''}
<title>Afterbell · ${safe(school)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem }
nav { display: flex; flex-wrap: wrap; gap: 1rem }
form { display: flex; gap: .5rem }
.week { overflow-x: auto }
table { border-collapse: collapse; min-width: 48rem; width: 100% }
caption { font-weight: 600; padding: .5rem 0; text-align: left }
th, td { border: 1px solid #8888; padding: .3rem .5rem; text-align: left; vertical-align: top }
th { font-weight: 600; white-space: nowrap }
td p { margin: 0 }
</style>
</head>
<body data-lost="${safe(words.lost[language])}">
<main data-state="${state}">
<h1>${safe(school)}</h1>
<p>${safe(size[language])}</p>
<p role="status">${words.state[state][language]}${state === 'failed' ? `: ${safe(error ?? '')}` : ` · ${standing(show, language)}`}</p>
${found ? result(found, language, asked) : ''}
</main>
<script>${script}</script>
</body>
</html>
`
}

/** What it costs, and how long it took or will take. */
function standing({ found, progress }: Show, language: Language): string {
  const cost = found?.cost ?? progress
  if (!cost) return words.compiling[language]
  const levels = (['hard', 'medium', 'soft'] as const).map((level) => words[level][language].replace('#', figures(cost[level]))).join(' · ')
  return `<strong>${levels}</strong> · ${found ? seconds(found.seconds, language) : pace(progress!, language)}`
}

const seconds = (s: number, language: Language) => (language === 'zh' ? `用时${s.toFixed(1)}秒` : `in ${s.toFixed(1)} s`)

function pace({ seconds, movesPerSecond, secondsLeft }: NonNullable<Show['progress']>, language: Language): string {
  const parts =
    language === 'zh'
      ? [`已用${seconds.toFixed(1)}秒`, `每秒尝试${figures(movesPerSecond)}次`, secondsLeft !== undefined && `还剩${secondsLeft.toFixed(0)}秒`]
      : [`${seconds.toFixed(1)} s`, `${figures(movesPerSecond)} moves a second`, secondsLeft !== undefined && `${secondsLeft.toFixed(0)} s left`]
  return parts.filter((part) => part !== false).join(language === 'zh' ? '，' : ', ')
}

function result(found: Found, language: Language, asked: Readonly<Record<string, string | undefined>>): string {
  const kind = found.subjects.find(({ by, members }) => members.some(({ id }) => id === asked[by])) ?? found.subjects[0]
  const id = kind.members.find((member) => member.id === asked[kind.by])?.id ?? kind.members[0]?.id
  const pickers = found.subjects.map(({ by, text, members }) => {
    const options = members.map(
      (member) => `<option value="${safe(member.id)}"${by === kind.by && member.id === id ? ' selected' : ''}>${safe(member.name)}</option>`,
    )
    const empty = by === kind.by ? '' : '<option value="" selected></option>'
    return `<form><label>${safe(text[language])} <select name="${safe(by)}">${empty}${options.join('')}</select></label><noscript><button>${words.show[language]}</button></noscript></form>`
  })
  const links = [
    ...found.links,
    { path: '/example/timetable', text: words.timetable },
    { path: '/example/plan', text: words.plan },
    { path: '/docs', text: words.reference },
  ].map(({ path, text }) => `<a href="${safe(path)}">${safe(text[language])}</a>`)
  return `<p>${safe(found.meaning[language])}</p>
<nav>${pickers.join('')}</nav>
${id === undefined ? '' : weekTables(found.week(kind.by, id, language), language)}
<p>${links.join(' · ')}</p>`
}

function weekTables({ title, seasons }: Week, language: Language): string {
  const tables = seasons.map((season) => {
    const head = `<tr><th scope="col">${words.time[language]}</th>${season.columns.map((column) => `<th scope="col">${safe(column)}</th>`).join('')}</tr>`
    const body = season.rows.map(
      ({ head, cells }) =>
        `<tr><th scope="row">${safe(head)}</th>${cells.map((lines) => `<td>${lines.map((line) => `<p>${safe(line)}</p>`).join('')}</td>`).join('')}</tr>`,
    )
    return `<div class="week" tabindex="0" role="region" aria-label="${safe(season.title)}"><table><caption>${safe(season.title)}</caption>${
      season.rows.length === 0 ? `<tr><td>${words.nothing[language]}</td></tr>` : `<thead>${head}</thead><tbody>${body.join('')}</tbody>`
    }</table></div>`
  })
  return `<h2>${safe(title)}</h2>\n${tables.join('\n')}`
}

/** @returns the page at `/` of an installation that asks for keys */
export function closedPage(language: Language): string {
  const text =
    language === 'zh'
      ? '此服务需要接口密钥（<code>Authorization: Bearer …</code>），可用 <code>npm run -s afterbell -- keys create</code> 创建。用法见<a href="/docs">接口文档</a>。'
      : 'Requests need an API key (<code>Authorization: Bearer …</code>), which <code>npm run -s afterbell -- keys create</code> makes. <a href="/docs">The HTTP interface</a> says how to use it.'
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Afterbell</title></head>
<body style="font: 16px/1.5 system-ui, sans-serif; margin: 2rem"><h1>Afterbell</h1><p>${text}</p></body></html>
`
}
