import { planHash } from '../../models/after-school/hash.ts'
import { newWeeks, parseChanges, parseCurrent, type Rebalanced, rebalanceWithHighs } from '../../models/after-school/rebalance/index.ts'
import { FaultError } from '../../models/after-school/validate/fault.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { DocumentError, demandWritable, readAs, writeDocument } from './documents.ts'
import { file, flag, seconds } from './options.ts'
import { figures, type Language, levels, type Text, text } from './text.ts'

const options = {
  out: file(
    text(
      'where to write the timetable with its dated weeks (default: standard output); it can be rebalanced again',
      '含各调整周的课表写到哪里（默认标准输出）；可再次调整',
    ),
  ),
  deadline: seconds(text('begin no further improvement after so long (default 2)', '超过该秒数后不再开始新的改进（默认 2）')),
  json: flag(
    text(
      'close with one line of JSON: hard, medium, change, seconds, and of each week the method and engine, whether the minimum is proven, and every difference',
      '最后输出一行 JSON：hard、medium、change、seconds，每周的方法与引擎、是否证明最小，以及全部差异',
    ),
  ),
}

export const rebalance: Command = {
  takes: 'PLAN TIMETABLE CHANGES',
  about: text(
    'Mends a timetable after changes (somebody ill, a room closed, …): no hard rule broken, as little different as can be, on the dates touched alone. TIMETABLE may be the answer to earlier changes. `afterbell schema changes` says how to write CHANGES.',
    '在变动（有人生病、场地关闭等）之后调整课表：不违反硬性规则，改动尽量少，只涉及相关日期。TIMETABLE 可以是先前调整的结果。CHANGES 的写法见 `afterbell schema changes`。',
  ),
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE', 'CHANGES'], options)
    demandWritable(values.out)
    const plan = readAs(positionals[0]!, parsePlan)
    const current = readAs(positionals[1]!, (input) => parseCurrent(plan, input))
    const earlier = 'dated' in current ? current : undefined
    const changes = readAs(positionals[2]!, (input) => parseChanges(plan, input, earlier?.changes))
    const start = performance.now()
    const limits = values.deadline === undefined ? {} : { deadlineMilliseconds: values.deadline * 1000 }
    const answer = await rebalanceWithHighs(plan, current, changes, limits).catch((error: unknown) => {
      throw error instanceof FaultError ? new DocumentError(positionals[1]!, error.faults) : error
    })
    const took = Math.round(performance.now() - start) / 1000
    const weeks = newWeeks(answer, earlier)
    const sum = (level: 'hard' | 'medium' | 'change') => weeks.reduce((total, { cost }) => total + cost[level], 0)
    const [hard, medium, change] = [sum('hard'), sum('medium'), sum('change')]
    writeDocument(values.out, { plan: planHash(plan), ...answer }, io)
    if (values.json) {
      const shown = weeks.map(({ from, to, season, dates, cost, method, engine, proven, overdue, cancelled, unhoused }) => {
        return { from, to, season, dates, cost, method, engine, proven, overdue, cancelled, unhoused }
      })
      io.out(`${JSON.stringify({ hard, medium, change, seconds: took, weeks: shown, difference: answer.difference })}\n`)
    } else {
      const tell = values.out === undefined ? io.err : io.out
      tell(lines(weeks, answer.difference, io.language))
    }
    return hard === 0 ? exit.fine : exit.hard
  },
}

const methods: Readonly<Record<Rebalanced['dated'][number]['method'], Text>> = {
  unchanged: text('unchanged', '无改动'),
  counting: text('counting', '计数'),
  'tree-search': text('tree-search', '树搜索'),
  'linear-model': text('linear-model', '线性模型'),
  search: text('search', '搜索'),
}

function lines(weeks: Rebalanced['dated'], difference: Rebalanced['difference'], language: Language): string {
  const head = weeks.map(({ dates, cost, method, engine, proven, overdue }) => {
    const span = dates.length === 1 ? dates[0] : `${dates[0]} … ${dates.at(-1)} (${dates.length})`
    const how = [
      text(`${methods[method].en}${engine ? ` by ${engine}` : ''}`, `${methods[method].zh}${engine ? ` ${engine}` : ''}`),
      ...(proven ? [text('minimum proven', '已证明最小')] : []),
      ...(overdue ? [text('deadline reached', '已到时限')] : []),
    ]
    const said = how.map((part) => part[language]).join(text(', ', '，')[language])
    const costs = [
      `${levels.hard[language]} ${cost.hard}`,
      `${levels.medium[language]} ${cost.medium}`,
      `${text('change', '改动')[language]} ${cost.change}`,
      `${levels.soft[language]} ${figures(cost.soft)}`,
    ]
    return `${span}  ${costs.join('  ')}  (${said})\n`
  })
  return head.join('') + difference.map(({ text, dates }) => `  ${dates[0]}${dates.length > 1 ? ` +${dates.length - 1}` : ''}  ${text[language]}\n`).join('')
}
