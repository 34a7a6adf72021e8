import { lowerBound } from '../../models/after-school/relax/bound.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { readAs } from './documents.ts'
import { flag, seconds, whole } from './options.ts'

const options = {
  time: seconds('stop after so long (default 60)'),
  medium: whole('N', 'bound the soft cost of timetables of at most this medium cost alone, e.g. that of the best one known'),
  json: flag('print {"medium", "soft", "covers", "seconds", "proven"}'),
}

export const bound: Command = {
  takes: 'PLAN',
  about:
    'Proves how good a timetable could possibly be: no timetable that breaks no hard rule costs less. Ctrl-C ends the proof with what it has. Without --medium, timetables with empty seats count too, and these cost little soft.',
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
      io.out(
        soft === null
          ? `no timetable has medium ${values.medium} or less\n`
          : `medium at least ${found.medium}  soft at least ${soft.toLocaleString('en-US')}\n`,
      )
      io.out(`counted: ${found.covers.join(', ')}\n`)
      if (!found.proven) io.out('more time may raise it\n')
    }
    return exit.fine
  },
}
