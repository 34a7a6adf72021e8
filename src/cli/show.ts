import { parseTimetable } from '../../models/after-school/check/index.ts'
import { showKinds, showWeek } from '../../models/after-school/show/index.ts'
import { FaultError, parsePlan } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, UsageError } from './command.ts'
import { readAs } from './documents.ts'
import { oneOf, word } from './options.ts'

const options = {
  by: oneOf(showKinds, 'whose week'),
  id: word('ID', 'which one, by its id in the plan'),
}

export const show: Command = {
  takes: `PLAN TIMETABLE --by ${showKinds.join('|')} --id ID`,
  about: 'Prints a week as a table, one for each season of the term: weekdays across, clock times down.',
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    if (values.by === undefined) throw new UsageError(`missing --by ${showKinds.join('|')}.`)
    if (values.id === undefined) throw new UsageError('missing --id ID.')
    const plan = readAs(positionals[0]!, parsePlan)
    const timetable = readAs(positionals[1]!, (input) => parseTimetable(plan, input))
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
