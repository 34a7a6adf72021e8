import { planHash } from '../../models/after-school/hash.ts'
import { newWeeks, parseChanges, parseCurrent, type Rebalanced, rebalanceWithHighs } from '../../models/after-school/rebalance/index.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, type Language } from './command.ts'
import { demandWritable, readAs, writeDocument } from './documents.ts'
import { file, flag, seconds } from './options.ts'

const options = {
  out: file('where to write the timetable with its dated weeks (default: standard output); it can be rebalanced again'),
  deadline: seconds('begin no further improvement after so long (default 2)'),
  json: flag(
    'close with one line of JSON: hard, medium, change, seconds, and of each week the method and engine, whether the minimum is proven, and every difference',
  ),
}

export const rebalance: Command = {
  takes: 'PLAN TIMETABLE CHANGES',
  about:
    'Mends a timetable after changes (somebody ill, a room closed, …): no hard rule broken, as little different as can be, on the dates touched alone. TIMETABLE may be the answer to earlier changes. `afterbell schema changes` says how to write CHANGES.',
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE', 'CHANGES'], options)
    demandWritable(values.out)
    const plan = readAs(positionals[0]!, parsePlan)
    const current = readAs(positionals[1]!, (input) => parseCurrent(plan, input))
    const earlier = 'dated' in current ? current : undefined
    const changes = readAs(positionals[2]!, (input) => parseChanges(plan, input, earlier?.changes))
    const start = performance.now()
    const answer = await rebalanceWithHighs(plan, current, changes, values.deadline === undefined ? {} : { deadlineMilliseconds: values.deadline * 1000 })
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

function lines(weeks: Rebalanced['dated'], difference: Rebalanced['difference'], language: Language): string {
  const head = weeks.map(({ dates, cost, method, engine, proven, overdue }) => {
    const span = dates.length === 1 ? dates[0] : `${dates[0]} … ${dates.at(-1)} (${dates.length})`
    const how = `${method}${engine ? ` by ${engine}` : ''}${proven ? ', minimum proven' : ''}${overdue ? ', deadline reached' : ''}`
    return `${span}  hard ${cost.hard}  medium ${cost.medium}  change ${cost.change}  soft ${cost.soft.toLocaleString('en-US')}  (${how})\n`
  })
  return head.join('') + difference.map(({ text, dates }) => `  ${dates[0]}${dates.length > 1 ? ` +${dates.length - 1}` : ''}  ${text[language]}\n`).join('')
}
