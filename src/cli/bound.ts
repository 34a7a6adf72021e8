import { lowerBound } from '../../models/after-school/relax/bound.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { readAs } from './documents.ts'
import { flag, seconds, whole } from './options.ts'
import { countedLine } from './proof.ts'
import { figures, text } from './text.ts'

const options = {
  time: seconds(text('stop after so long (default 60)', '运行该秒数后停止（默认 60）')),
  medium: whole(
    'N',
    text(
      'bound the soft cost of timetables of at most this medium cost alone, e.g. that of the best one known',
      '只对中等代价不超过该值的课表求软性下界，例如已知最好课表的中等代价',
    ),
  ),
  json: flag(text('print {"medium", "soft", "covers", "seconds", "proven"}', '输出 {"medium", "soft", "covers", "seconds", "proven"}')),
}

export const bound: Command = {
  takes: 'PLAN',
  about: text(
    'Proves how good a timetable could possibly be: no timetable that breaks no hard rule costs less. Ctrl-C ends the proof with what it has. Without --medium, timetables with empty seats count too, and these cost little soft.',
    '证明课表最好能好到什么程度：不违反硬性规则的课表代价不会更低。Ctrl-C 以已有结果结束证明。不给 --medium 时也计入有空缺岗位的课表，其软性代价很低。',
  ),
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN'], options)
    const plan = readAs(positionals[0]!, parsePlan)
    const found = await lowerBound(plan, {
      signal: io.interrupt,
      ...(values.time !== undefined && { timeLimitSeconds: values.time }),
      ...(values.medium !== undefined && { mediumAtMost: values.medium }),
    })
    const soft = Number.isFinite(found.soft) ? found.soft : null
    if (values.json) io.out(`${JSON.stringify({ ...found, soft })}\n`)
    else {
      const floor =
        soft === null
          ? text(`no timetable has medium ${values.medium} or less`, `没有中等代价不超过 ${values.medium} 的课表`)
          : text(`medium at least ${found.medium}  soft at least ${figures(soft)}`, `中等至少 ${found.medium}  软性至少 ${figures(soft)}`)
      io.out(`${floor[io.language]}\n${countedLine(found.covers, io.language)}`)
      if (!found.proven) io.out(`${text('more time may raise it', '更长时间可能提高下界')[io.language]}\n`)
    }
    return exit.fine
  },
}
