import { planJsonSchema, timetableJsonSchema } from '../../models/after-school/schema.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { oneOf } from './options.ts'

const documents = { plan: planJsonSchema, timetable: timetableJsonSchema }

export const schema: Command = {
  takes: 'plan|timetable',
  about: 'Prints the JSON Schema (2020-12) of a document as it is written: what has a default may be left out.',
  options: {},
  run(argv, io) {
    const { positionals } = readArguments(argv, ['plan or timetable'], schema.options)
    const name = oneOf(['plan', 'timetable'], '').read(positionals[0]!)
    io.out(`${JSON.stringify(documents[name](), null, 2)}\n`)
    return exit.fine
  },
}
