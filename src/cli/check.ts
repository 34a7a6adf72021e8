import { rows } from '../../models/after-school/catalogue.ts'
import { checkTimetable } from '../../models/after-school/check/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { flag } from './options.ts'
import { dateOption, readRuling } from './ruling.ts'
import { findingLines, rowTable, totalLine } from './score.ts'
import { text } from './text.ts'

const options = {
  json: flag(
    text(
      'print {"hard", "medium", "soft", "constraints", "overrides"}: each row with clause, title and findings; the plan’s overrides with their reasons',
      '输出 {"hard", "medium", "soft", "constraints", "overrides"}：每条规则含条款、名称、位置，及方案的政策例外与理由',
    ),
  ),
  date: dateOption,
  all: flag(text('print every place where a row is broken, soft ones too', '列出每条规则的所有位置，含软性规则')),
}

export const check: Command = {
  takes: 'PLAN TIMETABLE',
  about: text(
    'Prices a timetable from the plan alone, row by row, and says where each row is broken. It shares no code with the solver.',
    '仅依据方案逐条计算课表的代价，并指出每条规则在哪里未满足。与求解器不共用代码。',
  ),
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    const { plan, timetable } = readRuling(positionals[0]!, positionals[1]!, values.date)
    const checked = checkTimetable(plan, timetable)
    const { hard, medium, soft, constraints } = checked
    if (values.json) {
      const told = constraints.map(({ id, level, ...row }) => {
        const { clause, title } = rows.find((one) => one.id === id)!
        return { id, level, clause, title, ...row }
      })
      io.out(`${JSON.stringify({ hard, medium, soft, constraints: told, overrides: plan.policy.overrides })}\n`)
    } else {
      const [levels, most] = values.all ? ([['hard', 'medium', 'soft'], Number.POSITIVE_INFINITY] as const) : ([['hard', 'medium'], 20] as const)
      io.out(`${totalLine(checked, io.language)}\n${rowTable(constraints, io.language)}${findingLines(constraints, levels, most, io.language)}`)
    }
    return hard === 0 ? exit.fine : exit.hard
  },
}
