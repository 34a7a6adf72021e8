import { showKinds, showWeek } from '../../models/after-school/show/index.ts'
import { FaultError } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { missing, usageFault } from './named.ts'
import { oneOf, word } from './options.ts'
import { dateOption, readRuling } from './ruling.ts'
import { text } from './text.ts'

const options = {
  by: oneOf(showKinds, text('whose week', '谁的一周')),
  id: word('ID', text('which one, by its id in the plan', '哪一个，按方案中的编号')),
  date: dateOption,
}

export const show: Command = {
  takes: `PLAN TIMETABLE --by ${showKinds.join('|')} --id ID`,
  about: text(
    'Prints a week as a table, one for each season of the term: weekdays across, clock times down.',
    '以表格打印一周，每个作息季一张：横向为星期，纵向为钟点。',
  ),
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    if (values.by === undefined) throw missing(`--by ${showKinds.join('|')}`)
    if (values.id === undefined) throw missing('--id ID')
    const { plan, timetable } = readRuling(positionals[0]!, positionals[1]!, values.date)
    try {
      io.out(showWeek(plan, timetable, values.by, values.id, io.language))
    } catch (error) {
      throw error instanceof FaultError ? usageFault('--id', error.faults[0]!) : error
    }
    return exit.fine
  },
}
