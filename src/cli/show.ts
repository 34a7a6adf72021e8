import { showKinds, showWeek } from '../../models/after-school/show/index.ts'
import { FaultError } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, UsageError } from './command.ts'
import { oneOf, word } from './options.ts'
import { dateOption, readRuling } from './ruling.ts'

const options = {
  by: oneOf(showKinds, 'whose week'),
  id: word('ID', 'which one, by its id in the plan'),
  date: dateOption,
}

export const show: Command = {
  takes: `PLAN TIMETABLE --by ${showKinds.join('|')} --id ID`,
  about: 'Prints a week as a table, one for each season of the term: weekdays across, clock times down.',
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    if (values.by === undefined) throw new UsageError(`missing --by ${showKinds.join('|')}.`)
    if (values.id === undefined) throw new UsageError('missing --id ID.')
    const { plan, timetable } = readRuling(positionals[0]!, positionals[1]!, values.date)
    try {
      io.out(showWeek(plan, timetable, values.by, values.id, io.language))
    } catch (error) {
      if (!(error instanceof FaultError)) throw error
      const [fault] = error.faults
      throw new UsageError(`--id: ${[fault!.message[io.language], fault!.suggestion?.[io.language]].filter(Boolean).join(' ')}`)
    }
    return exit.fine
  },
}
